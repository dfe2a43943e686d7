import type { Terminal } from './terminal.ts';

/** The most often that the line is drawn again, in milliseconds: faster than that nobody reads. */
const pause = 100;

/** One line on a terminal that is rewritten as connections end; nothing anywhere else. */
export interface Progress {
  /** Counts of one of the targets that are under way. */
  update(target: number, done: number, started: number): void;
  /** Makes room for a result. */
  wipe(): void;
  /** Wipes the line for good. */
  end(): void;
}

/**
 * Starts to show how far a command has come.
 * @param terminal standard error, and whether it can rewrite a line
 * @param shown false: quiet
 * @param label what is being done
 * @param unit what is counted
 * @returns a progress line, which draws nothing unless the output is a terminal
 */
export function startProgress(
  { stderr, env }: Terminal,
  shown: boolean,
  label: string,
  unit = 'connections',
): Progress {
  if (!shown || !stderr.isTTY || env.TERM === 'dumb') return { update: () => {}, wipe: () => {}, end: () => {} };
  const counts = new Map<number, [done: number, started: number]>();
  const began = Date.now();
  let drawn: number | null = null;
  const draw = () => {
    drawn = Date.now();
    const sum = (index: 0 | 1) => [...counts.values()].reduce((total, count) => total + count[index], 0);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    stderr.write(`\r${label}: ${sum(0)} of ${sum(1)} ${unit}, ${seconds} s\u001b[K`);
  };
  const wipe = () => {
    if (drawn !== null) stderr.write('\r\u001b[K');
    drawn = null;
  };
  // Counts that came too fast to be drawn are caught up with, and the seconds go on.
  const clock = setInterval(draw, 2 * pause).unref();
  return {
    update(target, done, started) {
      counts.set(target, [done, started]);
      if (drawn === null || Date.now() - drawn >= pause) draw();
    },
    wipe,
    end() {
      clearInterval(clock);
      wipe();
    },
  };
}
