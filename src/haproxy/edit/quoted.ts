import { type Grammar, grammarOf } from '../syntax/grammar.ts';
import { shownText } from '../syntax/shown.ts';
import { tokenize } from '../syntax/tokenize.ts';
import { parseVersion } from '../versions.ts';
import type { NewWord } from './change.ts';

/** Nothing in it has a meaning outside quotes; a bare dollar sign has none either, but looks as if it had. */
const bare = /^[^\0-\x20\x7f"#$'\\]+$/;

/**
 * Writes a word so that HAProxy reads back exactly that word, whatever its version and its environment (haproxy v2.2.0 to
 * v3.4.0 src/tools.c, `parse_line`; HAProxy manual, chapter 2.2; each way of quoting measured on all five builds).
 * @param word plain text, one character a byte as in the tree, or a word as it stands in a file
 * @returns the word with the quotes that it needs, and no others
 * @throws Error where the text is empty or has control characters, where its bytes are no readable UTF-8, and where a word
 *   that is said to stand in a file is no single word
 */
export function written(word: NewWord): string {
  return typeof word === 'string' ? quoted(word) : verbatim(word.raw);
}

function quoted(text: string): string {
  if (!isReadable(text))
    throw new Error('a word that is empty or has invisible characters cannot be written into a HAProxy configuration');
  if (bare.test(text)) return text;
  if (!text.includes("'")) return `'${text}'`;
  if (!/["$\\]/.test(text)) return `"${text}"`;
  // No quotes hold all of it: as in a shell, each single quote is escaped between others.
  const parts = text.split("'").map((part) => (part === '' ? '' : `'${part}'`));
  return parts.join("\\'");
}

/** What people cannot see cannot be looked through before it is put into a file. */
function isReadable(text: string): boolean {
  if (/^[\x20-\x7e]+$/.test(text)) return true;
  if (!/^[\x20-\x7e\x80-\xff]+$/.test(text)) return false;
  try {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const shown = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return !/[\p{C}\p{Zl}\p{Zp}]|[^\P{Zs} ]/u.test(shown);
  } catch {
    return false;
  }
}

const grammar: Grammar = grammarOf(parseVersion('any'));

function verbatim(raw: string): string {
  const { words, comment, fault } = tokenize(raw, () => 'x', grammar);
  const [only, other] = words;
  if (fault || comment >= 0 || other || only?.start !== 0 || only.end !== raw.length || only.text === '')
    throw new Error(`"${shownText(raw)}" is no single word of a HAProxy configuration`);
  return raw;
}
