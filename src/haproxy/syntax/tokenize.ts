import { blank, carriageReturn, kindAt, plain, sharp, special } from './characters.ts';
import type { Grammar } from './grammar.ts';
import { addWord, type Lookup, mostWords, type Tokens } from './line-reader.ts';
import { readQuoted } from './quoted.ts';

/**
 * Takes a line apart as HAProxy does (haproxy v3.4.0 src/tools.c, `parse_line`; HAProxy manual, chapters 2.2 and 2.3).
 * @param raw the line, with or without its line end; it ends at a NUL
 * @param lookup values of environment variables
 * @param grammar of the version
 * @returns its words and what is wrong with it
 */
export function tokenize(raw: string, lookup: Lookup, grammar: Grammar): Tokens {
  const tokens: Tokens = {
    words: [],
    empty: -1,
    unset: false,
    comment: -1,
    size: 0,
    defaulted: -1,
    excess: -1,
    fault: null,
  };
  let at = 0;
  for (;;) {
    let kind = kindAt(raw, at);
    // A carriage return among blanks is one of them; behind a word it ends the line.
    while (kind === blank || kind === carriageReturn) kind = kindAt(raw, ++at);
    const start = at;
    while (kind === plain) kind = kindAt(raw, ++at);
    if (kind === special) {
      at = readQuoted({ raw, lookup, grammar, tokens }, start);
      if (tokens.fault) return tokens;
      kind = kindAt(raw, at);
    } else if (at > start) {
      addWord(tokens, { text: shared(raw.slice(start, at)), start, end: at }, at - start);
    }
    if (kind === sharp) tokens.comment = at;
    if (kind !== blank) break;
    if (grammar.countsLastBlank && tokens.words.length >= mostWords && tokens.excess < 0) tokens.excess = at;
  }
  if (tokens.size === 0) tokens.size = 1;
  if (tokens.excess >= 0) tokens.fault = { at: tokens.excess, message: tooMany(grammar) };
  return tokens;
}

/** Longer texts would keep alive the file that they were cut out of. */
const longestShared = 12;
const mostShared = 1024;
const sharedTexts = new Map<string, string>();

/** A configuration has the same few words in thousands of lines: each is held once. */
function shared(text: string): string {
  if (text.length > longestShared) return text;
  const known = sharedTexts.get(text);
  if (known !== undefined) return known;
  if (sharedTexts.size < mostShared) sharedTexts.set(text, text);
  return text;
}

function tooMany({ countsLastBlank }: Grammar): string {
  const blanks = countsLastBlank ? ', and blanks or a comment behind the last word count as one' : '';
  return `HAProxy takes ${mostWords} words on a line${blanks}`;
}
