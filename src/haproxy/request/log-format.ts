import type { SampleContext } from './context.ts';
import { readExpression } from './expression.ts';
import { type Known, known, quoted, unknown } from './known.ts';
import { sampleOf } from './sample.ts';
import { toText } from './value.ts';

/**
 * Fills in a log-format string, as header values and URIs have them (HAProxy manual, 8.2.6).
 * @param format constant text, `%[expression]`, `%%`
 * @param context what expressions are evaluated on
 * @param encode control characters are written `%XX`, as in everything that goes into a request
 * @returns the text: what yields nothing is empty; unknown where a part of it is
 */
export function filled(format: string, context: SampleContext, encode = true): Known<string> {
  let out = '';
  for (let i = 0; i < format.length; i++) {
    const char = format[i] as string;
    if (char !== '%') {
      out += char;
      continue;
    }
    i += 1 + (encode ? withoutEffect(format.slice(i + 1, i + 33)) : 0);
    const next = format[i];
    if (next === '%') out += next;
    else if (next === '[') {
      const part = expressionAt(format, i + 1, context, encode);
      if (!part.known) return part;
      out += part.value.text;
      i = part.value.end;
    } else if (next === undefined || /[A-Za-z0-9{( \t]/.test(next)) return unknown(named(format, i));
    // Before anything else a single `%` is dropped.
    else out += next;
  }
  return known(out);
}

/** Length of flags before an expression that do nothing in a request: quotes and hexadecimal numbers (measured). */
function withoutEffect(text: string): number {
  return /^\{[+-][QX](?:,[+-][QX])*\}(?=\[)/.exec(text)?.[0].length ?? 0;
}

/**
 * @param format a log-format string
 * @returns whether nothing in it is filled in
 */
export function isConstant(format: string): boolean {
  return !/%[^%]/.test(format.replaceAll('%%', ''));
}

function expressionAt(
  format: string,
  at: number,
  context: SampleContext,
  encode: boolean,
): Known<{ text: string; end: number }> {
  const expression = readExpression(format, at);
  if (!expression || format[expression.end] !== ']') return unknown(`${quoted(format)} as a log-format string`);
  const sample = sampleOf(expression, context);
  if (!sample.known) return sample;
  const text = sample.value === null ? '' : toText(sample.value);
  return known({ text: encode ? encoded(text) : text, end: expression.end });
}

/** haproxy v3.4.0 src/log.c:3724 */
function encoded(text: string): string {
  return Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    const control = (code < 0x20 && code !== 9) || code === 0x7f;
    return control ? `%${code.toString(16).toUpperCase().padStart(2, '0')}` : char;
  }).join('');
}

function named(format: string, at: number): string {
  return `log-format variable %${/^[^%\s]{1,16}/.exec(format.slice(at, at + 16))?.[0] ?? ''}`;
}
