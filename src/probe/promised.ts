import { handshakeComplete } from '../observation.ts';
import { barePlan, haproxyTls } from '../plan.ts';
import type { Evidence, HttpsPromises, NamedPlan } from '../types.ts';
import { exchange } from './exchange.ts';
import type { GatherOptions } from './run.ts';

/**
 * Puts what the DNS promises beside evidence, and asks the backend for what the evidence does not tell of it yet:
 * Encrypted ClientHello. A backend without TLS, or one that is to be asked gently, is asked nothing.
 * @param evidence what was seen
 * @param https what is promised
 * @param options credentials and abort signal
 * @returns both, with what was added
 * @throws AbortError when the signal is aborted
 */
export async function withPromises(
  evidence: Evidence,
  https: HttpsPromises,
  { credentials, signal }: Pick<GatherOptions, 'credentials' | 'signal'>,
): Promise<Evidence> {
  const { question } = evidence;
  const plans = echPlans(evidence, https);
  const performed = await Promise.all(
    plans.map((plan) =>
      exchange(plan, {
        timeout: question.timeout,
        credentials,
        host: plan.plan.tls?.servername ?? null,
        ...(signal && { signal }),
      }),
    ),
  );
  return {
    ...evidence,
    https,
    observations: [...evidence.observations, ...performed.map(({ observation }) => observation)],
    connections: evidence.connections + performed.length,
  };
}

/** What a client does that knows the record: the outer name, with an Encrypted ClientHello inside. */
function echPlans({ question, observations }: Evidence, { records }: HttpsPromises): NamedPlan[] {
  const name = records.find(({ ech }) => ech !== null && ech.length > 0)?.ech?.[0];
  const speaksTls = observations.some((o) => o.plan.port === question.port && handshakeComplete(o));
  if (name === undefined || !speaksTls || question.gentle) return [];
  const { caFile } = question;
  const tls = { ...haproxyTls(), servername: name, caFile };
  const bare = barePlan(question);
  return [
    {
      id: 'tls-ech',
      title: `Encrypted ClientHello, ${name} outside`,
      plan: { ...bare, tls: { ...tls, minVersion: 'TLSv1.3', caFile: null, hello: 'ech' } },
    },
    { id: 'tls-ech-outer-name', title: `TLS, ${name}`, plan: { ...bare, tls } },
  ];
}
