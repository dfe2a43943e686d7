import type { CheckResult } from '../../check-types.ts';
import { printable } from '../escape.ts';
import type { Look } from './paint.ts';
import { wrap } from './wrap.ts';

/** How many are shown: a file that is no configuration may have one in each line. */
const shown = 12;

/**
 * What HAProxy refuses or warns of, with its place in the text.
 * @param result of a check
 * @param look colours, and whether to show all
 * @returns lines; empty where the text is sound
 */
export function checkProblems({ problems }: Pick<CheckResult, 'problems'>, { paint, verbose }: Look): string {
  const sorted = [...problems].sort((a, b) => Number(b.severity === 'fatal') - Number(a.severity === 'fatal'));
  const listed = verbose ? sorted : sorted.slice(0, shown);
  const lines = listed.map(({ file, line, column, word, message, severity }) => {
    const place = printable(`${file}:${line}${column > 0 ? `:${column}` : ''}`);
    const start = ` ${severity.padEnd(7)} `;
    const quoted = word === '' ? '' : ` "${printable(word, 60)}"`;
    const [first = '', ...others] = wrap(`${place}${quoted}: ${printable(message, 400)}`, undefined, start);
    const label = paint[severity === 'fatal' ? 'red' : 'yellow'](start.trimEnd());
    return `${[label + first.slice(start.trimEnd().length), ...others].join('\n')}\n`;
  });
  const left = sorted.length - listed.length;
  return lines.join('') + (left > 0 ? ` and ${left} more: --verbose lists all\n` : '');
}
