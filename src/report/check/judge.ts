import { slowCheck } from '../../catalogue/faults/slow-check.ts';
import { unexpectedStatus } from '../../catalogue/faults/unexpected-status.ts';
import type { Subject } from '../../catalogue/lint.ts';
import { lints } from '../../catalogue/lints/index.ts';
import { fails } from '../../catalogue/lints/outcome.ts';
import { tlsToClearPort } from '../../catalogue/lints/tls-to-clear-port.ts';
import { unexplainedFailure } from '../../catalogue/lints/unexplained-failure.ts';
import { needs } from '../../catalogue/needs/index.ts';
import type { CheckEdit, CheckedServer, CheckFinding, CheckPrediction, TrafficPrediction } from '../../check-types.ts';
import { argument } from '../../haproxy/model/setting.ts';
import type { ProbeResult } from '../../types.ts';
import { likeliest, mergeInfo } from '../likeliest.ts';
import { gap } from './gap.ts';
import { nameless } from './nameless.ts';
import { checkPrediction, type Find, type Outcomes, outcomes, trafficPrediction } from './outcome.ts';
import { spareRules } from './spare.ts';
import type { Target } from './target.ts';

/** What a lint says of a configuration it says better than a diagnosis that has not seen it. */
const lintCodes = new Set(lints.map(({ code }) => code));

/** Everything that is said of one server. */
export interface Judgement {
  server: CheckedServer;
  findings: CheckFinding[];
}

/**
 * Judges one server at one address.
 * @param releases the same server for each release that is meant, at least one
 * @param find what was seen; null: nothing was asked (`--offline`)
 * @param diagnosed what its backend needs; null: it was not asked stage by stage
 * @param edits what mends it
 * @returns what is said of it
 */
export function judge(
  releases: readonly [Target, ...Target[]],
  find: Find | null,
  diagnosed: ProbeResult | null,
  edits: readonly CheckEdit[],
): Judgement {
  const [target] = releases;
  const perRelease = releases.map((release) => outcomes(release, find ?? (() => [])));
  const predicted = merged(target, perRelease);
  const found = new Map<string, CheckFinding>();
  const add = (finding: CheckFinding) => {
    if (!found.has(finding.key)) found.set(finding.key, finding);
  };
  const spare = spareRules(target, find);
  const ofText = lintedFindings();
  // What a backend needs of TLS does not help a port that speaks none.
  const clear = ofText.some(({ id }) => id === tlsToClearPort.id);
  if (diagnosed && !clear)
    for (const finding of diagnosedFindings(target, diagnosed, edits))
      for (const one of fitting(finding, predicted)) add(one);
  for (const finding of ofText) if (finding.id !== unexplainedFailure.id) add(finding);
  const unnamed = find && nameless(target, predicted.traffic);
  if (unnamed) add(unnamed);
  if (isFailing(predicted)) explained(found, ofText);
  const findings = [...found.values()];
  const { server, proxy, address, port, unknown } = target;
  return {
    server: {
      proxy: proxy.name,
      server: server.name,
      ...server.at,
      address,
      port,
      mode: proxy.mode,
      ...predicted,
      needs: diagnosed?.needs ?? [],
      unknown,
      findings: findings.map(({ key }) => key),
    },
    findings,
  };

  function lintedFindings(): CheckFinding[] {
    return releases.flatMap((release, i) => {
      const { model, proxy, server, version, sent, named } = release;
      const seen = find ? (perRelease[i]?.seen ?? null) : null;
      return linted({ model, proxy, server, version, sent, seen, spare, predicted, named }, target);
    });
  }
}

/** What a probe would say of a backend, as far as it is so for this server. */
function fitting(
  finding: CheckFinding,
  predicted: { check: CheckPrediction; traffic: TrafficPrediction[] },
): CheckFinding[] {
  // It speaks of the limit that checks have where nothing is set: this one has another.
  if (finding.id === slowCheck.id && predicted.check.up) return [];
  return finding.id === unexpectedStatus.id && !isFailing(predicted) ? [{ ...finding, severity: 'info' }] : [finding];
}

