import type { RequestRule } from '../../model/types.ts';
import type { Word } from '../../syntax/tree.ts';
import type { Followed, Header, SampleContext } from '../context.ts';
import { commaParts, sameName } from '../header-values.ts';
import { type Known, known, unknown } from '../known.ts';
import { filled } from '../log-format.ts';
import { find } from '../regex/regex.ts';
import { filledIn } from '../regex/replace.ts';
import { uriParts } from '../uri.ts';
import { textOf } from '../words.ts';
import type { Action, Actions, Effect } from './effect.ts';

/**
 * Fills in an argument that is a log-format string.
 * @param word the argument
 * @param context what it is filled in from
 * @param rule which is to blame where it is not known
 * @returns its text
 */
export function argument(word: Word | undefined, context: SampleContext, rule: RequestRule): Followed<string> {
  const format = textOf(word);
  const text = format.known ? filled(format.value, context) : format;
  return text.known ? text : { ...text, rule };
}

/** The authority of an absolute URI follows the Host (haproxy v3.4.0 src/http_htx.c:811). */
function withHeaders(context: SampleContext, headers: readonly Header[], changed: Followed<string> | null): Effect {
  const { request } = context;
  const { uri } = request;
  const parts = uri.known ? uriParts(uri.value) : null;
  const follows = changed !== null && uri.known && parts?.authority;
  const moved: Followed<string> = !follows
    ? uri
    : changed.known
      ? { known: true, value: replacedAuthority(uri.value, parts.authority, parts.pathStart, changed.value) }
      : changed;
  return { kind: 'go', context: { ...context, request: { ...request, uri: moved, headers } } };
}

function replacedAuthority(uri: string, authority: string, end: number, host: string): string {
  return uri.slice(0, end - authority.length) + host + uri.slice(end);
}

function put(keepOthers: boolean): Action {
  return (rule, context) => {
    const name = textOf(rule.args[0]);
    if (!name.known) return { kind: 'unknown', because: name.because };
    const value = argument(rule.args[1], context, rule);
    const others = context.request.headers.filter((header) => keepOthers || !sameName(header.name, name.value));
    const isHost = sameName(name.value, 'host');
    return withHeaders(context, [...others, { name: name.value, value }], isHost ? value : null);
  };
}

const remove: Action = (rule, context) => {
  const pattern = textOf(rule.args[0]);
  if (!pattern.known) return { kind: 'unknown', because: pattern.because };
  const how = rule.args[1]?.text === '-m' ? (rule.args[2]?.text ?? '') : 'str';
  const headers: Header[] = [];
  for (const header of context.request.headers) {
    const hit = isNamed(header.name, pattern.value, how);
    if (!hit.known) return { kind: 'unknown', because: hit.because };
    if (!hit.value) headers.push(header);
  }
  return withHeaders(context, headers, null);
};

function isNamed(name: string, pattern: string, how: string): Known<boolean> {
  const [a, b] = [name.toLowerCase(), pattern.toLowerCase()];
  if (how === 'str') return known(a === b);
  if (how === 'beg') return known(a.startsWith(b));
  if (how === 'end') return known(a.endsWith(b));
  if (how === 'sub') return known(a.includes(b));
  if (how !== 'reg') return unknown(`del-header -m ${how}`);
  // Names reach the rules in lower case, and the expression minds the case.
  const found = find(pattern, a);
  return found.known ? known(found.value !== null) : found;
}

function replace(whole: boolean): Action {
  return (rule, context) => {
    const name = textOf(rule.args[0]);
    const source = textOf(rule.args[1]);
    if (!name.known) return { kind: 'unknown', because: name.because };
    const replacement = argument(rule.args[2], context, rule);
    let changed: Followed<string> | null = null;
    const headers = context.request.headers.map((header): Header => {
      if (!sameName(header.name, name.value) || !header.value.known) return header;
      const value = replaced(header.value.value, source, replacement, whole);
      if (value.known && value.value === header.value.value) return header;
      const next = value.known ? value : { known: false as const, because: value.because, rule };
      if (sameName(header.name, 'host')) changed = next;
      return { ...header, value: next };
    });
    return withHeaders(context, headers, changed);
  };
}

/** What a header's value becomes; parts between commas lose the blanks around them where they are replaced. */
function replaced(value: string, source: Known<string>, by: Known<string>, whole: boolean): Known<string> {
  if (!source.known) return source;
  const parts: string[] = [];
  for (const part of whole ? [value] : commaParts(value)) {
    const text = part.trim();
    const found = find(source.value, text);
    if (!found.known) return found;
    if (found.value && !by.known) return by;
    const filledText = found.value && by.known ? filledIn(by.value, text, found.value) : part;
    if (filledText === null) return unknown('a replacement that HAProxy cannot carry out');
    parts.push(filledText);
  }
  return known(parts.join(','));
}

/** Actions on headers (HAProxy manual, 4.3). */
export const headerActions: Actions = new Map<string, Action>([
  ['set-header', put(false)],
  ['add-header', put(true)],
  ['del-header', remove],
  ['replace-header', replace(true)],
  ['replace-value', replace(false)],
]);
