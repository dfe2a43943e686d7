/** What a reader cannot see, or could take for part of the program's own output. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Longer texts are cut: a word of a binary file can be as long as the file. */
const longest = 80;

/**
 * Makes text of a configuration fit for people: UTF-8 is decoded, and what is no text is written as `\xHH`.
 * @param text one character a byte (latin1)
 * @returns at most about 80 characters, the last of them `...` where it was cut
 */
export function shownText(text: string): string {
  const isCut = text.length > longest;
  const start = text.slice(0, longest);
  const readable = decode(start, isCut) ?? start.replace(/[\x80-\xff]/g, escaped);
  return readable.replace(invisible, escaped) + (isCut ? '...' : '');
}

function decode(text: string, isCut: boolean): string | null {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  try {
    // A character that the cut has halved is no reason to call the text binary.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xff ? `\\u{${code.toString(16)}}` : `\\x${code.toString(16).padStart(2, '0')}`;
}
