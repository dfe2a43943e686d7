import { readArguments } from './arguments.ts';
import type { ProblemSeverity } from './grammar.ts';
import { readInteger } from './integer.ts';
import { unsetMark } from './line-reader.ts';
import { call, missing, not, predicateNamed, type Surroundings, type Truth } from './predicates.ts';
import type { Fault } from './reference.ts';

export type { Surroundings, Truth } from './predicates.ts';

/** What comes of a condition. */
export interface Judgement {
  truth: Truth;
  /** What HAProxy refuses in it. */
  faults: (Fault & { severity: ProblemSeverity })[];
}

/** How deep brackets and chains of && and || can be nested (haproxy v3.4.0 include/haproxy/defaults.h, `MAX_CFG_RECURSION`). */
const deepest = 1024;

/** Brings the reading of one condition to its end. */
class Unreadable {
  fault: Fault;

  constructor(at: number, message: string) {
    this.fault = { at, message };
  }
}

interface Reader {
  text: string;
  at: number;
  surroundings: Surroundings;
  faults: Judgement['faults'];
}

/**
 * Judges the condition of an `.if` or `.elif` (haproxy v3.4.0 src/cfgcond.c; HAProxy manual, chapter 2.4).
 * @param text the words behind `.if`, one blank between two of them, with {@link unsetMark} for what is not known
 * @param surroundings what it may ask
 * @returns whether it holds; null, too, where it cannot be read
 */
export function judge(text: string, surroundings: Surroundings): Judgement {
  if (text === '') return { truth: false, faults: [] };
  const reader: Reader = { text, at: 0, surroundings, faults: [] };
  try {
    const truth = readEither(reader, deepest);
    if (reader.at < text.length) throw new Unreadable(reader.at, 'this does not belong to the condition');
    return { truth, faults: reader.faults };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    // The value of a variable that is not set here may make it readable.
    if (text.includes(unsetMark)) return { truth: null, faults: [] };
    return { truth: null, faults: [{ ...error.fault, severity: 'fatal' }] };
  }
}

/** Terms joined by `&&`, these joined by `||`. */
function readEither(reader: Reader, depth: number): Truth {
  limit(reader, depth);
  const truth = readAll(reader, depth - 1);
  if (!skip(reader, '||')) return truth;
  const other = readEither(reader, depth - 1);
  if (truth === true || other === true) return true;
  return truth === null || other === null ? null : false;
}

function readAll(reader: Reader, depth: number): Truth {
  limit(reader, depth);
  const truth = readTerm(reader, depth - 1);
  if (!skip(reader, '&&')) return truth;
  const other = readAll(reader, depth - 1);
  if (truth === false || other === false) return false;
  return truth === null || other === null ? null : true;
}

function readTerm(reader: Reader, depth: number): Truth {
  skip(reader, '');
  limit(reader, depth);
  let negated = false;
  while (skip(reader, '!')) negated = !negated;
  const truth = readPositive(reader, depth);
  skip(reader, '');
  return negated ? not(truth) : truth;
}

function readPositive(reader: Reader, depth: number): Truth {
  const number = readInteger(reader.text, reader.at, 0);
  if (number) {
    reader.at = number.end;
    return number.value !== 0;
  }
  const start = reader.at;
  if (skip(reader, '(')) {
    const truth = readEither(reader, depth - 1);
    if (!skip(reader, ')')) throw new Unreadable(start, 'this bracket is not closed');
    return truth;
  }
  return readCall(reader);
}

function readCall(reader: Reader): Truth {
  const { text, at, surroundings } = reader;
  const name = /^[^ (]*/.exec(text.slice(at, at + 40))?.[0] ?? '';
  const predicate = predicateNamed(name);
  if (!predicate) throw new Unreadable(at, 'this is no condition that HAProxy knows');
  const severity = missing(predicate, surroundings.version);
  if (severity)
    reader.faults.push({ at, message: `HAProxy knows ${name}() since ${predicate.since.join('.')}`, severity });
  const args = readArguments(text, at + name.length, predicate.count);
  if ('message' in args) throw new Unreadable(args.at, args.message);
  reader.at = args.end;
  return call(predicate, args.values, surroundings);
}

function limit({ text, at }: Reader, depth: number): void {
  if (at >= text.length) throw new Unreadable(at, 'a condition is missing here');
  if (depth <= 0) throw new Unreadable(at, 'this condition is nested too deeply');
}

/** Steps over something that stands here and the blanks around it. */
function skip(reader: Reader, text: string): boolean {
  const blanks = () => {
    while (reader.text[reader.at] === ' ' || reader.text[reader.at] === '\t') reader.at++;
  };
  blanks();
  const found = reader.text.startsWith(text, reader.at);
  if (found) reader.at += text.length;
  blanks();
  return found;
}
