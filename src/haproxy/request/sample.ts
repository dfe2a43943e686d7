import { since } from '../versions.ts';
import type { SampleContext } from './context.ts';
import { converterNamed } from './convert/index.ts';
import { type Call, type Expression, readExpression } from './expression.ts';
import { fetchNamed } from './fetch/index.ts';
import { type Known, known, quoted, unknown } from './known.ts';
import { toText, type Value } from './value.ts';

/**
 * Evaluates a sample expression, as `sni`, `set-var` and log-format strings do.
 * @param expression `req.hdr(host),field(1,:),lower`
 * @param context the request and all that is known around it
 * @returns its text, null: it yields nothing; unknown where it depends on what is not known
 */
export function evaluate(expression: string, context: SampleContext): Known<string | null> {
  const read = readExpression(expression);
  if (!read || read.end < expression.length) return unknown(`${quoted(expression)} is no sample expression`);
  const value = sampleOf(read, context);
  return value.known ? known(value.value === null ? null : toText(value.value)) : value;
}

/**
 * Evaluates an expression that has been taken apart (haproxy v3.4.0 src/sample.c, `sample_process`).
 * @param expression its parts
 * @param context what it is evaluated on
 * @returns the sample; null: none
 */
export function sampleOf(expression: Expression, context: SampleContext): Known<Value | null> {
  const found = fetched(expression.fetch, context, false);
  if (!found.known) return found;
  const first = found.value[0];
  return first === undefined ? known(null) : converted(first, expression.converters, context);
}

/**
 * Evaluates an expression for an ACL, which looks at every value. The first that a converter makes nothing of ends them.
 * @param expression its parts
 * @param context what it is evaluated on
 * @returns the samples, lazily converted: an unknown one comes last
 */
export function* samplesOf(expression: Expression, context: SampleContext): Generator<Known<Value>> {
  const found = fetched(expression.fetch, context, true);
  if (!found.known) return yield found;
  for (const value of found.value) {
    const sample = converted(value, expression.converters, context);
    if (!sample.known) return yield sample;
    if (sample.value === null) return;
    yield known(sample.value);
  }
}

/**
 * What type an expression gives, which decides how an ACL compares it.
 * @param expression its parts
 * @returns the type; null: it has none of its own, or is not known
 */
export function typeOf({ fetch, converters }: Expression): Value['type'] | null {
  let type = fetchNamed(fetch.name)?.type ?? null;
  for (const { name } of converters) {
    const converter = converterNamed(name);
    if (!converter) return null;
    type = converter.type ?? type;
  }
  return type;
}

function fetched({ name, args }: Call, context: SampleContext, all: boolean): Known<Value[]> {
  const fetch = fetchNamed(name);
  if (!fetch) return unknown(`sample fetch ${name}`);
  if (fetch.since && !since(context.version, fetch.since))
    return unknown(`sample fetch ${name} before HAProxy ${fetch.since}`);
  return fetch.values(context, args, all);
}

function converted(value: Value, converters: readonly Call[], context: SampleContext): Known<Value | null> {
  let current = value;
  for (const { name, args } of converters) {
    const converter = converterNamed(name);
    if (!converter) return unknown(`converter ${name}`);
    if (converter.since && !since(context.version, converter.since))
      return unknown(`converter ${name} before HAProxy ${converter.since}`);
    const next = converter.convert(current, args, context);
    if (!next.known || next.value === null) return next;
    current = next.value;
  }
  return known(current);
}
