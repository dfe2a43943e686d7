import type { ProvedRun } from '../../prove-types.ts';
import { printable } from '../escape.ts';
import { count } from './check-words.ts';
import type { Look } from './paint.ts';

/** How many lines are shown before the rest is counted. */
const most = 12;

/**
 * HAProxy's own log of a run.
 * @param title what the run was
 * @param run the run
 * @param look colours, and whether to show all lines
 * @returns lines, not wrapped: they are made to be searched for; '' where there are none
 */
export function proveLog(title: string, { log }: ProvedRun, { paint, verbose }: Look): string {
  const lines = alike(log);
  if (lines.length === 0) return '';
  const shown = verbose ? lines : lines.slice(0, most);
  return [
    `${paint.bold(title)}\n`,
    ...shown.map(({ line, times }) => `    ${printable(line)}${times > 1 ? paint.dim(`  (${times} alike)`) : ''}\n`),
    ...(shown.length < lines.length ? [`    and ${count(lines.length - shown.length, 'more line')}: --verbose\n`] : []),
  ].join('');
}

/**
 * Makes one of lines that differ in their times, ports and counts alone.
 * @param log lines
 * @returns each once, with how often it came
 */
export function alike(log: readonly string[]): { line: string; times: number }[] {
  const found = new Map<string, { line: string; times: number }>();
  for (const line of log) {
    const [, request = line] = /^\S+ \[[^\]]*\] (.*)$/.exec(line) ?? [];
    const shape = request
      .replace(/[+-]?\d+(?:\/[+-]?\d+)+ /g, '')
      .replace(/\d+(?=ms)/g, '')
      .replace(/^(\S+ \S+(?: \d+)?) \+?\d+ (?=\S\S |- )/, '$1 ');
    const known = found.get(shape);
    if (known) known.times += 1;
    else found.set(shape, { line, times: 1 });
  }
  return [...found.values()];
}
