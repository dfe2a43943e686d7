import type { CheckResult } from '../../check-types.ts';
import { printable } from '../escape.ts';
import { origins } from './footer.ts';
import { product } from './steps.ts';
import { paragraph } from './wrap.ts';

/**
 * How far the answer can be trusted: for which HAProxy, how it is known, and what nobody looked at.
 * @param result of a check
 * @param folder that all files stand in; '' where it is not left out
 * @returns lines
 */
export function checkFooter(result: CheckResult, folder: string): string {
  const { haproxyVersion, haproxyVersionFrom, basis, connections, from, ms } = result;
  const versions = haproxyVersion === 'any' ? 'any supported HAProxy' : product(haproxyVersion);
  const known = basis === 'measured' ? '' : '; what it does is known from its documents, not measured';
  const version = `For ${versions} (${origins[haproxyVersionFrom]})${known}.`;
  const files = folder === '' ? '' : paragraph(`Files in ${printable(folder)}`, ' ');
  if (connections === 0)
    return `${paragraph(`${version} No connection was made: what the backends answer is not known.`, ' ')}${files}`;
  const count = `${connections} connection${connections === 1 ? '' : 's'}, ${(ms / 1000).toFixed(1)} s`;
  const origin = from === null ? '' : `, from ${printable(from)}`;
  return (
    paragraph(`${count}${origin}. ${version}`, ' ') +
    files +
    paragraph('Not seen: the running HAProxy, its source address, its TLS library.', ' ') +
    (result.edits.length === 0 ? '' : paragraph(written(result), ' '))
  );
}

/** How the edits come into the file. */
function written({ written, edits }: CheckResult): string {
  const all = edits.every(({ safety }) => safety === 'review') ? '--fix-all, once you have looked' : '--fix';
  return `As a patch: check --diff. Written into the file: check ${written ? '--fix-all' : all}`;
}
