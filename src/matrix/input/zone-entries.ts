/** A word of a master file. */
export interface ZoneWord {
  /** With its escapes (RFC 1035, section 5.1). */
  text: string;
  quoted: boolean;
}

/** One entry: a record or a control line. */
export interface ZoneEntry {
  /** Of its first line, from 1. */
  line: number;
  /** It begins with a blank: its owner is that of the record before. */
  inherits: boolean;
  words: ZoneWord[];
}

const word = /[^\s;()"\\]+|\\(?:\d{3}|[\s\S])/y;

/**
 * Takes a master file apart (RFC 1035, section 5.1): comments, quotes, escapes, and parentheses that make one entry of
 * several lines.
 * @param text the file
 * @yields its entries in order; a string says what is wrong with the one that begins at `line`, and stands in its place
 */
export function* zoneEntries(text: string): Generator<ZoneEntry | { line: number; wrong: string }> {
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const entry: ZoneEntry = { line, inherits: /[ \t(]/.test(text[at] ?? ''), words: [] };
    let depth = 0;
    let wrong: string | null = null;
    let joined = false;
    for (; at < text.length; ) {
      const character = text[at] as string;
      if (character === '\n') {
        at += 1;
        line += 1;
        if (depth === 0) break;
        joined = false;
      } else if (character === ';') {
        const end = text.indexOf('\n', at);
        at = end < 0 ? text.length : end;
      } else if (character === '(' || character === ')') {
        depth += character === '(' ? 1 : -1;
        if (depth < 0) wrong ??= 'a ")" that nothing opens';
        depth = Math.max(depth, 0);
        at += 1;
        joined = false;
      } else if (character === '"') {
        const end = closingQuote(text, at + 1);
        if (text[end] !== '"') wrong ??= 'a quote that is not closed on its line';
        entry.words.push({ text: text.slice(at + 1, end), quoted: true });
        at = text[end] === '"' ? end + 1 : end;
        joined = false;
      } else if (/\s/.test(character)) {
        at += 1;
        joined = false;
      } else {
        word.lastIndex = at;
        // A lone backslash at the end of the file.
        const piece = word.exec(text)?.[0] ?? character;
        const last = entry.words.at(-1);
        if (joined && last) last.text += piece;
        else entry.words.push({ text: piece, quoted: false });
        joined = true;
        at += piece.length;
        line += piece.endsWith('\n') ? 1 : 0;
      }
    }
    if (depth > 0) wrong ??= 'a "(" that is not closed';
    if (wrong !== null) yield { line: entry.line, wrong };
    else if (entry.words.length > 0) yield entry;
  }
}

/** BIND too ends an open quote with its line. */
function closingQuote(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n')
    at += text[at] === '\\' && text[at + 1] !== '\n' ? 2 : 1;
  return Math.min(at, text.length);
}
