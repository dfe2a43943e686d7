import { type HaproxyVersion, since } from '../versions.ts';
import { reaches } from './keyword-list.ts';
import { expressionEnd, isRefusedInChecks, knownSample } from './sample-in-check.ts';

/** A piece of a log-format text: plain text, or something that HAProxy works out; `known` is its text where it is sure. */
export type FormatPart = string | { text: string; known: string | null };

/** Names that may stand behind `%` (haproxy v3.4.0 src/log.c, logformat_aliases). */
const aliases = new Set(
  (
    'o OG B CC CS H ID ST T Ta Tc Th Ti Tl Tq Tr TR Td Ts Tt Tu Tw U ac b bc bi bp bq ci cp f fc fi fp ft hr hrl hs ' +
    'hsl HM HP HPO HQ HU HV lc ms pid r rc rt s sc si sp sq sslc sslv t tr trg trl ts tsc'
  ).split(' '),
);

/** Stands for the server's name in a text of a check: such characters cannot come from a configuration (latin1). */
export const serverName = '\uE000';

/** Stands for the backend's name. */
export const backendName = '\uE001';

/**
 * Takes a log-format text of a health check apart (haproxy v3.4.0 src/log.c, lf_expr_compile; v2.6.0 src/log.c,
 * parse_logformat_string).
 * @param text as it stands in the configuration, unquoted
 * @param version which reads `%(name)` from 3.0 on
 * @returns its parts in order; or why HAProxy refuses it
 */
export function readFormat(text: string, version: HaproxyVersion): FormatPart[] | { refused: string } {
  const parts: FormatPart[] = [];
  let i = 0;
  while (i < text.length) {
    const next = text.indexOf('%', i);
    if (next !== i) parts.push(text.slice(i, next < 0 ? text.length : next));
    if (next < 0) break;
    const found = readItem(text, next, version);
    if ('refused' in found) return found;
    if (found.part !== '') parts.push(found.part);
    i = found.end;
  }
  return parts;
}

/** What follows a `%`, and where it ends. */
function readItem(
  text: string,
  percent: number,
  version: HaproxyVersion,
): { part: FormatPart; end: number } | { refused: string } {
  let i = percent + 1;
  if (text[i] === '(' && since(version, '3.0')) {
    const name = /^\([\w:-]*\)/.exec(text.slice(i));
    if (!name) return { refused: `what stands in "${text.slice(percent)}" behind % is no name in brackets` };
    i += name[0].length;
  }
  const flagged = text[i] === '{';
  if (flagged) {
    const close = text.indexOf('}', i);
    if (close < 0) return { refused: `the { of "${text.slice(percent)}" is not closed` };
    i = close + 1;
  }
  const c = text[i] ?? '';
  if (c === '[') return readExpression(text, percent, i + 1, flagged);
  const alias = /^[A-Za-z0-9]*/.exec(text.slice(i))?.[0] ?? '';
  if (/^[A-Za-z]/.test(alias) || (flagged && alias)) return readAlias(text, percent, i, alias, flagged, version);
  if (flagged) return { refused: `no name follows "${text.slice(percent, i)}"` };
  if (c === '%') return { part: '%', end: i + 1 };
  if (c === '' || /[0-9 \t]/.test(c)) return { refused: 'a % that stands for itself is written %%' };
  // HAProxy drops a % in front of any other character.
  return { part: '', end: i };
}

function readExpression(text: string, percent: number, start: number, flagged: boolean) {
  const end = expressionEnd(text, start);
  if (end === null) return { refused: `the sample expression "${text.slice(start)}" is not closed by ]` };
  const expression = text.slice(start, end);
  if (isRefusedInChecks(expression)) return { refused: `"${expression}" has no value in a health check` };
  const known = flagged ? null : knownSample(expression, serverName, backendName);
  return { part: { text: text.slice(percent, end + 1), known }, end: end + 1 };
}

function readAlias(
  text: string,
  percent: number,
  start: number,
  alias: string,
  flagged: boolean,
  version: HaproxyVersion,
) {
  if (!aliases.has(alias) || (alias === 'OG' && !reaches(version, '3.1')))
    return { refused: `%${alias} is no log-format variable; a % that stands for itself is written %%` };
  const known = flagged ? null : alias === 's' ? serverName : alias === 'b' ? backendName : null;
  const end = start + alias.length;
  return { part: { text: text.slice(percent, end), known }, end };
}

/**
 * Puts the names of a server and its backend into a log-format text, and leaves the rest of it to be filled in.
 * @param text as it stands in the configuration, unquoted
 * @param put puts the names in place of {@link serverName} and {@link backendName}
 * @returns a log-format text that asks for neither; one that HAProxy refuses as it stands
 */
export function namedFormat(text: string, put: (text: string) => string): string {
  const parts = text.includes('%(') ? null : readFormat(text, { text: 'any', release: null, basis: 'measured' });
  if (parts === null || 'refused' in parts) return text;
  const plain = (part: string) => part.replaceAll('%', '%%');
  return parts
    .map((part) => (typeof part === 'string' ? plain(part) : part.known === null ? part.text : plain(put(part.known))))
    .join('');
}

/**
 * The text that a log-format text always gives.
 * @param text as it stands in the configuration, unquoted
 * @returns null: it holds something that HAProxy works out, or HAProxy refuses it
 */
export function constantFormat(text: string): string | null {
  const parts = text.includes('%(') ? null : readFormat(text, { text: 'any', release: null, basis: 'measured' });
  if (parts === null || 'refused' in parts) return null;
  const plain = parts.map((part) => (typeof part === 'string' ? part : part.known));
  if (plain.some((part) => part === null || part === serverName || part === backendName)) return null;
  return plain.join('');
}
