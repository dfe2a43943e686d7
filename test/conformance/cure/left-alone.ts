import type { Performer } from '../../../src/check/perform.ts';
import { checkOutcomes } from '../../../src/haproxy/check-outcomes.ts';
import { argument } from '../../../src/haproxy/model/setting.ts';
import type { CheckLeg, CheckSent, Trust } from '../../../src/haproxy/sent.ts';
import { certificateNames } from '../../../src/haproxy/verify.ts';
import type { Target } from '../../../src/report/check/target.ts';
import type { Observation, Plan } from '../../../src/types.ts';
import { host } from '../materials.ts';
import type { Failing } from './failing.ts';
import type { Site } from './sites.ts';

/** Why a cell that fails is not to be mended, in the order in which it is looked for. */
export const reasons = ['unknown', 'backend', 'certificate', 'expected', 'rule'] as const;

export type Reason = (typeof reasons)[number];

/** The reasons, in words. */
export const inWords: Record<Reason, string> = {
  unknown: 'what decides is not known to the model',
  backend: 'no HAProxy setting makes the backend answer',
  certificate: 'the operator has the certificate verified, and it does not stand that',
  expected: "what the check asks for or expects is not what the site's right answer holds",
  rule: 'a rule of the operator answers the client by itself',
};

/**
 * Says whether a cell that fails is to be mended, whatever was made of it.
 * @param target the server
 * @param failing which half of it fails
 * @param site what its backend answers when it is spoken to as it wants to be
 * @param performer makes the connections that tell
 * @returns why it is to be left alone; null: it is to be mended
 */
export async function leftAlone(
  target: Target,
  failing: Failing,
  site: Site | null,
  performer: Performer,
): Promise<Reason | null> {
  if (target.unknown.some(({ affects }) => affects !== undefined)) return 'unknown';
  if (!site) return 'backend';
  const ask = async (plan: Plan): Promise<Observation | undefined> => {
    await performer.perform([plan]);
    return performer.seen(plan);
  };
  if (isVerified(target) && !(await standsVerification(target, failing, site, ask))) return 'certificate';
  const { check, traffic } = target.sent;
  if (failing.check && check && !(await canPass(check, target, site, ask))) return 'expected';
  return traffic[0]?.ended && !failing.check ? 'rule' : null;
}

type Ask = (plan: Plan) => Promise<Observation | undefined>;

/** The connections that HAProxy makes, and not the client through it. */
const connections = ({ sent }: Target): { plan: Plan | null; trust: Trust }[] => [
  ...(sent.check?.legs ?? []),
  ...sent.traffic.filter(({ passed }) => !passed),
];

function isVerified(target: Target): boolean {
  return connections(target).some(({ trust }) => trust.verify === 'required');
}

/**
 * The certificate behind the right server name, held to the operator's authorities, to that name and to `verifyhost`.
 * Where clients are answered, the name that is verified for them is the right one.
 */
async function standsVerification(target: Target, { client }: Failing, { plan }: Site, ask: Ask): Promise<boolean> {
  if (!plan.tls) return false;
  const own = connections(target).find((one) => one.plan?.tls)?.plan?.tls;
  const seen = await ask({ ...plan, request: null, tls: { ...plan.tls, caFile: own?.caFile ?? null } });
  const leaf = seen?.tls?.chain[0];
  const name = client ? host : (target.sent.traffic[0]?.trust.name ?? host);
  const names = [name, argument(target.server, 'verifyhost') ?? name];
  return seen?.tls?.trusted === true && leaf !== undefined && names.every((name) => certificateNames(leaf, name));
}

const noTrust: Trust = { verify: 'none', name: null, from: null };

/** Whether the operator's own rules pass once the backend is spoken to as it wants to be. */
async function canPass(check: CheckSent, target: Target, site: Site, ask: Ask): Promise<boolean> {
  // It has bytes of its own for a handshake: what it asks is whether TLS is spoken.
  if (check.type === 'ssl-hello-chk') return site.plan.tls !== null;
  const isOwn = ({ plan, rules }: CheckLeg) =>
    plan.dialogue !== undefined || rules.some((rule) => rule.action === 'expect' && !rule.implicit);
  if (!check.legs.some(isOwn)) return true;
  const legs = check.legs.map((leg) => ({ ...leg, trust: noTrust, plan: rightly(leg.plan, check, target, site) }));
  const seen = await Promise.all(legs.map(({ plan }) => ask(plan)));
  const patient = { connect: 60_000, answer: null };
  return checkOutcomes({ ...check, legs, limits: patient }, seen, target.version)[0]?.up === true;
}

/** What a check says, said as the backend wants it; where it goes to another port, as it is. */
function rightly(plan: Plan, { type }: CheckSent, { port }: Target, site: Site): Plan {
  if (plan.port !== port) return plan;
  const { request } = site.plan;
  // An HTTP check that only waits for an answer has lost its request.
  if (type === 'httpchk' || !plan.dialogue)
    return { ...site.plan, request: request && { ...request, path: plan.request?.path ?? '/', whole: true } };
  return { ...site.plan, request: null, dialogue: plan.dialogue, tls: site.plan.tls && { ...site.plan.tls, alpn: [] } };
}
