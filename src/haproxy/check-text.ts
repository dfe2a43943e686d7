import type { Observation } from '../types.ts';
import { readFormat } from './model/log-format.ts';
import type { SampleContext } from './request/context.ts';
import { converterNamed } from './request/convert/index.ts';
import { readExpression } from './request/expression.ts';
import { numberValue, textValue, toNumber, toText, type Value } from './request/value.ts';
import { type HaproxyVersion, since } from './versions.ts';

/** Fetches of an answer that are worked out here; others make a check's texts unknown. */
const fetches = /^(?:res\.payload|res\.body|res\.f?hdr|status|str|int)$/;
/** Converters that look at nothing but the text. */
const converters = /^(?:cut_crlf|ltrim|rtrim|length|lower|upper)$/;

/**
 * Whether the texts of `on-error`, `on-success` and `status-code` that an expression stands in can be worked out.
 * @param expression `res.payload(0,0),cut_crlf`
 * @returns false for fetches and converters that are not known here
 */
export function isWorkable(expression: string): boolean {
  const read = readExpression(expression);
  return (
    read !== null &&
    read.end === expression.length &&
    fetches.test(read.fetch.name) &&
    // The last header of a name, and no other one.
    (!/hdr$/.test(read.fetch.name) || read.fetch.args.length === 1) &&
    read.converters.every(({ name }) => converters.test(name))
  );
}

/**
 * Whether a log-format text of a check can be filled in.
 * @param format as it stands in the configuration
 * @param version one release
 * @returns false where a part of it is not known here
 */
export function isFillable(format: string, version: HaproxyVersion): boolean {
  const parts = readFormat(format, version);
  if ('refused' in parts) return false;
  return parts.every((part) => typeof part === 'string' || part.known !== null || isWorkable(expressionOf(part.text)));
}

function expressionOf(part: string): string {
  return part.replace(/^%\[|\]$/g, '');
}

/**
 * A log-format text of a check, filled in with what came back (HAProxy manual, `http-check expect`).
 * @param format as it stands in the configuration
 * @param seen what came back
 * @param version one release
 * @returns the text; what yields nothing is empty
 */
export function filledIn(format: string, seen: Observation, version: HaproxyVersion): string {
  const parts = readFormat(format, version);
  if ('refused' in parts) return format;
  const text = parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = part.known ?? workedOut(expressionOf(part.text), seen, version);
      return typeof value === 'string' ? value : value === null ? '' : toText(value);
    })
    .join('');
  // Measured: a blank at the end is kept by 2.6.12, and by none of 2.8.25, 3.0.11, 3.2.26 and 3.4.7.
  return since(version, '2.8') ? text.replace(/ $/, '') : text;
}

/**
 * The code that `status-code` gives a check.
 * @param expression as it stands in the configuration
 * @param seen what came back
 * @param version one release
 * @returns null: it yields no number
 */
export function codeOf(expression: string, seen: Observation, version: HaproxyVersion): number | null {
  const value = workedOut(expression, seen, version);
  const number = value && toNumber(value);
  return number === null ? null : Number(number);
}

function workedOut(expression: string, seen: Observation, version: HaproxyVersion): Value | null {
  const read = readExpression(expression);
  if (!read || !isWorkable(expression)) return null;
  // None of the converters looks at a request.
  const context = { version } as SampleContext;
  let value = fetched(read.fetch, seen);
  for (const { name, args } of read.converters) {
    const converted = value && converterNamed(name)?.convert(value, args, context);
    value = converted?.known ? converted.value : null;
  }
  return value;
}

function fetched(
  { name, args }: { name: string; args: readonly string[] },
  { dialogue, http }: Observation,
): Value | null {
  switch (name) {
    case 'res.payload':
      return payload(dialogue?.received ?? '', Number(args[0] ?? 0), Number(args[1] ?? 0));
    case 'res.hdr':
    case 'res.fhdr':
      return header(name === 'res.fhdr', args[0]?.toLowerCase() ?? '', http);
    case 'res.body':
      return http ? textValue(http.whole?.body ?? http.body) : null;
    case 'status':
      return http ? numberValue(http.status) : null;
    case 'int':
      return numberValue(Number(args[0] ?? 0));
    default:
      return textValue(args[0] ?? '');
  }
}

/** `res.hdr` takes the last value of a list, `res.fhdr` the whole line. */
function header(whole: boolean, wanted: string, http: Observation['http']): Value | null {
  const lines = http?.whole?.headers ?? Object.entries(http?.headers ?? {});
  const line = lines.findLast(([name]) => name.toLowerCase() === wanted)?.[1];
  return line === undefined ? null : textValue(whole ? line : (line.split(',').at(-1)?.trim() ?? ''));
}

/** Nothing before all of it is there; a length of 0 means the rest. */
function payload(bytes: string, offset: number, length: number): Value | null {
  if (bytes.length < offset + length || bytes === '') return null;
  return textValue(length === 0 ? bytes.slice(offset) : bytes.slice(offset, offset + length));
}
