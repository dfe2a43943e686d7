import type { Converter, Converters } from './converter.ts';
import { numberConverters } from './numbers.ts';
import { textConverters } from './text.ts';
import { variableConverters } from './variables.ts';

const all: Converters = new Map([...textConverters, ...numberConverters, ...variableConverters]);

/**
 * Finds a converter.
 * @param name `lower`
 * @returns what it does; null: this model does not know it
 */
export function converterNamed(name: string): Converter | null {
  return all.get(name) ?? null;
}
