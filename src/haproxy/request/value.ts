/** A sample: text is one character a byte, numbers have 64 bits. */
export type Value =
  | { type: 'str' | 'bin' | 'meth'; text: string }
  | { type: 'int'; number: bigint }
  | { type: 'bool'; number: bigint };

/**
 * @param text the text
 * @returns a sample of type string
 */
export function textValue(text: string): Value {
  return { type: 'str', text };
}

/**
 * @param number the number
 * @returns a sample of type integer
 */
export function numberValue(number: bigint | number): Value {
  return { type: 'int', number: BigInt(number) };
}

/**
 * @param truth true or false
 * @returns a sample of type boolean
 */
export function boolValue(truth: boolean): Value {
  return { type: 'bool', number: truth ? 1n : 0n };
}

/**
 * Casts a sample to a string (haproxy v3.4.0 src/sample.c:1056, the matrix of casts).
 * @param value the sample
 * @returns its text: numbers in decimal, binary up to its first zero byte
 */
export function toText(value: Value): string {
  if (value.type === 'int' || value.type === 'bool') return String(value.number);
  if (value.type !== 'bin') return value.text;
  const zero = value.text.indexOf('\0');
  return zero < 0 ? value.text : value.text.slice(0, zero);
}

/**
 * Casts a sample to bytes.
 * @param value the sample
 * @returns its bytes: numbers as eight of them, the highest first
 */
export function toBytes(value: Value): string {
  if (value.type !== 'int' && value.type !== 'bool') return value.text;
  const bits = BigInt.asUintN(64, value.number);
  return Array.from({ length: 8 }, (_, i) => String.fromCharCode(Number((bits >> BigInt(56 - 8 * i)) & 255n))).join('');
}

/**
 * Casts a sample to an integer.
 * @param value the sample
 * @returns its number, read off the beginning of a text; null: an empty text, bytes, a method
 */
export function toNumber(value: Value): bigint | null {
  if (value.type === 'int' || value.type === 'bool') return value.number;
  if (value.type !== 'str' || value.text === '') return null;
  return readInteger(value.text).number;
}

const most = 2n ** 63n - 1n;
const least = -(2n ** 63n);

/**
 * Keeps a number within 64 bits, as HAProxy's arithmetic does.
 * @param number any number
 * @returns the nearest one that fits
 */
export function capped(number: bigint): bigint {
  if (number > most) return most;
  return number < least ? least : number;
}

/**
 * Reads an integer off the beginning of a text (haproxy v3.4.0 src/tools.c, `read_int64`).
 * @param text the text
 * @returns the number, 0 where there is none, and how many characters it took
 */
export function readInteger(text: string): { number: bigint; length: number } {
  const found = /^[+-]?\d*/.exec(text)?.[0] ?? '';
  const digits = found.replace(/^[+-]?0*/, '');
  // What has more digits does not fit whatever they are.
  const size = digits.length > 20 ? most + 1n : BigInt(`0${digits}`);
  return { number: capped(found.startsWith('-') ? -size : size), length: found.length };
}
