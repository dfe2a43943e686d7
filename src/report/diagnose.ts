import { faults } from '../catalogue/faults/index.ts';
import { intermittent } from '../catalogue/faults/intermittent.ts';
import type { Need, Shown } from '../catalogue/need.ts';
import { host } from '../catalogue/needs/host.ts';
import { isListed, needs } from '../catalogue/needs/index.ts';
import { atBackend } from '../catalogue/products/at-backend.ts';
import { redirectsToHttps, type View, view } from '../catalogue/view.ts';
import { backendText } from '../haproxy/text.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { Evidence, Finding, NeedId, Observation, ProbeResult, Remedy, Severity, Verdict } from '../types.ts';
import { logged } from './logged.ts';
import { barestOutcome, type Recommendation, recommend } from './recommend.ts';
import { reproduce } from './reproduce.ts';

/** The evidence does not hold what a HAProxy version would send. */
export class EvidenceIncomplete extends Error {
  readonly code = 'ERR_EVIDENCE_INCOMPLETE';
  constructor(version: HaproxyVersion, missing: number) {
    const connections = missing === 1 ? 'a connection' : `${missing} connections`;
    super(`the evidence lacks ${connections} that HAProxy ${version.text} would make: probe again for that version`);
  }
}

/**
 * Judges evidence: what the backend needs, what is broken, what HAProxy makes of it, and what mends it.
 * @param evidence what was seen
 * @param version HAProxy version to judge for
 * @param haproxyVersionFrom where that version came from
 * @returns the result, complete
 * @throws EvidenceIncomplete where the evidence was gathered for another version, which sends something else
 * @throws Error where the evidence's question holds words that no configuration can (see `parseExpect`, `word`)
 */
export function diagnose(
  evidence: Evidence,
  version: HaproxyVersion,
  haproxyVersionFrom: ProbeResult['haproxyVersionFrom'],
): ProbeResult {
  const seen = view(evidence);
  const { question, observations } = evidence;
  const shown = needs.flatMap((need) => {
    const why = need.shown(seen);
    return why ? [{ need, why }] : [];
  });
  const needIds = shown.map(({ need }) => need.id).filter(isListed);
  const known = seen.served(seen.centre ?? undefined) ? recommend(seen, version) : null;
  if (known && 'missing' in known) throw new EvidenceIncomplete(version, known.missing.length);
  const verdict = judge(seen, needIds, known);
  const { findings, products } = atBackend(seen, [
    ...shown.map(({ need, why }) =>
      finding(need.code, `${need.id}-required`, need.title, severityOf(need, seen, verdict, version), why),
    ),
    ...faults.flatMap((fault) => {
      const why = fault.shown(seen, verdict === 'fixable' ? (known?.settings ?? null) : null);
      return why ? [finding(fault.code, fault.id, fault.title, why.severity ?? fault.severity, why)] : [];
    }),
  ]);
  return {
    schema: 'sni-doctor/probe/1',
    target: {
      address: question.address,
      port: question.port,
      httpPort: question.httpPort,
      host: question.host,
      path: question.path,
    },
    haproxyVersion: version.text,
    haproxyVersionFrom,
    verdict,
    needs: needIds,
    observations,
    findings: findings.sort((a, b) => ranks[a.severity] - ranks[b.severity]),
    ...(products.length > 0 && { products }),
    predictions: predictions(seen, version, verdict, known),
    remedy: verdict === 'fixable' && known ? remedyOf(seen, version, known) : null,
    reproduce: observations
      // No command sends a ClientHello with padding, or an Encrypted ClientHello without keys.
      .filter(({ outcome, plan }) => outcome !== 'skipped' && !/^(?:padded|ech)$/.test(plan.tls?.hello ?? ''))
      .map((o) => ({ observation: o.id, command: reproduce(o) })),
    logs: Object.fromEntries(
      observations
        .filter(({ outcome }) => outcome !== 'skipped')
        .map((o) => [o.id, logged(o, question, version) + remark(o)]),
    ),
    connections: evidence.connections,
    from: evidence.from,
    ms: evidence.ms,
    ...(evidence.repeats && { repeats: evidence.repeats }),
  };
}

/** A check that is green on a redirect to https is the trap that the whole story starts with. */
function remark(o: Observation): string {
  return !o.plan.tls && redirectsToHttps(o) ? ' (green, users loop)' : '';
}

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** A need is what goes wrong without the remedy; beside a fault that no remedy helps it is only worth knowing. */
function severityOf(need: Need, seen: View, verdict: Verdict, version: HaproxyVersion): Severity {
  if (need.absent?.(version)) return 'warning';
  const unmet = need.unmet?.(seen) ?? false;
  return verdict === 'fixable' || (verdict !== 'healthy' && unmet) ? 'error' : 'info';
}

function judge(seen: View, needIds: NeedId[], recommendation: Recommendation | null): Verdict {
  const failures = seen.observations.filter(({ outcome }) => outcome === 'failed');
  const attempted = seen.observations.filter(({ outcome }) => outcome !== 'skipped');
  const target = attempted.filter(({ plan }) => plan.port === seen.question.port);
  if (target.length > 0 && target.every(({ failure }) => failure?.stage === 'connect')) return 'unreachable';
  if (failures.length === 0 && attempted.length === 0) return 'unreachable';
  const mixed = intermittent.shown(seen, null) !== null;
  if (seen.question.mode === 'tcp' && needIds.length === 0) {
    const open = seen.of('tcp') ?? seen.of('tls-with-sni');
    return open && open.failure?.stage !== 'connect' && open.failure?.kind !== 'timeout' && !mixed
      ? 'healthy'
      : 'broken';
  }
  const { centre } = seen;
  if (centre === null || !seen.served(centre)) return 'broken';
  if (seen.way === 'clear/' && recommendation?.steps[0]?.passes) return mixed ? 'broken' : 'healthy';
  return recommendation?.passes && !mixed ? 'fixable' : 'broken';
}

function finding(code: string, id: string, title: string, severity: Severity, why: Shown): Finding {
  return {
    key: code,
    code,
    id,
    severity,
    title,
    because: why.because,
    evidence: why.evidence,
    ...(why.advice ? { advice: why.advice } : {}),
    docs: `docs/codes/${code}.md`,
  };
}

function predictions(seen: View, version: HaproxyVersion, verdict: Verdict, recommendation: Recommendation | null) {
  if (recommendation) {
    const steps = recommendation.steps.map(({ prediction }) => prediction);
    return verdict === 'fixable' ? steps : steps.slice(0, 1);
  }
  const barest = barestOutcome(seen, version);
  return 'missing' in barest ? [] : [barest.prediction];
}

function remedyOf(seen: View, version: HaproxyVersion, { directives, settings, passes }: Recommendation): Remedy {
  const { question } = seen;
  const advice: string[] = [];
  const texts = directives.map(({ text }) => text);
  if (texts.some((t) => t.startsWith('check-sni ')) && texts.some((t) => t.startsWith('sni '))) {
    advice.push('check-sni mends only the check, sni only the traffic: both are needed.');
  }
  if (question.publicHost === null && host.shown(seen)) {
    advice.push(`Clients come under another name? http-request set-header Host ${question.hostHeader}`);
  }
  return {
    directives,
    backend: backendText(settings, version, question.host ?? question.address),
    verified: passes,
    advice,
  };
}
