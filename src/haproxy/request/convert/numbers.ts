import { known } from '../known.ts';
import { capped, numberValue, readInteger, toNumber } from '../value.ts';
import { type Converter, type Converters, made, ofNumber } from './converter.ts';
import { variableNamed } from './variables.ts';

const most = 2n ** 63n - 1n;

/** The other number stands there, or in a variable. */
function withOther(change: (a: bigint, b: bigint) => bigint): Converter {
  return made('int', undefined, (value, [argument = ''], context) => {
    const number = toNumber(value);
    if (number === null) return known(null);
    if (/^[+-]?\d+$/.test(argument)) return known(numberValue(capped(change(number, readInteger(argument).number))));
    const found = variableNamed(argument, context);
    if (!found.known) return found;
    const other = found.value === null ? null : toNumber(found.value);
    return known(other === null ? null : numberValue(capped(change(number, other))));
  });
}

const flag = (truth: boolean) => (truth ? 1n : 0n);

/** Converters of numbers (HAProxy manual, 7.3.1): what does not fit into 64 bits is the nearest that does. */
export const numberConverters: Converters = new Map<string, Converter>([
  ['add', withOther((a, b) => a + b)],
  ['sub', withOther((a, b) => a - b)],
  ['mul', withOther((a, b) => a * b)],
  ['div', withOther((a, b) => (b === 0n ? most : a / b))],
  ['mod', withOther((a, b) => (b === 0n ? 0n : a % b))],
  ['and', withOther((a, b) => a & b)],
  ['or', withOther((a, b) => a | b)],
  ['xor', withOther((a, b) => a ^ b)],
  ['neg', ofNumber('int', (a) => capped(-a))],
  ['cpl', ofNumber('int', (a) => ~a)],
  ['bool', ofNumber('bool', (a) => flag(a !== 0n))],
  ['not', ofNumber('bool', (a) => flag(a === 0n))],
  ['odd', ofNumber('bool', (a) => a & 1n)],
  ['even', ofNumber('bool', (a) => flag((a & 1n) === 0n))],
]);
