import { tlsToClearPort } from '../../catalogue/lints/tls-to-clear-port.ts';
import { agreement, trafficAgreement } from '../../catalogue/live/agreement.ts';
import type { LiveSubject, Written } from '../../catalogue/live/live.ts';
import { isDown } from '../../catalogue/live/signs.ts';
import { reported } from '../../catalogue/live/words.ts';
import { needs } from '../../catalogue/needs/index.ts';
import type { LiveServer } from '../../triage-types.ts';
import type { Finding, Plan, Prediction, ProbeResult } from '../../types.ts';
import { meeting } from '../check/gap.ts';
import type { Case, NamedCause } from './case.ts';
import { liveCauses } from './judge.ts';
import { firstMet } from './order.ts';

const needOf = new Map(needs.map((need) => [`${need.id}-required`, need.id]));

/**
 * Joins what HAProxy reports of a server with what its backend needs, where nobody knows the configuration: what HAProxy
 * sends follows from what it reports, as far as one of the usual server lines comes to the same.
 * @param live the server as HAProxy has it
 * @param result what its backend needs
 * @param written where the name that HAProxy resolves points now; null: it has none
 * @returns what is to be said of it
 */
export function judgeBare(live: LiveServer, result: ProbeResult, written: Written | null): Case {
  const line = lineOf(live, result);
  const found = clearPort(live, result) ?? (line || !isOpen(result) ? lacking(live, result, line) : []);
  const named = found.map((finding) => cause(finding, line));
  const subject: LiveSubject = { live, predicted: null, errors: named, written };
  const causes = [...liveCauses(subject), ...named].sort(firstMet);
  const explained = causes.some(({ severity }) => severity === 'error');
  return {
    live,
    host: result.target.host,
    at: null,
    causes,
    edits: [],
    directives: line ? (result.remedy?.directives ?? []) : [],
    unknown: [],
    unexplained: explained ? null : openQuestion(live, result),
  };
}

/** What HAProxy sends, going by what it reports. */
interface Line {
  /** As people write it. */
  text: string;
  plans: Plan[];
}

/** The first of the usual server lines that comes to what HAProxy reports. */
function lineOf(live: LiveServer, { predictions, observations, logs, target }: ProbeResult): Line | null {
  const step = predictions.find((prediction) => fits(live, prediction));
  if (step) {
    const text = /^\s*server \S+ \S+ (.*)$/m.exec(step.directives)?.[1] ?? 'check';
    return { text, plans: observations.filter(({ id }) => step.evidence.includes(id)).map(({ plan }) => plan) };
  }
  const clear = observations.find(
    ({ id, plan }) => plan.tls === null && plan.port === target.port && logs[id] === reported(live),
  );
  return clear ? { text: 'check', plans: [clear.plan] } : null;
}

/** Whether a server line comes to what HAProxy reports. */
function fits(live: LiveServer, { check, traffic }: Prediction): boolean {
  const said = agreement(live, check);
  if (said !== 'unknown') return said !== 'different' && (isDown(live.state) || traffic.status !== 200);
  return trafficAgreement(live, [{ host: null, sends: null, ...traffic }]) === 'same';
}

/** What a line of HAProxy's could help: then it matters what the line is. */
function isOpen({ verdict }: ProbeResult): boolean {
  return verdict === 'healthy' || verdict === 'fixable';
}

/** HAProxy reports of a TLS handshake, and the port speaks clear text. */
function clearPort({ status }: LiveServer, { observations, target }: ProbeResult): Finding[] | null {
  const here = observations.filter(({ plan }) => plan.port === target.port);
  const clear = here.find(({ plan, http }) => plan.tls === null && http !== undefined);
  if (!/^L6/.test(status ?? '') || !clear || here.some(({ plan, at }) => plan.tls !== null && at?.tls !== undefined))
    return null;
  const { id, code, title, severity } = tlsToClearPort;
  const because = 'HAProxy reports a TLS handshake that failed; the port answers HTTP in clear text.';
  const advice = ['Take `ssl` (and `check-ssl`) off the server line, or name the port that speaks TLS.'];
  return [
    { key: code, code, id, title, severity, because, advice, evidence: [clear.id], docs: `docs/codes/${code}.md` },
  ];
}

/** The errors, without the needs that the line meets. */
function lacking({ status }: LiveServer, { findings }: ProbeResult, line: Line | null): Finding[] {
  const early = /^L[46]/.test(status ?? '');
  return findings.flatMap((finding): Finding[] => {
    const need = needOf.get(finding.id);
    if (finding.severity !== 'error') return [];
    if (need === undefined || !line) return [finding];
    // Where HAProxy speaks of TLS it does speak TLS.
    if (need === 'tls' && /^L6/.test(status ?? '')) return [];
    if (line.plans.some((plan) => !meeting[need](plan))) return [finding];
    const because = `${finding.because} HAProxy fails before: whether it sends that is not known.`;
    return early && ofRequest.has(need) ? [{ ...finding, severity: 'warning', because }] : [];
  });
}

/** Needs of the request alone: a check that ends before it does not show whether they are met. */
const ofRequest: ReadonlySet<string> = new Set(['host', 'method', 'http-version', 'user-agent', 'forwarded-proto']);

function cause({ code, id, title, severity, because, advice, docs }: Finding, line: Line | null): NamedCause {
  const like = line ? ` HAProxy reports what it would with \`${line.text}\`; its configuration is not known.` : '';
  return { code, id, title, severity, because: `${because}${like}`, advice: advice ?? [], docs };
}

function openQuestion(live: LiveServer, { predictions, needs: needed, verdict }: ProbeResult): string {
  const says = `HAProxy says ${live.status === null ? live.state : reported(live)}`;
  if (verdict === 'healthy' || predictions.some(({ check }) => agreement(live, check) === 'unknown'))
    return `${says}; what it sends is not known without its configuration (--config)`;
  const wants = needed.length > 0 ? ` The backend wants ${needed.join(', ')}.` : '';
  return `${says}, and none of the usual server lines comes to that: its configuration is wanted (--config).${wants}`;
}
