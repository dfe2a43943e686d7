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
  /** A port that it leads to and that was not asked about: nothing is sent there. Null: it leads to none. */
  elsewhere: number | null;
}

/**
 * Follows the plain port's redirect through the evidence. Every step goes to the target's own address, whatever host it
 * names, and to one of the two ports that were asked about: a Location is a claim of the backend's, and may name
 * somebody else or a service that a mere GET sets off.
 * @param view the evidence so far
 * @returns the walk; null where the plain port was not asked or does not redirect
 */
export function redirectWalk(view: View): RedirectWalk | null {
  const first = view.of('plain-with-host');
  if (!first || redirectTarget(first) === null) return null;
  const walk: RedirectWalk = { answers: [first], next: null, loop: false, elsewhere: null };
  const visited = new Set<string>();
  for (let step = 1; step <= most; step++) {
    const url = redirectTarget(walk.answers.at(-1));
    if (url === null) return walk;
    if (visited.has(url.href)) return { ...walk, loop: true };
    visited.add(url.href);
    const port = portOf(view.question, url);
    if (port === null) return walk;
    if (port !== view.question.port && port !== view.question.httpPort) return { ...walk, elsewhere: port };
    const next = stepTo(view.question, url, port, step);
    const known = view.find(next.plan);
    if (!known) return { ...walk, next };
    walk.answers.push(known);
  }
  return walk;
}

/** The standard ports stand for those that were asked about; null: neither http nor https, or a port that was not given. */
function portOf(question: Question, url: URL): number | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? question.port : question.httpPort;
}

function stepTo(question: Question, url: URL, port: number, step: number): NamedPlan {
  const https = url.protocol === 'https:';
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
