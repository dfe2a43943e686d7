import type { SampleContext } from '../context.ts';
import { type Known, known } from '../known.ts';
import { toBytes, toNumber, toText, type Value } from '../value.ts';

/** What a converter makes of a sample; null: nothing, and the expression yields nothing. */
export type Convert = (value: Value, args: readonly string[], context: SampleContext) => Known<Value | null>;

/** A converter (HAProxy manual, 7.3.1). */
export interface Converter {
  /** First HAProxy version that has it; absent: 2.0 or before. */
  since?: string;
  /** What it gives; null: what it got. */
  type: Value['type'] | null;
  convert: Convert;
}

export type Converters = ReadonlyMap<string, Converter>;

/**
 * A converter of texts to texts.
 * @param change what it makes of a text; null: nothing
 * @param since first version
 * @returns the converter
 */
export function ofText(change: (text: string, args: readonly string[]) => string | null, since?: string): Converter {
  return made('str', since, (value, args) => {
    const text = change(toText(value), args);
    return known(text === null ? null : { type: 'str', text });
  });
}

/**
 * A converter of bytes.
 * @param type what it gives
 * @param change what it makes of them
 * @param since first version
 * @returns the converter
 */
export function ofBytes(type: 'str' | 'bin', change: (bytes: string) => string, since?: string): Converter {
  return made(type, since, (value) => known({ type, text: change(toBytes(value)) }));
}

/**
 * A converter of numbers to numbers.
 * @param type what it gives
 * @param change what it makes of a number
 * @returns the converter
 */
export function ofNumber(type: 'int' | 'bool', change: (number: bigint) => bigint): Converter {
  return made(type, undefined, (value) => {
    const number = toNumber(value);
    return known(number === null ? null : { type, number: change(number) });
  });
}

/**
 * @param type what it gives
 * @param since first version; undefined: 2.0 or before
 * @param convert what it does
 * @returns the converter
 */
export function made(type: Converter['type'], since: string | undefined, convert: Convert): Converter {
  return { type, convert, ...(since === undefined ? {} : { since }) };
}
