import type { Word } from '../../syntax/tree.ts';
import { type Known, known, quoted, unknown } from '../known.ts';
import { textsOf } from '../words.ts';

/** Words of a reply with how many arguments each takes (haproxy v3.4.0 src/http_htx.c, `http_parse_http_reply`). */
const settings: ReadonlyMap<string, number> = new Map([
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

/**
 * The status with which HAProxy answers itself.
 * @param words arguments of `deny`, `tarpit` or `return`
 * @param otherwise where none is given
 * @returns the status; unknown where a file decides it
 */
export function replyStatus(words: readonly Word[], otherwise: number): Known<number> {
  const texts = textsOf(words);
  if (!texts.known) return texts;
  let status = otherwise;
  for (let i = 0; i < texts.value.length; i++) {
    const word = texts.value[i] ?? '';
    const count = settings.get(word);
    if (count === undefined) return unknown(`${quoted(word)} in an answer of HAProxy's own`);
    const argument = texts.value[i + 1] ?? '';
    if (word === 'errorfile' || word === 'errorfiles') return unknown(`the answer in ${argument}`);
    if (word.endsWith('status')) status = Number(argument);
    i += count;
  }
  return Number.isInteger(status) ? known(status) : unknown(`status of an answer of HAProxy's own`);
}
