import { meetsExpect } from '../expect.ts';
import { parseHostName } from '../host-name.ts';
import { failedBeforeRequest, handshakeComplete } from '../observation.ts';
import { planKey, transportKey } from '../plan.ts';
import type { Evidence, HttpsPromises, Observation, Plan, Question } from '../types.ts';
import { isUnavailable } from './answers/grpc.ts';

/**
 * The ways in which a backend may want to be spoken to, in order of preference. Each is a prefix of observation ids:
 * the plans around one way are told apart by it, and the first whose centre was answered is the way judged.
 */
export const ways = [
  '',
  'clear/',
  'alpn-http11/',
  'alpn-h2/',
  'clear-h2/',
  'tls12/',
  'level0/',
  'tls-legacy/',
  'nameless/',
  'proxy-v2/',
  'proxy-v1/',
  'clear-proxy-v2/',
  'clear-proxy-v1/',
] as const;

export type Way = (typeof ways)[number];

/** Prefix of the observations of a way whose requests of the check carry a User-Agent, as those of traffic do anyway. */
export const withAgent = 'user-agent/';

/** Evidence with the questions that needs and faults ask of it. */
export interface View {
  question: Question;
  /** When it was gathered: what certificates' dates are held against. */
  at: string;
  observations: Observation[];
  repeats: NonNullable<Evidence['repeats']>;
  /** Connections side by side were cut, and made again one after the other. */
  limited: boolean;
  /** What the DNS promises of the host; null: it was not asked, or did not answer. */
  https: HttpsPromises | null;
  /** How this backend answers; null: in no way that was tried. */
  way: Way | null;
  /** The check is answered as it should be with a User-Agent alone: every request of it carries one. */
  userAgent: boolean;
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
    answered(o) &&
    (question.mode === 'tcp' || (meetsExpect(question.expect, o.http?.status ?? 0) && !isUnavailable(o)));
  const plainOf = (way: Way) => byId.get(way + centreId(question));
  const agentOf = (way: Way) => byId.get(withAgent + way + centreId(question));
  const wantsAgent = (way: Way) => expected(agentOf(way)) && !expected(plainOf(way));
  const centreOf = (way: Way) => (wantsAgent(way) ? agentOf(way) : plainOf(way));
  // Without its name some site answers; whether it is the right one, its certificate says or that another gets another page.
  const isRightSite = (): boolean => {
    const seen = centreOf('nameless/');
    const other = byId.get('nameless/http-other-host');
    return (
      expected(seen) && (seen?.tls?.matchesHost === true || (other?.http !== undefined && !sameAnswer(seen, other)))
    );
  };
  // An alert, or a handshake, comes from a TLS port: what that says to clear text is only that it is one.
  const isTlsPort = plainOf('')?.failure?.kind === 'alert' || handshakeComplete(plainOf(''));
  const isWay = (way: Way): boolean => (way === 'nameless/' ? isRightSite() : way !== 'clear/' || !isTlsPort);
  const answeredWays = ways.filter((way) => answered(centreOf(way)) && isWay(way));
  const clear = centreOf('clear/');
  // A port that serves clear text needs no TLS, whatever else it speaks; a redirect there is no service.
  const way =
    clear && expected(clear) && !redirectsToHttps(clear)
      ? 'clear/'
      : (answeredWays.find((w) => expected(centreOf(w))) ?? answeredWays[0] ?? null);
  const centre = way === null ? null : (centreOf(way) ?? null);
  const userAgent = way !== null && wantsAgent(way);
  const get = (id: string): Observation | undefined => {
    // What is said before the check's request, and instead of it, is the same with and without.
    const prefix = userAgent && !/^(?:tls|traffic)-/.test(id) ? withAgent : '';
    return byId.get(prefix + (way ?? '') + id) ?? (way === 'nameless/' ? byId.get(twins[id] ?? '') : undefined);
  };
  // The page that a name which nobody has gets, where this host gets another one.
  const anotherSite = (o: Observation | undefined): boolean =>
    way !== null && sameAnswer(o, get('http-other-host')) && !sameAnswer(o, centre ?? undefined);
  return {
    question,
    at: evidence.at,
    observations,
    repeats: evidence.repeats ?? [],
    limited: evidence.limited ?? false,
    https: evidence.https ?? null,
    way,
    userAgent,
    centre,
    primary: centre ?? byId.get(centreId(question)),
    get,
    of: (id) => byId.get(id),
    find: (plan) => byPlan.get(planKey(plan)) ?? sharedHandshake(observations, plan),
    served: (o) => expected(o) && !anotherSite(o),
    anotherSite,
  };
}

/** Connections without a server name that are made for the first way already. */
const twins: Record<string, string> = {
  'tls-with-sni': 'tls-without-sni',
  'traffic-with-host': 'traffic-without-sni',
};

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

/**
 * The other name that an answer sends the client to for the very page that was asked for, as sites do that go by one name.
 * @param o the observation
 * @returns the name, with its port where it is not the scheme's, fit for a configuration; null: no such redirect
 */
export function canonicalName(o: Observation | undefined): string | null {
  const target = redirectTarget(o);
  if (!o || target === null || !/^https?:$/.test(target.protocol) || target.pathname !== pathOf(o)) return null;
  if (o.http?.headers['set-cookie'] !== undefined) return null;
  // A port says where it is, and not what it is called.
  const bare = (host: string) => host.toLowerCase().replace(/:\d+$/, '');
  if (bare(target.host) === bare(hostOf(o))) return null;
  try {
    const { isAddress } = parseHostName(target.hostname);
    return isAddress ? null : target.host;
  } catch {
    return null;
  }
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
