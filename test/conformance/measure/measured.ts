import type { Answer } from './client.ts';

/** What a real HAProxy reported of a server's check. */
export interface MeasuredCheck {
  /** `check_status`; '': there is no check. */
  status: string;
  /** `check_code`; null: it has none. */
  code: number | null;
  /** `last_chk`; null: the next check had begun whenever it was looked at, so that code and info are not known. */
  info: string | null;
  /** Whether HAProxy calls the server UP; null: there is no check. */
  up: boolean | null;
}

/** What a client of a real HAProxy received, and what it logged. */
export interface MeasuredTraffic {
  /** null: no HTTP came. */
  status: number | null;
  /** The answer itself; null: none came. */
  answer: Answer | null;
  termination: string;
}

/** Everything that was measured of a cell. */
export interface Measured {
  check: MeasuredCheck;
  traffic: MeasuredTraffic;
}
