import type { RequestRule } from '../../model/types.ts';
import type { Followed, SampleContext } from '../context.ts';
import { readExpression } from '../expression.ts';
import { type Known, known, quoted, unknown } from '../known.ts';
import { filled } from '../log-format.ts';
import { sampleOf } from '../sample.ts';
import { textValue, toText, type Value } from '../value.ts';
import { textOf, textsOf } from '../words.ts';
import type { Action, Actions, Effect } from './effect.ts';

/** What stands in the brackets of `set-var(txn.x,ifexists)`. */
function named(rule: RequestRule): { name: string; conditions: string[] } {
  const [name = '', ...conditions] = (/\((.*)\)$/.exec(rule.action)?.[1] ?? '').split(',');
  return { name, conditions };
}

function withVariable(context: SampleContext, name: string, value: Followed<Value> | null): Effect {
  const variables = new Map(context.variables);
  if (value === null) variables.delete(name);
  else variables.set(name, value);
  return { kind: 'go', context: { ...context, variables } };
}

function setTo(value: (rule: RequestRule, context: SampleContext) => Known<Value | null>): Action {
  return (rule, context) => {
    const { name, conditions } = named(rule);
    const found = value(rule, context);
    if (found.known && found.value === null) return { kind: 'go', context };
    const wanted = isWanted(conditions, name, found, context);
    if (wanted.known && !wanted.value) return { kind: 'go', context };
    const doubt = wanted.known ? found : wanted;
    if (!doubt.known) return withVariable(context, name, { ...doubt, rule });
    return withVariable(context, name, found as Followed<Value>);
  };
}

/** The conditions in the brackets (haproxy v3.4.0 src/vars.c, `var_set`). */
function isWanted(
  conditions: readonly string[],
  name: string,
  value: Known<Value | null>,
  { variables, otherVariables }: SampleContext,
): Known<boolean> {
  const before = variables.get(name);
  for (const condition of conditions) {
    if (/^if(?:not)?(?:exists|set)$/.test(condition)) {
      if (before ? !before.known : otherVariables !== null) return unknown(`whether variable ${name} is set`);
      if ((before !== undefined) === condition.startsWith('ifnot')) return known(false);
    } else if (/^if(?:not)?empty$/.test(condition)) {
      if (!value.known) return value;
      if ((value.value !== null && toText(value.value) === '') === condition.startsWith('ifnot')) return known(false);
    } else return unknown(`set-var with ${condition}`);
  }
  return known(true);
}

const set = setTo((rule, context) => {
  const words = textsOf(rule.args);
  if (!words.known) return words;
  // Converters may follow as words of their own.
  const text = words.value.join(',');
  const expression = readExpression(text);
  if (!expression || expression.end < text.length) return unknown(`${quoted(text)} is no sample expression`);
  return sampleOf(expression, context);
});

const setFormat = setTo((rule, context) => {
  const format = textOf(rule.args[0]);
  const text = format.known ? filled(format.value, context, false) : format;
  return text.known ? known(textValue(text.value)) : text;
});

const unset: Action = (rule, context) => withVariable(context, named(rule).name, null);

const resolve: Action = (rule, context) =>
  withVariable(context, named(rule).name, { known: false, because: 'what a name resolves to', rule });

/** A message to an agent: its answer may set any variable. */
const ask: Action = (rule, context) => ({
  kind: 'go',
  context: { ...context, otherVariables: `${rule.action} may set it` },
});

/** Actions on variables (HAProxy manual, 4.3). */
export const variableActions: Actions = new Map<string, Action>([
  ['set-var', set],
  ['set-var-fmt', setFormat],
  ['unset-var', unset],
  ['do-resolve', resolve],
  ['send-spoe-group', ask],
]);
