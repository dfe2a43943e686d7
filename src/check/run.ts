import type { CheckResult } from '../check-types.ts';
import { planKey } from '../plan.ts';
import type { NamedPlan } from '../types.ts';
import { checkAndCure } from './cure-run.ts';
import { firstHellos, firstOfPort } from './hellos.ts';
import { plansOf } from './look.ts';
import type { CheckOptions } from './options.ts';
import { problemsOf, read } from './read.ts';

/** What `--plan` shows. */
export interface CheckPlans {
  plans: (NamedPlan & { server: string })[];
  problems: CheckResult['problems'];
}

/**
 * Says for every server of a configuration what its check and its traffic will do and log, and what mends it.
 * @param options the configuration and what is to be done with it
 * @returns the result
 * @throws AbortError when the signal is aborted; nothing else
 */
export async function runCheck(options: CheckOptions): Promise<CheckResult> {
  return (await checkAndCure(options)).result;
}

/**
 * Says which connections {@link runCheck} would make before anything is known of the backends.
 * @param options as of {@link runCheck}
 * @returns the plans, each once
 * @throws AbortError when the signal is aborted
 */
export async function listCheckPlans(options: CheckOptions): Promise<CheckPlans> {
  const { models, all } = await read(options);
  const seen = new Set<string>();
  const plans = all.flatMap(([target]) =>
    [...plansOf(target), ...firstHellos([target]).map((plan) => ({ title: 'ClientHello', plan }))].flatMap(
      ({ plan, title }) => {
        const key = planKey(plan);
        if (seen.has(key)) return [];
        seen.add(key);
        return [{ server: target.key, id: `${target.key}/${title}`, title, plan }];
      },
    ),
  );
  return { plans: firstOfPort(plans), problems: problemsOf(models) };
}
