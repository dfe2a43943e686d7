import { readArguments } from './arguments.ts';

/** A fetch or a converter with its arguments. */
export interface Call {
  name: string;
  args: string[];
}

/** `req.hdr(host),field(1,:),lower`, taken apart. */
export interface Expression {
  fetch: Call;
  converters: Call[];
  /** Where the text behind it begins. */
  end: number;
}

/**
 * Takes a sample expression apart (haproxy v3.4.0 src/sample.c:1083).
 * @param text holds the expression
 * @param at where it begins
 * @returns its parts; null: it is none
 */
export function readExpression(text: string, at = 0): Expression | null {
  const fetch = readCall(text, at);
  if (!fetch) return null;
  const converters: Call[] = [];
  let end = fetch.end;
  while (text[end] === ',') {
    while (text[end] === ',') end += 1;
    // Commas at the end are let pass.
    if (end === text.length) break;
    const converter = readCall(text, end);
    if (!converter) return null;
    converters.push(converter.call);
    end = converter.end;
  }
  return { fetch: fetch.call, converters, end };
}

function readCall(text: string, at: number): { call: Call; end: number } | null {
  const name = /^[A-Za-z0-9._+:-]+/.exec(text.slice(at, at + 64))?.[0];
  if (name === undefined) return null;
  const args = readArguments(text, at + name.length);
  return args && { call: { name, args: args.list }, end: args.end };
}
