import { replyWords } from '../../model/proxy-replies.ts';
import type { Word } from '../../syntax/tree.ts';
import { type Known, known, quoted, unknown } from '../known.ts';
import { textsOf } from '../words.ts';

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
    const count = replyWords.get(word);
    if (count === undefined) return unknown(`${quoted(word)} in an answer of HAProxy's own`);
    const argument = texts.value[i + 1] ?? '';
    if (word === 'errorfile' || word === 'errorfiles') return unknown(`the answer in ${argument}`);
    if (word.endsWith('status')) status = Number(argument);
    i += count;
  }
  return Number.isInteger(status) ? known(status) : unknown(`status of an answer of HAProxy's own`);
}