/** 401, 403 and 404 may be what a site says: no cause is looked for behind them. */
function isFailing({ check, traffic }: { check: CheckPrediction; traffic: TrafficPrediction[] }): boolean {
  return check.up === false || traffic.some(fails);
}

/** A server that fails has an error: what the diagnosis only warns of is the cause then, and else nobody knows it. */
function explained(found: Map<string, CheckFinding>, ofText: readonly CheckFinding[]): void {
  const all = [...found.values()];
  if (all.some(({ severity }) => severity === 'error')) return;
  const texts = new Set(ofText.map(({ key }) => key));
  const causes = all.filter(({ severity, key }) => severity === 'warning' && !texts.has(key));
  for (const cause of causes) found.set(cause.key, { ...cause, severity: 'error' });
  const unknown = ofText.find(({ id }) => id === unexplainedFailure.id);
  if (causes.length === 0 && unknown) found.set(unknown.key, unknown);
}

function merged(
  target: Target,
  perRelease: readonly Outcomes[],
): { check: CheckPrediction; traffic: TrafficPrediction[] } {
  const seen = perRelease[0]?.seen ?? { check: [], traffic: [] };
  const checks = perRelease.map(({ check }) => check).filter((check) => check.length > 0);
  const check = checks.length > 0 ? likeliest(checks, ({ status, code }) => `${status} ${code}`, mergeInfo) : null;
  return {
    check: checkPrediction(target, check, seen),
    traffic: target.sent.traffic.map((sent, i) => {
      const all = perRelease.map(({ traffic }) => traffic[i] ?? []).filter((outcome) => outcome.length > 0);
      const key = (o: { status: number | null; termination: string }) => `${o.status} ${o.termination}`;
      return trafficPrediction(
        sent,
        perRelease[0]?.plans[i] ?? null,
        all.length > 0 ? likeliest(all, key, (a) => a) : null,
      );
    }),
  };
}

function linted(subject: Subject, { key, proxy, server }: Target): CheckFinding[] {
  return lints.flatMap((lint) => {
    const shown = lint.found(subject);
    if (!shown) return [];
    const { at, because, advice, fixable } = shown;
    return [
      {
        key: `${lint.code}:${key}`,
        code: lint.code,
        id: lint.id,
        proxy: proxy.name,
        server: server.name,
        ...at,
        severity: shown.severity ?? lint.severity,
        title: lint.title,
        because,
        fixable,
        ...(advice.length > 0 && { advice }),
        docs: `docs/codes/${lint.code}.md`,
      },
    ];
  });
}

/** Of what a backend needs, that which HAProxy does not send; of what is broken there, all. */
function diagnosedFindings(target: Target, result: ProbeResult, edits: readonly CheckEdit[]): CheckFinding[] {
  const ids = new Map(needs.map((need) => [`${need.id}-required`, need.id]));
  const trustsAnyone = argument(target.server, 'verify') === 'none';
  return result.findings.flatMap(({ code, id, severity, title, because, evidence, advice }): CheckFinding[] => {
    if (lintCodes.has(code) || (trustsAnyone && id === 'certificate-untrusted')) return [];
    const need = ids.get(id);
    const shownBy = result.observations.find((o) => o.id === evidence.at(-1));
    const lacking = need && gap(need, target, result.target, shownBy);
    if (lacking && !lacking.check && !lacking.traffic) return [];
    // A line that meets several needs is told by the first of them; what mends a server meets them all.
    const fixable = edits.some((edit) => edit.because === code) || (lacking !== undefined && edits.length > 0);
    return [
      {
        key: `${code}:${target.key}`,
        code,
        id,
        proxy: target.proxy.name,
        server: target.server.name,
        ...target.server.at,
        severity,
        title,
        because: lacking ? `${lackingWords(lacking)} ${because}` : because,
        fixable,
        ...(advice && { advice }),
        docs: `docs/codes/${code}.md`,
      },
    ];
  });
}

function lackingWords({ check, traffic }: { check: boolean; traffic: boolean }): string {
  if (check && traffic) return 'Neither check nor traffic has it.';
  return check ? 'The check lacks it.' : 'Traffic lacks it.';
}
