import type { CheckLeg } from '../../haproxy/sent.ts';
import { word } from '../../haproxy/words.ts';
import { isIpLiteral } from '../../host-name.ts';
import type { Plan, ProxyHeader } from '../../types.ts';
import type { Patient } from './cure.ts';
import { type TrafficRow, trafficOf } from './traffic.ts';
import { wantsNoName } from './transport-nameless.ts';

/** What a connection of the check has to have, where it goes. */
export interface Demand {
  tls: boolean;
  /** Server name; null: none is known, or it is clear text. */
  name: string | null;
  /** What ALPN has to offer; null: nothing. */
  alpn: string | null;
  proxy: ProxyHeader | null;
}

/**
 * What a connection of the check has to have: what the backend needs, or what traffic to the same place has.
 * @param patient the server
 * @param leg the connection
 * @returns one for each name that comes into question, the best first; empty: it goes to a place of which nothing is known
 */
export function demandsOf(patient: Patient, leg: CheckLeg): Demand[] {
  const { plan } = leg;
  const { question, wanted, target } = patient;
  if (isSamePlace(plan, question)) {
    const tls = wanted.ssl || wanted.checkSsl;
    const alpn = tls ? (wanted.checkAlpn ?? wanted.alpn) : null;
    return namesOf(patient, tls).map((name) => ({ tls, name, alpn, proxy: wanted.sendProxy }));
  }
  const traffic = target.sent.traffic.find((one) => one.plan !== null && isSamePlace(one.plan, plan))?.plan;
  // Another port is known by what it answered alone.
  if (!traffic) return isClear(patient, leg) ? [{ tls: false, name: null, alpn: null, proxy: null }] : [];
  const { tls, proxy } = traffic;
  const [name = null] = namesOf(patient, tls !== null);
  return [{ tls: tls !== null, name: tls && (tls.servername ?? name), alpn: null, proxy }];
}

function isSamePlace(a: Pick<Plan, 'address' | 'port'>, b: Pick<Plan, 'address' | 'port'>): boolean {
  return a.address === b.address && a.port === b.port;
}

/** Whether a ClientHello was answered in clear text. */
function isClear({ outcomes, target }: Patient, leg: CheckLeg): boolean {
  const seen = outcomes.seen.check[target.sent.check?.legs.indexOf(leg) ?? -1];
  return seen?.failure?.kind === 'not-tls';
}

/** The name under which traffic is answered, and the one that was asked about; null: none is known. */
function namesOf(patient: Patient, tls: boolean): (string | null)[] {
  if (!tls || wantsNoName(patient)) return [null];
  const names = [answered(patient)?.plan.tls?.servername, patient.question.sni];
  const valid = names.filter((name): name is string => typeof name === 'string' && isName(name));
  return valid.length > 0 ? [...new Set(valid)] : [null];
}

/** Traffic that is as it should be. */
function answered(patient: Patient): TrafficRow | undefined {
  const { rows } = trafficOf(patient);
  return rows.find(({ host, fails, seen }) => host !== null && seen !== null && !fails);
}

/** What `check-sni` can hold: no address (RFC 6066, section 3), and nothing that no line can hold. */
function isName(name: string): boolean {
  return !isIpLiteral(name) && isWritable(name);
}

/**
 * The Host that the check has to send: the one that answered traffic carries, else the one that was asked about.
 * @param patient the server
 * @returns null: none is known
 */
export function hostOf(patient: Patient): string | null {
  const { question, wanted } = patient;
  const inCheck = wanted.httpchk?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const host = answered(patient)?.asks ?? question.hostHeader ?? inCheck ?? null;
  return host !== null && isWritable(host) ? host : null;
}

function isWritable(text: string): boolean {
  try {
    word(text);
    return true;
  } catch {
    return false;
  }
}
