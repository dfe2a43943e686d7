import type { Fault } from './reference.ts';
import { TextBuilder } from './text-builder.ts';

/** What stands in the brackets behind the name of a function. */
export interface Arguments {
  values: string[];
  /** One behind the closing bracket. */
  end: number;
}

const escapes = new Map([
  ['\\', '\\'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['r', '\r'],
  ['n', '\n'],
  ['t', '\t'],
]);

/**
 * Reads the arguments of a function, all of them strings that must be there (haproxy v3.4.0 src/arg.c, `make_arg_list`).
 * They are quoted and escaped on their own, after the quotes of the line are gone.
 * @param text a condition
 * @param at behind the name of the function
 * @param count how many it takes
 * @returns the arguments, or what is wrong with them
 */
export function readArguments(text: string, at: number, count: number): Arguments | Fault {
  const values: string[] = [];
  const bracketed = text[at] === '(';
  let next = count === 0 ? at + 1 : at;
  while (values.length < count) {
    if (!bracketed) {
      // Without brackets there is one argument, and it is empty.
      values.push('');
      break;
    }
    const value = readArgument(text, next + 1);
    if ('message' in value) return value;
    values.push(value.text);
    next = value.end;
    if (text[next] !== ',') break;
  }
  if (values.length < count) return { at: next, message: `${count} arguments are needed here` };
  if (!bracketed) return { values, end: at };
  return text[next] === ')' ? { values, end: next + 1 } : { at: next, message: 'a closing bracket is missing here' };
}

function readArgument(text: string, start: number): { text: string; end: number } | Fault {
  const builder = new TextBuilder();
  let quote = '';
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at] as string;
    const isQuote = character === '"' || character === "'";
    if (isQuote && (quote === '' || quote === character)) {
      quote = quote === '' ? character : '';
    } else if (character === '\\' && quote !== "'") {
      const next = text[at + 1];
      if (next === undefined) return { at, message: 'nothing is left for this backslash to escape' };
      const meaning = escapes.get(next);
      builder.add((meaning ?? '\\').charCodeAt(0));
      if (meaning !== undefined) at++;
    } else if (quote === '' && (character === ',' || character === ')')) {
      break;
    } else {
      builder.add(character.charCodeAt(0));
    }
  }
  return { text: builder.take(), end: at };
}
