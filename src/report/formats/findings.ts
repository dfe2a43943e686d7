import type { Finding, ProbeResult, Severity } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Look, Paint } from './paint.ts';
import { paragraph, wrap } from './wrap.ts';

const strokes: Record<Severity, keyof Paint> = { error: 'red', warning: 'yellow', info: 'dim' };

/**
 * The findings: severity, code, title and what to do; with `explain` the reason of each.
 * @param result a diagnosis
 * @param look colours and how much to say
 * @returns lines
 */
export function findings({ findings, verdict }: ProbeResult, look: Look): string {
  return findings.map((finding) => one(finding, verdict === 'broken' || look.explain, look)).join('');
}

function one(finding: Finding, everything: boolean, { paint, explain }: Look): string {
  const start = ` ${finding.severity.padEnd(7)} ${printable(finding.code)}  `;
  const [first = '', ...others] = wrap(printable(finding.title), undefined, start);
  const label = paint[strokes[finding.severity]](start.trimEnd());
  const indent = ' '.repeat(start.length);
  const because = explain ? paragraph(printable(finding.because), indent) : '';
  const advice = (finding.advice ?? []).slice(0, everything ? undefined : 1);
  return [
    `${[label + first.slice(start.trimEnd().length), ...others].join('\n')}\n`,
    because,
    ...advice.map((text) => paragraph(printable(text), `${indent}-> `)),
    explain ? `${indent}${paint.dim(printable(finding.docs))}\n` : '',
  ].join('');
}
