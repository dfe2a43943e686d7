import type { Finding, ProbeResult, Severity } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Look, Paint } from './paint.ts';
import { paragraph, wrap } from './wrap.ts';

const strokes: Record<Severity, keyof Paint> = { error: 'red', warning: 'yellow', info: 'dim' };

/**
 * The findings: severity, code, title and what to do; the reason of what is broken, and with `explain` of each. Needs
 * that the remedy meets stand in the headline already.
 * @param result a diagnosis
 * @param look colours and how much to say
 * @returns lines
 */
export function findings({ findings, verdict }: ProbeResult, look: Look): string {
  const mended = ({ id, severity }: Finding) =>
    id.endsWith('-required') && (verdict === 'fixable' || severity === 'info');
  return findings
    .filter((finding) => look.explain || !mended(finding))
    .map((finding) => one(finding, look.explain || (finding.severity === 'error' && verdict !== 'fixable'), look))
    .join('');
}

function one(finding: Finding, everything: boolean, { paint, explain }: Look): string {
  const start = ` ${finding.severity.padEnd(7)} ${printable(finding.code)}  `;
  const [first = '', ...others] = wrap(printable(finding.title), undefined, start);
  const label = paint[strokes[finding.severity]](start.trimEnd());
  const indent = ' '.repeat(start.length);
  const because = everything ? paragraph(printable(finding.because), indent) : '';
  const advice = (finding.advice ?? []).slice(0, everything ? undefined : 2);
  return [
    `${[label + first.slice(start.trimEnd().length), ...others].join('\n')}\n`,
    because,
    ...advice.map((text) => paragraph(printable(text), `${indent}-> `)),
    explain ? `${indent}${paint.dim(printable(finding.docs))}\n` : '',
  ].join('');
}
