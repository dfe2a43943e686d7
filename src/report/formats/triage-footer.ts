import type { TriageResult } from '../../triage-types.ts';
import { printable } from '../escape.ts';
import { origins } from './footer.ts';
import { product } from './steps.ts';
import { triageFix } from './triage-next.ts';
import { paragraph } from './wrap.ts';

/** Where HAProxy's words come from. */
const sources = { socket: 'its socket', stats: 'its statistics page', log: 'its log' } as const;

/**
 * How far the answer can be trusted: what HAProxy was asked by, for which version, and what nobody looked at.
 * @param result of a triage
 * @returns lines
 */
export function triageFooter(result: TriageResult): string {
  const { haproxyVersion, haproxyVersionFrom, source, from, files, connections, ms, notes } = result;
  const versions = haproxyVersion === 'any' ? 'any supported HAProxy' : product(haproxyVersion);
  const known = haproxyVersionFrom === 'process' ? 'as it says' : origins[haproxyVersionFrom];
  const made =
    connections === 0 ? 'No connection was made' : `${connections} connection${connections === 1 ? '' : 's'}`;
  return [
    ...notes.map((note) => paragraph(printable(note, 400), ' ! ')),
    triageFix(result),
    paragraph(`${made}, ${(ms / 1000).toFixed(1)} s. For ${versions} (${known}), read from ${sources[source]}.`, ' '),
    paragraph(printable(from, 200), ' From '),
    files.length === 0 ? '' : paragraph(files.map((file) => printable(file, 200)).join(', '), ' Configuration '),
  ].join('');
}
