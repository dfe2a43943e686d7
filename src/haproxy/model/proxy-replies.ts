import type { Word } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { explainUnknown, hasKeyword, keywordList, reaches } from './keyword-list.ts';
import { type Draft, hasFrontend } from './proxy-draft.ts';

/** Words that give an answer something to carry, and need to be told what it is. */
const payloads = new Set(['file', 'lf-file', 'lf-string', 'string']);

/** Words of an answer with how many arguments each takes (haproxy v3.4.0 src/http_htx.c, `http_parse_http_reply`). */
export const replyWords: ReadonlyMap<string, number> = new Map([
  ['status', 1],
  ['deny_status', 1],
  ['content-type', 1],
  ['errorfile', 1],
  ['errorfiles', 1],
  ['default-errorfiles', 0],
  ['file', 1],
  ['lf-file', 1],
  ['string', 1],
  ['lf-string', 1],
  ['hdr', 2],
]);

const redirectKeywords = keywordList(`
  append-slash clear-cookie=1 code=1 drop-query ignore-empty@2.5 keep-query@3.1 location=1 prefix=1 scheme=1
  set-cookie=1 set-cookie-fmt=1@3.1
`);
const redirectWords: ReadonlyMap<string, number> = new Map(
  [...redirectKeywords.values()].map(({ name, args }) => [name, args]),
);

/** The arguments by word, as far as words are known; null: it has none. */
function taken(words: readonly Word[], known: ReadonlyMap<string, number>): Map<string, Word | null> {
  const found = new Map<string, Word | null>();
  for (let i = 0; i < words.length; i++) {
    const text = words[i]?.text ?? '';
    const count = known.get(text);
    if (count === undefined) break;
    found.set(text, count === 0 ? null : (words[i + 1] ?? null));
    i += count;
  }
  return found;
}

/**
 * Whether HAProxy refuses the arguments of `redirect` (haproxy v3.4.0 src/http_rules.c, `http_parse_redirect_rule`).
 * @param words the arguments
 * @param version the version
 * @returns the word that is wrong and why; null: none that is known
 */
export function wrongRedirect(words: readonly Word[], version: HaproxyVersion): readonly [Word | null, string] | null {
  if (words.some(({ unset }) => unset)) return null;
  const strange = firstStrange(words, redirectWords);
  if (strange) return [strange, `"${strange.text}" is no word of a redirection`];
  const found = taken(words, redirectWords);
  const late = words.find(({ text }) => found.has(text) && !isKnown(text, version));
  if (late)
    return [late, `"${late.text}" is no word of a redirection${explainUnknown(late.text, redirectKeywords, version)}`];
  const empty = [...found].find(([word, argument]) => redirectWords.get(word) === 1 && !argument?.text);
  if (empty) return [null, `"${empty[0]}" of the redirection needs an argument`];
  const code = found.get('code');
  if (code && !/^30[12378]$/.test(String(Number.parseInt(code.text, 10))))
    return [code, 'the code of a redirection is 301, 302, 303, 307 or 308'];
  const isTyped = found.has('location') || found.has('prefix') || found.has('scheme');
  return isTyped ? null : [null, 'a redirection needs "location", "prefix" or "scheme"'];
}

function isKnown(word: string, version: HaproxyVersion): boolean {
  const keyword = redirectKeywords.get(word);
  return keyword !== undefined && hasKeyword(keyword, version);
}

function firstStrange(words: readonly Word[], known: ReadonlyMap<string, number>): Word | null {
  for (let i = 0; i < words.length; i++) {
    const count = known.get(words[i]?.text ?? '');
    if (count === undefined) return words[i] ?? null;
    i += count;
  }
  return null;
}

/** Statuses that HAProxy has a page for (src/http.c, `http_err_codes`). */
function ofErrors(version: HaproxyVersion): readonly number[] {
  const always = [200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 425, 429, 500, 502, 503, 504];
  const later = [
    [501, '2.4'],
    [422, '2.5'],
    [414, '3.1'],
    [431, '3.1'],
  ] as const;
  return [...always, ...later.filter(([, since]) => reaches(version, since)).map(([status]) => status)];
}

/**
 * Whether HAProxy refuses an answer of its own (haproxy v3.4.0 src/http_htx.c, `http_parse_http_reply`; of
 * `deny` and `tarpit` since 2.2).
 * @param words the arguments of `return`, `deny` or `tarpit`
 * @param version the version
 * @returns the word that is wrong and why; null: none that is known
 */
export function wrongReply(words: readonly Word[], version: HaproxyVersion): readonly [Word | null, string] | null {
  if (words.some(({ unset }) => unset)) return null;
  const strange = firstStrange(words, replyWords);
  if (strange) return [strange, `"${strange.text}" is no word of an answer`];
  const found = taken(words, replyWords);
  const empty = [...found].find(([word, argument]) => word === 'content-type' && !argument?.text);
  if (empty) return [empty[1], '"content-type" needs an argument'];
  const status = found.get('status') ?? found.get('deny_status');
  const number = Number.parseInt(status?.text ?? '200', 10) || 0;
  if (status && (number < 200 || number > 599)) return [status, 'the status of an answer is 200 to 599'];
  const byDefault = found.has('default-errorfiles') || (found.has('deny_status') && found.size === 1);
  if (status && byDefault && !ofErrors(version).includes(number))
    return [status, `HAProxy has no page of its own for status ${number}`];
  const payload = [...found].find(([word]) => payloads.has(word));
  // What a file holds is not known here: an empty one needs no type.
  const isFull = payload && (payload[0].startsWith('lf-') || (payload[0] === 'string' && payload[1]?.text !== ''));
  if (!isFull) return null;
  if (number === 204 || number === 304) return [payload[1], `an answer of status ${number} has no body`];
  return found.get('content-type')?.text ? null : [payload[1], 'what an answer carries needs a "content-type"'];
}

/**
 * Whether an action of `http-request` cannot stand in this section.
 * @param draft the section
 * @param action the action
 * @param words its arguments
 * @returns the word that is wrong and why; null: it can
 */
export function wrongPlace(draft: Draft, action: Word, words: readonly Word[]): readonly [Word | null, string] | null {
  const name = action.text;
  // A slot that is declared elsewhere can be filled in any section.
  const takesSlot = name === 'capture' && words.some(({ text }) => text === 'len');
  if (takesSlot && !hasFrontend(draft)) return [action, `a ${draft.kind} cannot make room for a capture`];
  const ofServers =
    name === 'set-retries' || (name === 'set-timeout' && /^(?:server|tunnel)$/.test(words[0]?.text ?? ''));
  if (ofServers && draft.kind === 'frontend') return [action, `"${name}" needs a section that has servers`];
  return null;
}
