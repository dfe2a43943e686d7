import type { Output } from './terminal.ts';

/** One line on a terminal that is rewritten as connections end; nothing anywhere else. */
export interface Progress {
  /** Counts of one of the targets that are under way. */
  update(target: number, done: number, started: number): void;
  /** Wipes the line. */
  end(): void;
}

/**
 * @param output standard error
 * @param shown false: quiet
 * @param label what is being done
 * @returns a progress line, which draws nothing unless the output is a terminal
 */
export function startProgress(output: Output, shown: boolean, label: string): Progress {
  if (!shown || !output.isTTY) return { update: () => {}, end: () => {} };
  const counts = new Map<number, [done: number, started: number]>();
  const began = Date.now();
  const draw = () => {
    const sum = (index: 0 | 1) => [...counts.values()].reduce((total, count) => total + count[index], 0);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    output.write(`\r${label}: ${sum(0)} of ${sum(1)} connections, ${seconds} s\u001b[K`);
  };
  const clock = setInterval(draw, 200).unref();
  return {
    update(target, done, started) {
      counts.set(target, [done, started]);
      draw();
    },
    end() {
      clearInterval(clock);
      output.write('\r\u001b[K');
    },
  };
}
