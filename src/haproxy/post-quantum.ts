import { handshakeComplete } from '../observation.ts';
import type { Observation } from '../types.ts';
import { type HaproxyVersion, since } from './versions.ts';

/**
 * Whether HAProxy's ClientHello carries a post-quantum key share. Its TLS library decides, not its version: OpenSSL 3.5
 * and later offer X25519MLKEM768 by default. Measured: the builds 3.0.11, 3.2.26 and 3.4.7 do, 2.6.12 and 2.8.25, on
 * OpenSSL 3.0, do not; other builds are taken for those of their time.
 * @param version one release
 * @returns true for releases whose usual builds do
 */
export function offersPostQuantum(version: HaproxyVersion): boolean {
  return since(version, '3.0');
}

/**
 * What a build with a large ClientHello sees where ours, a small one, was answered.
 * @param seen what came of the small one
 * @param large what came of as large a ClientHello: every time that it was sent
 * @returns the same with the failure of the large one; as it was where that one was answered, be it only once, or where
 *   the small one failed too
 */
export function withLargeHello(seen: Observation, large: readonly Observation[]): Observation {
  const [first] = large;
  if (!first?.failure || large.some((o) => isAnswered(o)) || !handshakeComplete(seen)) return seen;
  return { ...first, plan: seen.plan };
}

/**
 * Whether a ClientHello alone was answered by a handshake message.
 * @param o an observation of a plan with `hello`
 * @returns false for an alert, an end, silence
 */
export function isAnswered(o: Observation | undefined): boolean {
  return o?.answer !== undefined;
}
