import type { Find } from '../report/check/outcome.ts';
import type { Target } from '../report/check/target.ts';
import type { Observation, Plan } from '../types.ts';
import { fileCredentials } from './credentials.ts';
import { firstHellos, hellosAgain } from './hellos.ts';
import type { CheckOptions } from './options.ts';
import { Performer } from './perform.ts';
import type { Releases } from './read.ts';

/**
 * Makes what performs the connections of one run.
 * @param options as of `runCheck`
 * @returns it; nothing is connected to yet
 */
export function performerOf(options: CheckOptions): Performer {
  return new Performer({
    timeout: options.timeout,
    credentials: fileCredentials(options.readFile),
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
}

/**
 * The connections that HAProxy would make for a server.
 * @param target the server
 * @returns each leg of its check, and each client's request
 */
export function plansOf({ sent }: Target): { title: string; plan: Plan }[] {
  return [
    ...(sent.check?.legs ?? []).map(({ plan }) => ({ title: 'check', plan })),
    ...sent.traffic.flatMap(({ plan, orClear, host }) =>
      [plan, orClear].flatMap((one) => (one ? [{ title: `traffic ${host ?? 'without a name'}`, plan: one }] : [])),
    ),
  ];
}

/**
 * Performs what HAProxy would send, each plan once.
 * @param all the servers
 * @param performer of the run
 * @returns what was seen, by plan
 * @throws AbortError when the signal is aborted
 */
export async function look(all: readonly Releases[], performer: Performer): Promise<Find> {
  const plans = all.flatMap((releases) => releases.flatMap(plansOf).map(({ plan }) => plan));
  const targets = all.flat();
  await performer.perform([...plans, ...firstHellos(targets)]);
  await hellosAgain(targets, performer);
  // OpenSSL's default security level was 1 before 3.2, and is 2 on Debian in every version: builds differ.
  const lenient = (plan: Plan): Plan | null =>
    isTooWeak(performer.seen(plan)) && plan.tls?.securityLevel === 2
      ? { ...plan, tls: { ...plan.tls, securityLevel: 1 } }
      : null;
  await performer.perform(plans.flatMap((plan) => lenient(plan) ?? []));
  return (plan) => [plan, ...[lenient(plan) ?? []].flat()].flatMap((one) => performer.seen(one) ?? []);
}

/** Whether OpenSSL's security level refused something: a key or a signature. */
function isTooWeak(seen: Observation | undefined): boolean {
  return seen?.failure?.kind === 'local' || /KEY_TOO_SMALL|MD_TOO_WEAK/.test(seen?.tls?.reason ?? '');
}
