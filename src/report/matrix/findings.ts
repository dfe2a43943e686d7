import { faults } from '../../catalogue/faults/index.ts';
import { intermittent } from '../../catalogue/faults/intermittent.ts';
import { unexpectedStatus } from '../../catalogue/faults/unexpected-status.ts';
import { verifyNone } from '../../catalogue/faults/verify-none.ts';
import { isListed, needs } from '../../catalogue/needs/index.ts';
import type { View } from '../../catalogue/view.ts';
import type { MatrixFinding } from '../../matrix-types.ts';
import type { ProbeResult, Severity } from '../../types.ts';
import type { Judged } from './judged.ts';
import type { Place } from './place.ts';
import type { Rule } from './rules.ts';

/**
 * A rule as a finding of a cell.
 * @param rule of the catalogue
 * @param severity as it is here
 * @returns the finding
 */
export function findingOf({ code, id, title }: Rule, severity: Severity): MatrixFinding {
  return { code, id, severity, title };
}

/**
 * What one connection shows of faults and of needs that nothing here meets.
 * @param view of it alone
 * @returns the findings
 */
export function findingsOf(view: View): MatrixFinding[] {
  const unmet = needs.filter((need) => need.unmet?.(view) && need.shown(view));
  return [
    ...unmet.map((need) => findingOf({ ...need, id: `${need.id}-required` }, 'error')),
    ...faults.flatMap((fault) => {
      const shown = fault.shown(view, null);
      return shown ? [findingOf(fault, shown.severity ?? fault.severity)] : [];
    }),
  ];
}

const needOf = new Map(needs.map((need) => [need.code, need]));

/**
 * The findings of a cell after the ladder: its needs stand in its list of needs, unless nothing here meets them.
 * @param result the diagnosis
 * @returns the findings
 */
export function findingsOfLadder({ verdict, findings }: ProbeResult): MatrixFinding[] {
  return findings.flatMap((found) => {
    const need = needOf.get(found.code);
    // Which directives are proposed is not what is wrong.
    if (found.code === verifyNone.code) return [];
    if (!need || (verdict !== 'fixable' && found.severity === 'error')) return [findingOf(found, found.severity)];
    if (isListed(need.id)) return [];
    return [findingOf(found, verdict === 'fixable' ? 'warning' : found.severity)];
  });
}

/**
 * Makes findings agree with the verdict: a good cell has no error, and any other says by an error what went wrong.
 * @param findings what was found
 * @param place where it went wrong; null: nowhere
 * @param rules those that tell it, as of `rulesOf`; empty where nothing went wrong
 * @returns the findings, the worst first, and of those the one that tells it
 */
export function settled(findings: MatrixFinding[], place: Place | null, rules: readonly Rule[]): MatrixFinding[] {
  if (place === null)
    return ranked(findings.map((found) => (isError(found) ? { ...found, severity: 'warning' } : found)));
  const codes = new Set(rules.map(({ code }) => code));
  const telling = findings.filter(({ code }) => codes.has(code)).map((found) => findingOf(found, 'error'));
  // What says no more than that the answer is another one is told by what it is.
  const instead = place.verdict === 'wrong' && place.stage === 'http' ? unexpectedStatus.code : null;
  const others = findings.filter(({ code }) => !codes.has(code) && code !== instead);
  const [plainest] = rules;
  // Another fault may know better why a connection failed, but not what is wrong with a certificate.
  const isTold = telling.length > 0 || (isOfConnection(place) && others.some(isError));
  return ranked(isTold || !plainest ? [...telling, ...others] : [findingOf(plainest, 'error'), ...others]);
}

function isOfConnection({ verdict, reason }: Place): boolean {
  return verdict === 'failed' && reason !== 'certificate';
}

function isError({ severity }: MatrixFinding): boolean {
  return severity === 'error';
}

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

function ranked(findings: MatrixFinding[]): MatrixFinding[] {
  return findings.sort((a, b) => ranks[a.severity] - ranks[b.severity]);
}

/**
 * What is said of a cell whose first connection failed and a later one did not.
 * @param judged of the later one
 * @returns the same, with a warning where it is good
 */
export function passedLater(judged: Judged): Judged {
  if (judged.verdict !== 'ok' || judged.findings.some(({ code }) => code === intermittent.code)) return judged;
  return { ...judged, findings: ranked([findingOf(intermittent, 'warning'), ...judged.findings]) };
}
