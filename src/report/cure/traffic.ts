import type { Trust } from '../../haproxy/sent.ts';
import type { Observation, Plan } from '../../types.ts';
import { goesRound, trafficFails } from '../check/question.ts';
import type { Patient } from './cure.ts';

/** What one client's request becomes, and what comes of it. */
export interface TrafficRow {
  /** The name that the client asks for; null: none is known. */
  host: string | null;
  plan: Plan;
  trust: Trust;
  seen: Observation | null;
  /** The client gets an error, or is sent round. */
  fails: boolean;
  /** The Host that reaches the server, without its port; null: none, or an address. */
  asks: string | null;
}

/** The traffic of a server to the place that was asked what it needs. */
export interface Traffic {
  /** Empty: traffic goes elsewhere, or none reaches the server. */
  rows: TrafficRow[];
  /** Clients bring their own TLS, which is passed through. */
  passed: boolean;
  fails: boolean;
  /** The server's own place is what was asked, though no request may reach it just now (`weight 0`). */
  here: boolean;
}

/**
 * The traffic of a server, as far as its patient's question is about it.
 * @param patient the server
 * @returns a row for each client
 */
export function trafficOf({ target, outcomes, question }: Patient): Traffic {
  const rows = target.sent.traffic.flatMap(({ host, plan: sent, trust }, i): TrafficRow[] => {
    const plan = outcomes.plans[i] ?? sent;
    if (!plan || plan.address !== question.address || plan.port !== question.port) return [];
    const seen = outcomes.seen.traffic[i] ?? null;
    const fails = (outcomes.traffic[i] ?? []).some(trafficFails) || goesRound(target, seen);
    return [{ host, plan, trust, seen, fails, asks: bareHost(plan) }];
  });
  const idle = target.proxy.mode === 'http' && target.sent.traffic.every(({ plan }) => plan === null);
  return {
    rows,
    passed: target.sent.traffic.some(({ passed }) => passed),
    fails: rows.some(({ fails }) => fails),
    here: rows.length > 0 || (idle && target.address === question.address && target.port === question.port),
  };
}

/** A name alone is asked for under TLS: no address, no port (RFC 6066, section 3). Of two Hosts neither counts. */
function bareHost({ request }: Plan): string | null {
  const [host, ...others] = request?.headers.filter(([name]) => name.toLowerCase() === 'host') ?? [];
  return host && others.length === 0 ? nameOf(host[1]) : null;
}

/**
 * Takes the name out of a Host.
 * @param host `www.example.test:8443`
 * @returns `www.example.test`; null: an address, or nothing that can stand in `str()`
 */
export function nameOf(host: string): string | null {
  const name = host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
  return /^(?!-)[\w-]+(?:\.[\w-]+)*$/.test(name) && !/^[\d.]+$/.test(name) ? name : null;
}

/**
 * Whether the port speaks TLS and HAProxy is to speak it there for its clients.
 * @param patient the server
 * @param traffic its traffic
 * @returns false for a passthrough, and where the port does not need it
 */
export function wantsTls({ result }: Patient, { here, passed }: Traffic): boolean {
  return here && !passed && result.needs.includes('tls');
}
