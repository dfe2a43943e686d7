import { barePlan, haproxyTls, trafficRequest } from '../plan.ts';
import type { NamedPlan, Observation, Question } from '../types.ts';
import { redirectTarget, type View } from './view.ts';

/** How far a redirect is followed. */
const most = 5;

/** The redirect of the plain port, as far as it was followed. */
export interface RedirectWalk {
  /** The answers on the way, that of the plain port first. */
  answers: Observation[];
  /** Its next step, where that was not performed yet. */
  next: NamedPlan | null;
  /** Whether it comes back to an address where it was. */
  loop: boolean;
}

/**
 * Follows the plain port's redirect through the evidence. Every step goes to the target's own address, whatever host it
 * names: a Location is a claim of the backend's, and nobody else is talked to.
 * @param view the evidence so far
 * @returns the walk; null where the plain port was not asked or does not redirect
 */
export function redirectWalk(view: View): RedirectWalk | null {
  const first = view.of('plain-with-host');
  if (!first || redirectTarget(first) === null) return null;
  const walk: RedirectWalk = { answers: [first], next: null, loop: false };
  const visited = new Set<string>();
  for (let step = 1; step <= most; step++) {
    const url = redirectTarget(walk.answers.at(-1));
    if (url === null) return walk;
    if (visited.has(url.href)) return { ...walk, loop: true };
    visited.add(url.href);
    const next = stepTo(view.question, url, step);
    if (next === null) return walk;
    const known = view.find(next.plan);
    if (!known) return { ...walk, next };
    walk.answers.push(known);
  }
  return walk;
}

function stepTo(question: Question, url: URL, step: number): NamedPlan | null {
  const https = url.protocol === 'https:';
  if (!https && url.protocol !== 'http:') return null;
  const standard = https ? question.port : question.httpPort;
  const port = url.port === '' ? standard : Number(url.port);
  if (port === null) return null;
  const literal = /^[\d.]+$|^\[/.test(url.hostname);
  const { certificate, caFile, forwardedProto } = question;
  return {
    id: `redirect-${step}`,
    title: `redirect, step ${step}`,
    plan: {
      ...barePlan(question),
      port,
      tls: https ? { ...haproxyTls(), servername: literal ? null : url.hostname, certificate, caFile } : null,
      request: trafficRequest('GET', url.pathname + url.search, url.host, forwardedProto),
    },
  };
}
