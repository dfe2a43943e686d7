import { meetsExpect } from '../expect.ts';
import { failedBeforeRequest, handshakeComplete } from '../observation.ts';
import { planKey, transportKey } from '../plan.ts';
import type { Evidence, Observation, Plan, Question } from '../types.ts';

/**
 * The ways in which a backend may want to be spoken to, in order of preference. Each is a prefix of observation ids:
 * the plans around one way are told apart by it, and the first whose centre was answered is the way judged.
 */
export const ways = [
  '',
  'clear/',
  'alpn-http11/',
  'alpn-h2/',
  'tls12/',
  'tls-legacy/',
  'proxy-v2/',
  'proxy-v1/',
  'clear-proxy-v2/',
  'clear-proxy-v1/',
] as const;

export type Way = (typeof ways)[number];

/** Evidence with the questions that needs and faults ask of it. */
export interface View {
  question: Question;
  /** When it was gathered: what certificates' dates are held against. */
  at: string;
  observations: Observation[];
  repeats: NonNullable<Evidence['repeats']>;
  /** Connections side by side were cut, and made again one after the other. */
  limited: boolean;
  /** How this backend answers; null: in no way that was tried. */
  way: Way | null;
  /** The connection that meets every need, as a check makes it; null: none was answered. */
  centre: Observation | null;
  /** The connection that tells most of the backend: the centre, or what came of trying HAProxy's defaults. */
  primary: Observation | undefined;
  /** An observation of the way judged. */
  get(id: string): Observation | undefined;
  /** An observation by its full id, of whatever way. */
  of(id: string): Observation | undefined;
  /** What is known of a plan: its own observation, or one whose handshake it shares. */
  find(plan: Plan): Observation | undefined;
  /** Whether it got what the user expects of this host. */
  served(observation: Observation | undefined): boolean;
  /** Whether it got the page of another site: a good status, and still not this host. */
  anotherSite(observation: Observation | undefined): boolean;
}

/** Id of the connection that every need is tested against. */
export function centreId(question: Question): 'http-with-host' | 'tls-with-sni' {
  return question.mode === 'tcp' ? 'tls-with-sni' : 'http-with-host';
}

/**
 * Looks at evidence.
 * @param evidence what was seen, whole or so far
 * @returns the view
 */
export function view(evidence: Evidence): View {
  const { question } = evidence;
  const observations = evidence.observations.filter(({ outcome }) => outcome !== 'skipped');
  const byId = new Map(observations.map((o) => [o.id, o]));
  const byPlan = new Map(observations.map((o) => [planKey(o.plan), o]));
  const answered = (o: Observation | undefined): o is Observation =>
    o !== undefined && (question.mode === 'tcp' ? handshakeComplete(o) : o.http !== undefined);
  const expected = (o: Observation | undefined): boolean =>
    answered(o) && (question.mode === 'tcp' || meetsExpect(question.expect, o.http?.status ?? 0));
  const centreOf = (way: Way) => byId.get(way + centreId(question));
  const answeredWays = ways.filter((way) => answered(centreOf(way)));
  const clear = centreOf('clear/');
  // A port that serves clear text needs no TLS, whatever else it speaks; a redirect there is no service.
  const way =
    clear && expected(clear) && !redirectsToHttps(clear)
      ? 'clear/'
      : (answeredWays.find((w) => expected(centreOf(w))) ?? answeredWays[0] ?? null);
  const centre = way === null ? null : (centreOf(way) ?? null);
  // The page that a name which nobody has gets, where this host gets another one.
  const anotherSite = (o: Observation | undefined): boolean =>
    way !== null && sameAnswer(o, byId.get(`${way}http-other-host`)) && !sameAnswer(o, centre ?? undefined);
  return {
    question,
    at: evidence.at,
    observations,
    repeats: evidence.repeats ?? [],
    limited: evidence.limited ?? false,
    way,
    centre,
    primary: centre ?? byId.get(centreId(question)),
    get: (id) => byId.get((way ?? '') + id),
    of: (id) => byId.get(id),
    find: (plan) => byPlan.get(planKey(plan)) ?? sharedHandshake(observations, plan),
    served: (o) => expected(o) && !anotherSite(o),
    anotherSite,
  };
}

/** A handshake that failed fails whatever was to be said over it; one that stands tells all of a plan without request. */
function sharedHandshake(observations: Observation[], plan: Plan): Observation | undefined {
  const key = transportKey(plan);
  return observations.find(
    (o) => transportKey(o.plan) === key && (plan.request === null ? handshakeComplete(o) : failedBeforeRequest(o)),
  );
}

/**
 * Where an answer sends the client.
 * @param o the observation
 * @returns the absolute address of a 3xx answer's Location; null: no redirect, or none that can be read
 */
export function redirectTarget(o: Observation | undefined): URL | null {
  const location = o?.http?.headers.location;
  const status = o?.http?.status ?? 0;
  if (o === undefined || location === undefined || status < 300 || status > 399) return null;
  const base = `${o.plan.tls ? 'https' : 'http'}://${hostOf(o)}${o.plan.request?.path ?? '/'}`;
  return URL.canParse(location, base) ? new URL(location, base) : null;
}

/**
 * Whether an answer only says "ask again over https": the same place, another scheme. Behind a proxy that speaks
 * clear text to the backend this never ends.
 * @param o the observation
 * @returns true for a redirect to https at the very path that was asked
 */
export function redirectsToHttps(o: Observation | undefined): boolean {
  const target = redirectTarget(o);
  if (target === null || target.protocol !== 'https:' || target.pathname !== pathOf(o)) return false;
  // A client that keeps the cookie gets another answer the next time.
  if (o?.http?.headers['set-cookie'] !== undefined) return false;
  // Over TLS the way to another name is a step forward; in clear text every name is sent round the same way.
  return !o?.plan.tls || target.host === hostOf(o);
}

function hostOf(o: Observation): string {
  return o.plan.request?.headers.find(([name]) => name === 'host')?.[1] ?? o.plan.address;
}

function pathOf(o: Observation | undefined): string {
  return (o?.plan.request?.path ?? '/').split('?', 1)[0] as string;
}

/**
 * Whether two answers are the same page.
 * @param a one
 * @param b another
 * @returns true where status, place redirected to and first bytes agree
 */
export function sameAnswer(a: Observation | undefined, b: Observation | undefined): boolean {
  if (!a?.http || !b?.http) return false;
  return (
    a.http.status === b.http.status &&
    a.http.body === b.http.body &&
    a.http.headers.location === b.http.headers.location
  );
}
