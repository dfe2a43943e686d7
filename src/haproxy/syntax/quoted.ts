import { blank, carriageReturn, end, isBlank, kindAt, plain, sharp } from './characters.ts';
import { readEscape } from './escape.ts';
import { addWord, type LineReader, unsetMark } from './line-reader.ts';
import { type Reference, readReference } from './reference.ts';
import { TextBuilder } from './text-builder.ts';

const doubleQuote = 0x22;
const singleQuote = 0x27;
const dollar = 0x24;
const backslash = 0x5c;
const mark = unsetMark.charCodeAt(0);

const builder = new TextBuilder();

/** A word that is being read. */
interface Progress {
  /** Where the word begins. */
  start: number;
  /** Quotes that hold nothing make a word too; nothing at all makes none. */
  exists: boolean;
  /** The quotes that are open hold nothing so far. */
  bare: boolean;
  unset: string[];
}

/**
 * Reads a word that has quotes or escapes in it, or several that an environment variable expands to
 * (haproxy v3.4.0 src/tools.c, `parse_line`).
 * @param reader of the line: the words and any fault are left in it
 * @param start of the word
 * @returns one behind its last character
 */
export function readQuoted(reader: LineReader, start: number): number {
  const { raw, grammar } = reader;
  const word: Progress = { start, exists: false, bare: false, unset: [] };
  let at = start;
  let quote = 0;
  let quoteAt = start;
  builder.take();
  for (;;) {
    const kind = kindAt(raw, at);
    if (kind === end || kind === carriageReturn) break;
    if (quote === 0 && (kind === blank || kind === sharp)) break;
    const code = raw.charCodeAt(at);
    if ((code === doubleQuote || code === singleQuote) && (quote === 0 || quote === code)) {
      if (quote === 0) quoteAt = at;
      // Up to 3.2 quotes make a word, whatever their content expands to.
      if (!grammar.expandsToNothing || (quote !== 0 && word.bare)) word.exists = true;
      word.bare = quote === 0;
      quote = quote === 0 ? code : 0;
      at++;
    } else if (code === backslash && quote !== singleQuote) {
      const escaped = readEscape(raw, at, quote === doubleQuote);
      if (!escaped) return failed(reader, at, '\\x is followed by two hexadecimal digits');
      builder.add(escaped.code);
      written(word);
      at = escaped.end;
    } else if (code === dollar && quote === doubleQuote) {
      const reference = readReference(raw, at, grammar);
      if ('message' in reference) return failed(reader, reference.at, reference.message);
      insert(reader, reference, word, at);
      at = reference.end;
    } else {
      const from = at++;
      if (kind === plain) while (kindAt(raw, at) === plain && raw.charCodeAt(at) !== dollar) at++;
      builder.addStretch(raw, from, at);
      written(word);
    }
  }
  if (quote !== 0) return failed(reader, quoteAt, 'this quote is not closed on its line');
  if (word.exists) finish(reader, word, at);
  return at;
}

function failed({ tokens }: LineReader, at: number, message: string): number {
  tokens.fault = { at, message };
  return at;
}

function written(word: Progress): void {
  word.exists = true;
  word.bare = false;
}

/** HAProxy's words are C strings: what an escaped NUL hides takes room and is never seen. */
function finish({ tokens }: LineReader, { start, unset }: Progress, end: number): void {
  const size = builder.length;
  const all = builder.take();
  const nul = all.indexOf('\0');
  const text = nul < 0 ? all : all.slice(0, nul);
  if (unset.length > 0) tokens.unset = true;
  else if (text === '' && tokens.empty < 0) tokens.empty = tokens.words.length;
  addWord(tokens, unset.length > 0 ? { text, start, end, unset } : { text, start, end }, size);
}

function insert(reader: LineReader, { name, fallback, expands, end }: Reference, word: Progress, at: number): void {
  const { raw, tokens, grammar } = reader;
  if (fallback && tokens.defaulted < 0) tokens.defaulted = at + 1;
  // A pseudo variable that holds nothing is empty, not unknown: outside sections .SECTION is.
  const value = reader.lookup(name) ?? (fallback ? raw.slice(...fallback) : name.startsWith('.') ? '' : undefined);
  if (expands) word.bare = false;
  if (value === undefined) {
    word.unset.push(name);
    builder.add(mark);
    written(word);
    return;
  }
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (!expands || !isBlank(code)) {
      builder.add(code);
      written(word);
    } else if (i === 0 || !isBlank(value.charCodeAt(i - 1))) {
      if (word.exists) finish(reader, word, end);
      Object.assign(word, { start: at, exists: !grammar.expandsToNothing, unset: [] });
    }
  }
}
