import type { CheckFinding } from '../../check-types.ts';
import type { Severity } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Look } from './paint.ts';
import { paragraph, wrap } from './wrap.ts';

const strokes = { error: 'red', warning: 'yellow', info: 'dim' } as const satisfies Record<
  Severity,
  keyof Look['paint']
>;

/**
 * A finding on one line; with `explain` also why it matters and what to do.
 * @param finding a finding
 * @param look colours, how much to say, and what the lines begin with
 * @param where what stands behind the title: a place, or how many servers it is about
 * @returns lines
 */
export function findingLines(finding: CheckFinding, look: Look & { indent: string }, where: string): string {
  const { paint, explain, indent } = look;
  const start = `${indent}${finding.severity.padEnd(7)} ${printable(finding.code)}  `;
  const text = `${printable(finding.title)}${where === '' ? '' : ` (${where})`}`;
  const [first = '', ...others] = wrap(text, undefined, start);
  const label = paint[strokes[finding.severity]](start.trimEnd());
  const deeper = ' '.repeat(start.length);
  // What an edit mends needs no advice; what none does is not left without.
  const advice = explain || (!finding.fixable && finding.severity === 'error') ? (finding.advice ?? []) : [];
  return [
    `${[label + first.slice(start.trimEnd().length), ...others].join('\n')}\n`,
    explain ? paragraph(printable(finding.because), deeper) : '',
    ...advice.map((words) => paragraph(printable(words), `${deeper}-> `)),
    explain ? `${deeper}${paint.dim(printable(finding.docs))}\n` : '',
  ].join('');
}
