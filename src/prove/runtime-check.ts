import type { StatRow } from '../haproxy/stat-lines.ts';
import type { ProvedCheck } from '../prove-types.ts';
import { printable } from '../report/escape.ts';

/** The last check that ended. */
export interface EndedCheck {
  /** `up`: as many have passed in a row as `rise` asks for. */
  check: ProvedCheck;
  passed: boolean;
  /** How long it took, in ms. */
  took: number;
}

/**
 * What HAProxy says of a check in maintenance. It shows `MAINT` for the server whatever the check says, but it counts: the
 * health of a new server is 0, a failure takes it back there, and `rise` successes in a row are what takes a server UP
 * (measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7; columns of `show stat`: HAProxy management guide, 9.1).
 * @param row of the server
 * @returns the last check; null: none has ended, or the next one runs and its result is not at hand
 */
export function endedCheck(row: StatRow): EndedCheck | null {
  const { check_status: status = '', check_code: code = '', last_chk: info = '' } = row;
  // A star stands before the last result while the next check runs, and the texts are those of neither.
  if (status === '' || status === 'INI' || status.startsWith('*')) return null;
  // L7OKC (`http-check disable-on-404`) takes a server out of load balancing.
  const passed = status.endsWith('OK');
  return {
    check: {
      status: printable(status, 20),
      code: /^\d+$/.test(code) ? Number(code) : null,
      info: printable(info, 300),
      up: passed && Number(row.check_health) >= Number(row.check_rise),
    },
    passed,
    took: Number(row.check_duration) || 0,
  };
}
