import type { Edit } from '../catalogue/need.ts';
import { needs } from '../catalogue/needs/index.ts';
import { tls } from '../catalogue/needs/tls.ts';
import type { View } from '../catalogue/view.ts';
import { barest, type Settings } from '../haproxy/settings.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { Directive, Plan } from '../types.ts';
import { type Foretold, foretell } from './predict.ts';
import { askedFor, checkRequest, slowEdits } from './request-edits.ts';
import { waysToTrust } from './trust.ts';

/** A recommendation with the way to it. */
export interface Recommendation {
  directives: Directive[];
  settings: Settings;
  /** From the barest server line to the recommended one, an edit a step. */
  steps: Foretold[];
  /** Whether the recommended check and traffic pass. */
  passes: boolean;
}

const order: readonly Edit['step'][] = ['transport', 'check', 'traffic', 'trust'];

/**
 * The smallest change of the barest server line after which check and traffic get what the backend needs.
 * @param view the evidence
 * @param version one HAProxy version, or `any`
 * @returns the recommendation; or the plans that must be performed first
 */
export function recommend(view: View, version: HaproxyVersion): Recommendation | { missing: Plan[] } {
  const start = barest(view.question, speaksTls(view));
  const missing: Plan[] = [];
  const told = (edits: Edit[]): Foretold | null => {
    const result = foretell(apply(start, edits), version, view);
    if (!('missing' in result)) return result;
    missing.push(...result.missing);
    return null;
  };
  const candidates = waysToTrust(view, version).map((trust) => proposed(view, version, trust));
  // What is not known yet may turn out to pass.
  let edits = candidates.find((candidate) => told(candidate)?.passes !== false) ?? candidates.at(-1) ?? [];
  for (const edit of edits.filter((e) => !e.kept && changes(start, e))) {
    const whole = told(edits);
    const without = edits.filter((e) => e !== edit);
    const less = told(without);
    // Whatever passes as well, and is as safe, without a word does not need the word.
    if (whole?.passes && less?.passes && whole.safety === less.safety) edits = without;
  }
  const lineEdits = edits.filter((e) => changes(start, e));
  const steps = [[], ...lineEdits.map((_, i) => lineEdits.slice(0, i + 1))].map(told);
  if (missing.length > 0) return { missing };
  const known = steps.filter((step) => step !== null);
  return {
    directives: edits.map(({ directive }) => directive),
    settings: apply(start, edits),
    steps: known,
    passes: known.at(-1)?.passes ?? false,
  };
}

/**
 * What HAProxy makes of the barest line, for a backend that no directive helps.
 * @param view the evidence
 * @param version one HAProxy version, or `any`
 * @returns the outcome; or the plans that must be performed first
 */
export function barestOutcome(view: View, version: HaproxyVersion): Foretold | { missing: Plan[] } {
  return foretell(barest(view.question, speaksTls(view)), version, view);
}

/** Whether people would write `ssl` (in mode tcp, `check-ssl`) for this port. */
function speaksTls(view: View): boolean {
  if (tls.shown(view)) return true;
  return view.question.mode === 'http' && !view.way?.startsWith('clear');
}

function changes(settings: Settings, edit: Edit): boolean {
  return JSON.stringify(edit.apply(settings)) !== JSON.stringify(settings);
}

function apply(settings: Settings, edits: Edit[]): Settings {
  return edits.reduce((sum, edit) => edit.apply(sum), settings);
}

/** Every edit that may be called for, in the order in which they are applied. */
function proposed(view: View, version: HaproxyVersion, trust: Edit[]): Edit[] {
  const edits = [
    ...needs.flatMap((need) => (need.shown(view) ? need.edits(view, version) : [])),
    ...checkRequest(view, version),
    ...askedFor(view),
    ...slowEdits(view),
    ...trust,
  ];
  return order.flatMap((step) => edits.filter((edit) => edit.step === step));
}
