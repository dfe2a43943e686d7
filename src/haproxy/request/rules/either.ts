import type { RequestRule } from '../../model/types.ts';
import type { Followed, Header, SampleContext } from '../context.ts';
import type { Value } from '../value.ts';

/**
 * What is known where it is not known whether a rule applies: what is the same with and without it.
 * @param before the request without it
 * @param after the request with it
 * @param because why it is not known
 * @param rule the rule
 * @returns the request, what differs being unknown because of this rule
 */
export function either(before: SampleContext, after: SampleContext, because: string, rule: RequestRule): SampleContext {
  const doubt = { known: false as const, because, rule };
  const [a, b] = [before.request, after.request];
  return {
    ...before,
    port: before.port === after.port ? before.port : null,
    otherVariables: before.otherVariables ?? after.otherVariables,
    request: {
      method: isSame(a.method, b.method) ? a.method : doubt,
      uri: isSame(a.uri, b.uri) ? a.uri : doubt,
      headers: eitherHeaders(a.headers, b.headers, doubt),
    },
    variables: eitherVariables(before.variables, after.variables, doubt),
  };
}

function eitherHeaders(a: readonly Header[], b: readonly Header[], doubt: Followed<string>): Header[] {
  const names = new Set([...a, ...b].map(({ name }) => name.toLowerCase()));
  const differing = [...names].filter((name) => {
    const [x, y] = [valuesOf(a, name), valuesOf(b, name)];
    return x.length !== y.length || x.some((value, i) => !isSame(value, y[i]));
  });
  const others = a.filter(({ name }) => !differing.includes(name.toLowerCase()));
  return [...others, ...differing.map((name) => ({ name, value: doubt }))];
}

function eitherVariables(
  a: SampleContext['variables'],
  b: SampleContext['variables'],
  doubt: Followed<Value>,
): SampleContext['variables'] {
  const variables = new Map(a);
  for (const name of [...a.keys(), ...b.keys()]) if (!isSame(a.get(name), b.get(name))) variables.set(name, doubt);
  return variables;
}

function valuesOf(headers: readonly Header[], name: string): Followed<string>[] {
  return headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
}

function isSame(a: Followed<string | Value> | undefined, b: Followed<string | Value> | undefined): boolean {
  if (a === b) return true;
  return a?.known === true && b?.known === true && textOf(a.value) === textOf(b.value);
}

function textOf(value: string | Value): string {
  if (typeof value === 'string') return value;
  return `${value.type} ${'text' in value ? value.text : value.number}`;
}
