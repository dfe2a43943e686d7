import type { Observation, ProbeResult } from '../../types.ts';
import { printable } from '../escape.ts';
import { answered } from './answered.ts';
import type { Look, Paint } from './paint.ts';

/**
 * What was seen, beside what HAProxy logs of it.
 * @param result a diagnosis
 * @param look colours, table, and whether to show every connection
 * @returns lines; empty where nothing was seen
 */
export function steps(result: ProbeResult, look: Look): string {
  const { paint, verbose } = look;
  const rows = verbose ? result.observations : telling(result);
  if (rows.length === 0) return '';
  const head = ['step', 'backend answered', `${product(result.haproxyVersion)} logs`].map((text) => paint.dim(text));
  return look.columns([
    head,
    ...rows.map((row) => [
      `${row.plan.tls && row.plan.request ? '  ' : ''}${printable(row.title)}`,
      colored(row, paint) + (verbose && row.outcome !== 'skipped' ? paint.dim(` ${row.ms.toFixed(1)} ms`) : ''),
      printable(result.logs[row.id] ?? ''),
    ]),
  ]);
}

/**
 * How the version of HAProxy is named.
 * @param version `3.2`, `any`
 * @returns `HAProxy 3.2`, `HAProxy`
 */
export function product(version: string): string {
  return version === 'any' ? 'HAProxy' : `HAProxy ${printable(version)}`;
}

/**
 * The connections that a finding or a prediction rests on, in the order of the ladder; without those that ended as an
 * earlier one to the same port under the same server name did.
 */
function telling({ observations, findings, predictions, logs }: ProbeResult): Observation[] {
  const cited = new Set([...findings, ...predictions].flatMap(({ evidence }) => evidence));
  const told = new Set<string>();
  return observations.filter((row) => {
    const { port, tls } = row.plan;
    const tale = JSON.stringify([port, tls && [tls.servername, tls.alpn], answered(row), logs[row.id]]);
    if (!cited.has(row.id) || told.has(tale)) return false;
    told.add(tale);
    return true;
  });
}

function colored(row: Observation, paint: Paint): string {
  const text = answered(row);
  if (row.outcome === 'skipped') return paint.dim(text);
  if (row.outcome === 'failed' || (row.http && row.http.status >= 400)) return paint.red(text);
  return row.http && row.http.status >= 300 ? paint.yellow(text) : paint.green(text);
}
