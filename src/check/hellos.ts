import { isRefused } from '../catalogue/needs/curves.ts';
import { offersPostQuantum } from '../haproxy/post-quantum.ts';
import { handshakeComplete } from '../observation.ts';
import { largeHello } from '../plan.ts';
import type { Target } from '../report/check/target.ts';
import type { Plan } from '../types.ts';
import type { Performer } from './perform.ts';

/**
 * What a HAProxy of a newer TLS library says first to a server: the ClientHello that each connection over TLS begins with.
 * @param target the server
 * @returns with the plan that it is the beginning of; empty for releases whose builds send a small one
 */
export function hellosOf({ sent, version }: Target): { plan: Plan; hello: Plan }[] {
  if (!offersPostQuantum(version)) return [];
  // Clients whose TLS is passed through bring their own libraries.
  const traffic = sent.traffic.filter(({ passed }) => !passed);
  return [...(sent.check?.legs ?? []), ...traffic].flatMap(({ plan }) => {
    const hello = plan && largeHello(plan);
    return hello ? [{ plan, hello }] : [];
  });
}

/**
 * The ClientHellos that are sent before anything is known: one to each port.
 * @param all the servers
 * @returns their plans
 */
export function firstHellos(all: readonly Target[]): Plan[] {
  return firstOfPort(all.flatMap(hellosOf).map(({ hello }) => ({ plan: hello }))).map(({ plan }) => plan);
}

/**
 * Of plans that are listed for several servers or versions, those that are performed at first.
 * @param listed with the ClientHellos of each of them
 * @returns the list with one ClientHello to each port
 */
export function firstOfPort<Listed extends { plan: Plan }>(listed: readonly Listed[]): Listed[] {
  const seen = new Set<string>();
  return listed.filter(({ plan }) => {
    if (plan.tls?.hello === undefined) return true;
    const place = placeOf(plan);
    return seen.has(place) ? false : seen.add(place);
  });
}

/**
 * Where a large ClientHello was not taken though a small one was: sends it again, and those of all the other connections to
 * that port, each twice.
 * @param all the servers, whose plans and first ClientHellos were performed
 * @param performer of the run
 * @returns rejects with an AbortError when the signal is aborted
 */
export async function hellosAgain(all: readonly Target[], performer: Performer): Promise<void> {
  const hellos = all.flatMap(hellosOf);
  const refusing = new Set(
    hellos
      .filter(({ plan, hello }) => handshakeComplete(performer.seen(plan)) && isRefused(performer.seen(hello)))
      .map(({ hello }) => placeOf(hello)),
  );
  const again = hellos.filter(({ hello }) => refusing.has(placeOf(hello)));
  await performer.perform(again.flatMap(({ hello }) => [hello, { ...hello, again: true as const }]));
}

function placeOf({ address, port, proxy }: Plan): string {
  return JSON.stringify([address, port, proxy]);
}
