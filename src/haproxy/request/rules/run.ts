import type { TrafficOutcome } from '../../../types.ts';
import type { ProxySection, RequestRule, Unknown } from '../../model/types.ts';
import { aclsFor } from '../acls.ts';
import { holds } from '../condition.ts';
import type { SampleContext } from '../context.ts';
import { actionOf, matters } from './actions.ts';
import { either } from './either.ts';

/** A request on its way. */
export interface Way {
  context: SampleContext;
  /** HAProxy answers itself; null: the request goes on. */
  ended: TrafficOutcome | null;
  unknown: Unknown[];
  /** Rules that turn clients away, on a condition that is not known: an ordinary client is taken to pass. */
  assumed: Unknown[];
}

/** What protects a service turns away those who overdo it or stand on a list. */
const protective = /(?:^|\s)(?:deny|tarpit|reject|silent-drop)$/;

/**
 * Sends a request through rules, one after the other.
 * @param rules of one list
 * @param proxy whose rules they are
 * @param way the request so far
 * @returns the request behind them; where it ends, nothing further is looked at
 */
export function run(rules: readonly RequestRule[], proxy: ProxySection, way: Way): Way {
  if (way.ended) return way;
  let { context } = way;
  const unknown = [...way.unknown];
  const assumed = [...way.assumed];
  for (const [i, rule] of rules.entries()) {
    const applies = holds(rule.condition, { acls: aclsFor(proxy, rule.at) }, context);
    if (applies.known && !applies.value) continue;
    const effect = actionOf(rule)(rule, context);
    if (effect.kind === 'unknown') unknown.push(noted(rule, effect.because));
    else if (applies.known) {
      if (effect.kind === 'end') return { context, ended: effect.outcome, unknown, assumed };
      if (effect.kind === 'stop') break;
      context = effect.context;
    } else if (effect.kind === 'go') context = either(context, effect.context, applies.because, rule);
    else if (effect.kind === 'end' && protective.test(rule.action) && !applies.ofRequest)
      assumed.push(noted(rule, applies.because));
    else if (effect.kind === 'end' || rules.slice(i + 1).some(matters)) unknown.push(noted(rule, applies.because));
  }
  return { context, ended: null, unknown, assumed };
}

/**
 * @param rule the rule
 * @param because why it is not known what it does
 * @returns that it makes traffic unknown
 */
export function noted(rule: RequestRule, because: string): Unknown {
  const { action, args, condition } = rule;
  const words = [action, ...args.map(({ text }) => text)];
  if (condition) words.push(condition.unless ? 'unless' : 'if', ...condition.words.map(({ text }) => text));
  return { ...rule.at, text: words.join(' '), because, affects: 'traffic' };
}
