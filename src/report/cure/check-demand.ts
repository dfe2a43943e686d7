import type { CheckLeg } from '../../haproxy/sent.ts';
import { word } from '../../haproxy/words.ts';
import { isIpLiteral } from '../../host-name.ts';
import type { Plan, ProxyHeader } from '../../types.ts';
import type { Patient } from './cure.ts';

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
 * @returns null: it goes to a place of which nothing is known
 */
export function demandOf(patient: Patient, { plan }: CheckLeg): Demand | null {
  const { question, wanted, target } = patient;
  const name = serverName(patient);
  if (isSamePlace(plan, question)) {
    const tls = wanted.ssl || wanted.checkSsl;
    return {
      tls,
      name: tls ? name : null,
      alpn: tls ? (wanted.checkAlpn ?? wanted.alpn) : null,
      proxy: wanted.sendProxy,
    };
  }
  const traffic = target.sent.traffic.find((one) => one.plan !== null && isSamePlace(one.plan, plan))?.plan;
  if (!traffic) return null;
  const { tls, proxy } = traffic;
  return { tls: tls !== null, name: tls && (tls.servername ?? name), alpn: null, proxy };
}

function isSamePlace(a: Pick<Plan, 'address' | 'port'>, b: Pick<Plan, 'address' | 'port'>): boolean {
  return a.address === b.address && a.port === b.port;
}

/** A name that `check-sni` can hold: no address (RFC 6066, section 3), and nothing that no line can hold. */
function serverName({ question: { sni } }: Patient): string | null {
  return sni !== null && !isIpLiteral(sni) && isWritable(sni) ? sni : null;
}

/**
 * The Host that the check has to send.
 * @param patient the server
 * @returns null: none is known
 */
export function hostOf({ question, wanted }: Patient): string | null {
  const inCheck = wanted.httpchk?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const host = question.hostHeader ?? inCheck ?? null;
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
