import type { Cause, Explained, Likelihood } from '../../explain-types.ts';
import { printable } from '../escape.ts';
import type { Look, Paint } from './paint.ts';
import { paragraph, wrap } from './wrap.ts';

const strokes: Record<Likelihood, keyof Paint> = { certain: 'red', likely: 'yellow', possible: 'dim' };

/** As many as one takes in at a glance. */
const most = 5;

/**
 * The possible reasons, the likeliest first, each with its code and why it may be; those behind the first few by their
 * codes alone.
 * @param input one kind of text
 * @param look colours; `verbose`: all of them in full
 * @returns lines
 */
export function explainCauses({ causes }: Explained, look: Look): string {
  const told = look.verbose || causes.length <= most + 1 ? causes.length : most;
  const rest = causes.slice(told);
  const codes = rest.map(({ code }) => printable(code)).join(', ');
  return [
    ...causes.slice(0, told).map((cause) => line(cause, look)),
    rest.length === 0 ? '' : paragraph(`also possible: ${codes} (--verbose)`, '       '),
  ].join('');
}

function line({ code, title, likelihood, because }: Cause, { paint }: Look): string {
  const start = ` ${likelihood.padEnd(8)} ${printable(code)}  `;
  const [first = '', ...others] = wrap(printable(title), undefined, start);
  const label = paint[strokes[likelihood]](start.trimEnd());
  return `${[label + first.slice(start.trimEnd().length), ...others].join('\n')}\n${paragraph(printable(because), ' '.repeat(start.length))}`;
}
