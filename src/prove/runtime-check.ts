import type { StatRow } from '../haproxy/stat-lines.ts';
import type { ProvedCheck } from '../prove-types.ts';
import { printable } from '../report/escape.ts';

/** Whether a check that has passed has done so as often as HAProxy asks for. */
export type Progress = { settled: ProvedCheck } | { settled: null; seen: string };

/**
 * What HAProxy makes of a check in maintenance. It shows `MAINT` for the server whatever the check says, but it counts: the
 * health of a new server is 0, one failure leaves it there, and `rise` successes in a row are what takes a server UP
 * (measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7; columns of `show stat`: HAProxy management guide, 9.1).
 * @param row of the server
 * @returns its check once it is settled: failed, or passed `rise` times
 */
export function checkProgress(row: StatRow): Progress {
  const { check_status: status = '', check_code: code = '', last_chk: info = '' } = row;
  // A star stands before the last result while the next check runs, and the texts are those of neither.
  if (status === '' || status === 'INI' || status.startsWith('*')) return { settled: null, seen: shown(status) };
  const passed = status.endsWith('OK');
  const counted = Number(row.check_health) >= Number(row.check_rise);
  if (passed && !counted) return { settled: null, seen: shown(status) };
  // L7OKC (`http-check disable-on-404`) takes a server out of load balancing.
  return {
    settled: {
      status: shown(status),
      code: /^\d+$/.test(code) ? Number(code) : null,
      info: printable(info, 300),
      up: passed,
    },
  };
}

function shown(text: string): string {
  return printable(text, 20);
}
