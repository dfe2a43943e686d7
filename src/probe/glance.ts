import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SecureContext } from 'node:tls';
import type { Glance } from '../matrix-types.ts';
import type { Failure, HttpFacts, Observation, Plan, RequestPlan } from '../types.ts';
import { type Credentials, exchange } from './exchange.ts';
import { refusedSettings } from './failure.ts';
import { failureMessage } from './failure-message.ts';
import { sharedContext } from './glance-context.ts';
import { look } from './glance-fast.ts';
import { leafFacts } from './glance-leaf.ts';
import { shortageOf } from './glance-shortage.ts';
import { wholeLimit } from './http-facts.ts';

export interface GlanceOptions {
  /** The most that the connection and its answer may take, in ms. */
  timeout: number;
  /** The same object for all glances that trust and present the same. */
  credentials: Credentials;
  /** Name that `matchesHost` is judged against; null: none. */
  host: string | null;
  /** Whether to hash the body to its end. */
  wholeBody: boolean;
  signal?: AbortSignal;
}

/** A glance, and what is left of its connection. */
export interface Glanced {
  glance: Glance;
  /** Fulfilled when the peer can have seen the end of the connection, which counts until then; never rejects. */
  closed: Promise<void>;
  /** Made for it, one after the other: two where only a second look could name the failure of a handshake. */
  connections: number;
}

// A peer that counts its connections has seen the end of the first one by then, in ms.
const turn = 5;

// How long the peer's end is waited for after ours, in ms.
const linger = 100;

/**
 * Performs a plan over one connection, as far as a cell needs it, in as little time of this machine as that takes.
 * Whatever the backend does is a glance; nothing is judged. A request that says `connection: close` lets the peer end
 * first: then its side keeps the port of the connection, not ours, and tens of thousands can follow each other.
 *
 * Of a handshake that broke off, the TLS library does not tell what had come in. Where only that could name the failure
 * (`not-tls`, an alert as a warning), {@link exchange} has a second look, and is believed where it sees one of these.
 *
 * @param plan one connection
 * @param options as of {@link GlanceOptions}
 * @returns the glance, as soon as the answer is known; rejects with an AbortError when the signal is aborted
 * @throws TypeError or RangeError for a plan that no connection can be made of, as {@link exchange} does
 */
export async function glance(plan: Plan, options: GlanceOptions): Promise<Glanced> {
  if (!isFast(plan)) return slow(plan, options);
  let context: (() => SecureContext) | null;
  try {
    context = plan.tls && sharedContext(plan.tls, options.credentials);
  } catch (error) {
    const refusal = error instanceof Error && 'code' in error ? refusedSettings(String(error.code)) : null;
    if (!refusal) throw error;
    return { glance: { outcome: 'failed', failure: refusal, ms: 0 }, closed: Promise.resolve(), connections: 0 };
  }
  const seen = await look(plan, { ...options, context });
  if (!seen.veiled || !seen.glance.failure) return { glance: seen.glance, closed: seen.closed, connections: 1 };
  await seen.closed;
  await sleep(turn);
  const left = options.timeout - seen.glance.ms;
  if (left < 1) return { glance: seen.glance, closed: seen.closed, connections: 1 };
  const second = await slow(plan, { ...options, timeout: left });
  const failure = unveiled(seen.glance.failure, second.glance.failure);
  return { glance: { ...seen.glance, failure }, closed: second.closed, connections: 2 };
}

/**
 * What a glance would have seen of a connection that {@link exchange} made.
 * @param observation of a plan that was performed
 * @param wholeBody whether its body is asked for; it is known where the plan asked for the whole answer
 * @returns the glance; without the backend's TLS where the handshake was not completed
 */
export function glanceOf(observation: Observation, wholeBody: boolean): Glance {
  const { outcome, failure, tls, http, at, ms } = observation;
  const glance: Glance = { outcome: outcome === 'passed' ? 'passed' : 'failed', ms };
  if (failure) glance.failure = failure;
  if (tls && at?.tls !== undefined) {
    const { version, alpn, chain, trusted, reason, matchesHost } = tls;
    glance.tls = { version, alpn, leaf: chain[0] ? leafFacts(chain[0]) : null, trusted, reason, matchesHost };
  }
  if (http) {
    const { whole, ...facts } = http;
    glance.http = facts;
    if (wholeBody) glance.bodySha256 = whole ? bodyHash(whole) : null;
  }
  return glance;
}

// What is as long as the most that is kept may have been cut.
function bodyHash({ body, complete }: NonNullable<HttpFacts['whole']>): string | null {
  return complete && body.length < wholeLimit ? createHash('sha256').update(body, 'latin1').digest('hex') : null;
}

/** What there is no fast way for: HTTP/2, and what is no request. */
function isFast({ tls, request, dialogue }: Plan): boolean {
  if (dialogue || tls?.hello) return false;
  return request === null || (request.version !== '2' && !request.byAlpn && !request.whole);
}

async function slow(plan: Plan, { wholeBody, ...options }: GlanceOptions): Promise<Glanced> {
  const request: RequestPlan | null = wholeBody && plan.request ? { ...plan.request, whole: true } : plan.request;
  const named = { id: 'glance', title: 'glance', plan: { ...plan, request } };
  const { observation, closed } = await exchange(named, { ...options, linger });
  const seen = glanceOf(observation, wholeBody);
  const { failure } = seen;
  const shortage = failure?.stage === 'connect' ? shortageOf(failure.code, plan.source !== null) : undefined;
  if (shortage !== undefined) seen.shortage = shortage;
  return { glance: seen, closed, connections: 1 };
}

/** A second connection may fare otherwise: it does not undo what happened to the first. */
function unveiled(first: Failure, second: Failure | undefined): Failure {
  if (second?.stage === 'tls' && (second.kind === 'not-tls' || second.kind === 'alert')) return second;
  if (first.code !== 'ERR_SSL_WRONG_VERSION_NUMBER') return first;
  return { ...first, kind: 'not-tls', message: failureMessage({ ...first, kind: 'not-tls', received: null }) };
}
