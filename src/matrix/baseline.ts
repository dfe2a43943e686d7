import type { Baseline, Glance } from '../matrix-types.ts';
import { type BaselineFacts, baselineFacts } from '../report/matrix/judge.ts';
import type { Plan } from '../types.ts';
import { type Manner, usual } from './manners.ts';
import type { Asking } from './questions.ts';

/** A name that nobody has (RFC 6761, section 6.4). */
const nobody = 'unrelated.invalid';

// Whoever speaks TLS may let a client wait that does not; whether a port speaks nothing else comes out sooner.
const clearPatience = 1000;

/**
 * The connections that a target's baseline is made of.
 *
 * @param at the target
 * @param asking of the run
 * @returns without a server name, with one that nobody has, in clear text
 */
export function baselinePlans(
  at: { address: string; port: number },
  asking: Asking,
): { nameless: Plan; unrelated: Plan; clear: Plan } {
  const named = asking.question(at, { host: nobody, sni: nobody, hostHeader: nobody });
  return {
    nameless: asking.connection({ ...named, host: null, sni: null }, usual),
    unrelated: asking.connection(named, usual),
    clear: asking.connection(named, inClear),
  };
}

/**
 * Asks a target what it answers to those who name no host that it could know: three connections side by side, and again
 * those that were cut.
 *
 * @param at the target
 * @param asking of the run
 * @param look makes one connection, within its own limits; gives it no more than so many ms
 * @returns in little
 */
export async function askBaseline(
  at: { address: string; port: number },
  asking: Asking,
  look: (plan: Plan, host: string | null, patience: number) => Promise<Glance>,
): Promise<BaselineFacts> {
  const { timeout } = asking.question(at, { host: nobody, sni: nobody, hostHeader: nobody });
  const plans = baselinePlans(at, asking);
  // All cells of the target rest on it: a cut that may be chance is believed when it comes again.
  const lookTwice = async (plan: Plan, host: string | null): Promise<Glance> => {
    const first = await look(plan, host, timeout);
    const mayBeChance = first.failure?.kind === 'reset' || first.failure?.kind === 'closed';
    return mayBeChance ? look(plan, host, timeout) : first;
  };
  const [nameless, unrelated, clear] = await Promise.all([
    lookTwice(plans.nameless, null),
    lookTwice(plans.unrelated, nobody),
    look(plans.clear, nobody, Math.min(timeout, clearPatience)),
  ]);
  const baseline: Baseline = { nameless, unrelated, clear };
  return baselineFacts(baseline);
}

const inClear: Manner = { way: 'clear/', forwarded: false };
