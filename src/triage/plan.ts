import { listCheckPlans } from '../check/run.ts';
import { firstPlans } from '../probe/ladder.ts';
import type { CheckPlanList } from '../report/formats/check-plans.ts';
import type { LiveState } from '../triage-types.ts';
import { questionOf } from './bare.ts';
import type { TriageOptions } from './options.ts';
import { chosen } from './run.ts';
import { withSilent } from './silent.ts';
import { sorted } from './sort.ts';

const later =
  'Then: the backend of a server that fails is asked step by step, as `sni-doctor probe --plan` lists it. Servers in maintenance, on UNIX sockets and without a known address are not connected to.';

/**
 * Says which connections a triage would make before anything is known of the backends.
 * @param said what HAProxy says of itself
 * @param options as of `runTriage`
 * @returns the plans, by server
 * @throws AbortError when the signal is aborted
 */
export async function listTriagePlans(said: LiveState, options: TriageOptions): Promise<CheckPlanList> {
  const state = await withSilent(said, options);
  const { divided, placed } = await sorted(chosen(state, options), state, options);
  const held = divided.held.length > 0 ? await listCheckPlans(divided.check) : { plans: [], problems: [] };
  const bare = placed.flatMap((one) =>
    firstPlans(questionOf(one, options)).map(({ title, plan }) => {
      return { server: `${one.live.proxy}/${one.live.server}`, title, plan };
    }),
  );
  return { plans: [...held.plans, ...bare], problems: held.problems, later };
}
