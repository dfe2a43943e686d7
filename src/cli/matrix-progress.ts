import { counted, lasting, perSecond, thousands } from '../report/formats/matrix-words.ts';
import type { Terminal } from './terminal.ts';

/** How far a run has come. */
export interface MatrixCourse {
  /** By this run. */
  done: number;
  /** Of those that were met so far, by the run that this one goes on from. */
  skipped: number;
  failed: number;
  /** null: only the end of the input tells. */
  total: number | null;
}

/** A line on a terminal that is rewritten; elsewhere a plain one every few seconds. */
export interface MatrixProgress {
  update(course: MatrixCourse): void;
  /** Makes room for a line. */
  wipe(): void;
  end(): void;
}

/** Milliseconds between two drawings: faster than that nobody reads. */
const pause = 100;
/** Milliseconds between two lines where they stay. */
const longPause = 5000;
const barWidth = 24;
/** Below that many milliseconds nothing can be said of the time left. */
const soonest = 2000;

/**
 * Starts to show how far a run has come.
 * @param terminal standard error
 * @param shown false: nothing is shown
 * @returns where counts go in, as often as they change
 */
export function startMatrixProgress({ stderr, env }: Terminal, shown: boolean): MatrixProgress {
  if (!shown) return { update: () => {}, wipe: () => {}, end: () => {} };
  const rewritten = Boolean(stderr.isTTY) && env.TERM !== 'dumb';
  const began = Date.now();
  let course: MatrixCourse = { done: 0, skipped: 0, failed: 0, total: null };
  let drawn = false;
  const draw = () => {
    const line = progressLine(course, Date.now() - began, rewritten);
    if (rewritten) stderr.write(`\r${line}\u001b[K`);
    else stderr.write(`${line}\n`);
    drawn = true;
  };
  const wipe = () => {
    if (drawn && rewritten) stderr.write('\r\u001b[K');
    drawn = false;
  };
  const clock = setInterval(draw, rewritten ? pause : longPause).unref();
  return {
    update(now) {
      course = now;
    },
    wipe,
    end() {
      clearInterval(clock);
      wipe();
    },
  };
}

/**
 * How far a run has come, as one line.
 * @param course the counts
 * @param ms since it began
 * @param bar whether to draw one
 * @returns `matrix: 12,000 of 100,000 cells, 812/s, 37 failed, 1 min 48 s left`
 */
export function progressLine({ done, skipped, failed, total }: MatrixCourse, ms: number, bar: boolean): string {
  const there = done + skipped;
  const known = total !== null && total >= there;
  const filled = known ? Math.floor((barWidth * there) / Math.max(1, total)) : 0;
  const left = known && ms >= soonest && done > 0 ? ((total - there) * ms) / done : null;
  return [
    known && bar ? `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ` : 'matrix: ',
    known ? `${thousands(there)} of ${counted(total, 'cell')}` : counted(there, 'cell'),
    `, ${perSecond(done, ms)}, ${thousands(failed)} failed`,
    left === null ? '' : `, ${lasting(left)} left`,
  ].join('');
}
