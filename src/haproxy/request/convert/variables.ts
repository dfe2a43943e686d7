import type { SampleContext } from '../context.ts';
import { internalFetches } from '../fetch/internal.ts';
import { type Known, known, unknown } from '../known.ts';
import { numberValue, toText, type Value } from '../value.ts';
import { type Convert, type Converter, type Converters, made } from './converter.ts';

/**
 * @param name full name of a variable
 * @param context where it is looked for
 * @returns its value; null: it is not set
 */
export function variableNamed(name: string, context: SampleContext): Known<Value | null> {
  const found = internalFetches.get('var')?.values(context, [name], false) ?? unknown(`variable ${name}`);
  return found.known ? known(found.value[0] ?? null) : found;
}

/** `concat(a,txn.b,c)`, `add_item(delimiter,txn.b,c)`: a variable that is not set counts as empty. */
function joined(join: (text: string, first: string, middle: string, last: string) => string): Convert {
  return (value, [first = '', name = '', last = ''], context) => {
    const found: Known<Value | null> = name === '' ? known(null) : variableNamed(name, context);
    if (!found.known) return found;
    const middle = found.value === null ? '' : toText(found.value);
    return known({ type: 'str', text: join(toText(value), first, middle, last) });
  };
}

const compare: Convert = (value, [name = ''], context) => {
  const found = variableNamed(name, context);
  if (!found.known) return found;
  if (found.value === null) return known(null);
  const [a, b] = [toText(value), toText(found.value)];
  if (a === b) return known(numberValue(0));
  // Its sign alone is told: how large it is depends on the C library.
  return known(numberValue(a < b ? -1 : 1));
};

/** Converters that look at variables (HAProxy manual, 7.3.1). */
export const variableConverters: Converters = new Map<string, Converter>([
  [
    'concat',
    made(
      'str',
      undefined,
      joined((text, first, middle, last) => text + first + middle + last),
    ),
  ],
  [
    'add_item',
    made(
      'str',
      '2.6',
      joined((text, first, middle, last) => text + (text !== '' && middle + last !== '' ? first : '') + middle + last),
    ),
  ],
  ['strcmp', made('int', undefined, compare)],
]);
