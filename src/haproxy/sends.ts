import { clientHost } from '../plan.ts';
import type { Plan, Question } from '../types.ts';
import { checkSends } from './check-sends.ts';
import { noGlobals } from './model/globals.ts';
import type { CheckSent, TrafficSent } from './sent.ts';
import type { Settings } from './settings.ts';
import { asModel } from './settings-model.ts';
import { trafficSends } from './traffic-sends.ts';
import type { HaproxyVersion } from './versions.ts';

/**
 * What HAProxy of a version sends for the check and for a client's request.
 * @param settings the server's effective settings
 * @param version one release
 * @param question whose client asks: `publicHost` (else `hostHeader`) is its Host
 * @returns both, with the source address, the authorities and the certificate of the question
 * @throws Error for settings that amount to no check or no traffic; none that are recommended do
 */
export function sends(
  settings: Settings,
  version: HaproxyVersion,
  question: Question,
): { check: CheckSent; traffic: TrafficSent } {
  const { address, port, inter, mode } = settings;
  const setup = { ...asModel(settings), globals: noGlobals(), version };
  const check = checkSends({ ...setup, at: { host: address, port }, inter, resolve: () => null });
  const asked = { host: clientHost(question), method: question.method, path: question.path };
  const traffic = trafficSends({ ...setup, at: { address, port }, frontend: null, bind: null }, asked);
  if (check === null || 'because' in check || 'because' in traffic) throw new Error('the settings cannot be modelled');
  const ours = (plan: Plan): Plan => ({
    ...plan,
    source: question.source,
    tls: plan.tls && {
      ...plan.tls,
      caFile: question.caFile,
      certificate: plan.tls.certificate && question.certificate,
    },
  });
  const legs = check.legs.map((leg) => ({ ...leg, plan: ours(leg.plan) }));
  const plan = traffic.plan && ours(traffic.plan);
  return {
    check: { ...check, legs },
    traffic: { ...traffic, plan: mode === 'tcp' ? handshakeOnly(plan, question) : plan },
  };
}

/** Of clients whose bytes are passed through only their TLS is looked at. */
function handshakeOnly(plan: Plan | null, { publicHost, sni }: Question): Plan | null {
  return plan && { ...plan, request: null, tls: plan.tls && { ...plan.tls, servername: publicHost ?? sni } };
}
