import type { Finding, ProbeResult, ProductSeen } from '../../types.ts';
import { printable } from '../escape.ts';
import type { Look } from './paint.ts';
import { paragraph } from './wrap.ts';

/** The most products that are named on the screen. */
const most = 2;

/**
 * What answers, and what would mend it there: of the first need that the remedy meets, as the findings do not show those.
 * What is only possible is named with `explain` alone.
 * @param result a diagnosis
 * @param look how much to say
 * @returns one line or two; empty where nothing tells
 */
export function products({ products = [], findings, verdict }: ProbeResult, { explain }: Look): string {
  const named = products.filter(({ likelihood }) => explain || likelihood !== 'possible').slice(0, most);
  if (named.length === 0) return '';
  const names = named.map((one) => name(one, explain)).join(' and ');
  const words = explain || verdict !== 'fixable' ? undefined : firstWords(named, findings);
  return paragraph(printable(`Backend: ${names}.${words ? ` Or there: ${words}` : ''}`), ' ');
}

function name({ name, likelihood, because }: ProductSeen, explain: boolean): string {
  const sure = { certain: '', likely: 'likely ', possible: 'possibly ' }[likelihood];
  return `${sure}${name}${explain ? ` (by ${because})` : ''}`;
}

function firstWords(named: readonly ProductSeen[], findings: readonly Finding[]): string | undefined {
  const remedies = named.flatMap((one) => one.remedies);
  const first = findings.find(({ id, code }) => id.endsWith('-required') && remedies.some((r) => r.code === code));
  return remedies.find(({ code }) => code === first?.code)?.text;
}
