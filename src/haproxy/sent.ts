import type { Observation, Plan, TrafficOutcome } from '../types.ts';
import type { CheckBytes, CheckConnect, CheckExpect, CheckSend, CheckType, Unknown } from './model/types.ts';

/** What HAProxy demands of the certificate that comes back. */
export interface Trust {
  verify: 'none' | 'required';
  /** The name it is held to; null: none is checked. */
  name: string | null;
  /** Where that name comes from: the server name that is sent, or `verifyhost`. */
  from: 'sni' | 'verifyhost' | null;
}

/** One connection of a health check. */
export interface CheckLeg {
  plan: Plan;
  trust: Trust;
  /** The rule that opens it; null: HAProxy does so by itself. */
  connect: CheckConnect | null;
  /** What is sent over it and what its answer is held to. */
  rules: (CheckSend | CheckBytes | CheckExpect)[];
}

/**
 * Whether what a rule matches is not known before HAProxy checks.
 * @param rule a rule of a connection
 * @returns true for a rule that expects something that is not known
 */
export function isOpen(rule: CheckLeg['rules'][number]): boolean {
  return rule.action === 'expect' && rule.open.includes('match');
}

/** A whole health check. */
export interface CheckSent {
  type: CheckType;
  /** At least one; the later ones only once the earlier ones have passed. */
  legs: CheckLeg[];
  /** In ms: until the transport stands; from then until the end, null: within the first limit, all together. */
  limits: { connect: number; answer: number | null };
  /** `http-check disable-on-404` */
  disableOn404: boolean;
  /** A variable is set behind everything else: the code of what came before is forgotten. */
  forgetsCode: boolean;
}

/** What a client's request becomes. */
export interface TrafficSent {
  /** The name that the client asks for; null: none is known. */
  host: string | null;
  /** null: nothing reaches the server. */
  plan: Plan | null;
  trust: Trust;
  /** In ms: until the transport stands (`timeout connect`), then until the answer begins (`timeout server`). */
  limits: { connect: number | null; answer: number | null };
  /** Rules that may turn clients away, and are taken not to turn away this one. */
  assumed: Unknown[];
  /** Flags of a persistence cookie in the termination state of an answer; null: there is none. */
  cookie: 'NI' | 'NN' | null;
  /** The client's own TLS is passed through. */
  passed: boolean;
  /** In `mode tcp`, where nothing says whether clients speak TLS: what they send if the server does not. */
  orClear?: Plan;
  /** HAProxy answers by itself (`http-request redirect`, `deny`, `return`); null: it forwards. */
  ended: TrafficOutcome | null;
}

/** What HAProxy sends to a server, as far as it is known. */
export interface Sent {
  /** null: there is no check, or what it sends is not known. */
  check: CheckSent | null;
  traffic: TrafficSent[];
  unknown: Unknown[];
}

/** What came back: an observation per leg of the check, and per client. */
export interface Seen {
  check: (Observation | null)[];
  traffic: (Observation | null)[];
}
