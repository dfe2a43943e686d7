import type { CureEdit, Patient } from './cure.ts';
import { withSafety } from './safety.ts';
import { type Traffic, trafficOf } from './traffic.ts';
import { forwardedEdits } from './traffic-forwarded.ts';
import { hostEdits, hostToSet, refusesHost } from './traffic-host.ts';
import { methodEdits } from './traffic-method.ts';
import { isOne, type ServedNames, servedNames } from './traffic-names.ts';
import { sniEdits } from './traffic-sni.ts';
import { alpnEdits } from './transport-alpn.ts';
import { cipherEdits } from './transport-ciphers.ts';
import { curvesEdits } from './transport-curves.ts';
import { namelessEdits } from './transport-nameless.ts';
import { proxyEdits } from './transport-proxy.ts';
import { certificateEdits, sslEdits } from './transport-tls.ts';
import { versionEdits } from './transport-versions.ts';
import { type Trust, trustEdits, verifiesNewly } from './trust.ts';

/**
 * The edits of a server's line and of its backend's requests that give both conversations the transport, and traffic the
 * names, that the backend needs, in every way that comes into question: with certificates verified, where they can be,
 * and without; with the names that clients ask for, and with the one that the backend answers to. More than may be needed:
 * each is tried without.
 * @param patient the server
 * @returns sets of edits, the best first; one empty set where the text says all that is needed
 * @throws Error where a word that is needed cannot be written into a configuration
 */
export function transportWays(patient: Patient): CureEdit[][] {
  const traffic = trafficOf(patient);
  const served = servedNames(patient, traffic);
  const other = hostToSet(patient, traffic, served);
  const hosts = other === null ? [null] : refusesHost(traffic, other) ? [other, null] : [null, other];
  const trusts: readonly Trust[] = verifiesNewly(patient, 'wanted') ? ['wanted', 'none'] : ['wanted'];
  const ways = hosts.flatMap((host) => trusts.map((trust) => wayOf(patient, { traffic, served, host, trust })));
  const unique = new Map(ways.map((way) => [JSON.stringify(way.map(({ change }) => change)), way]));
  return [...unique.values()].map((way) => way.map((edit) => withSafety(edit, patient)));
}

interface Way {
  traffic: Traffic;
  served: ServedNames;
  /** The Host to be set; null: that of clients. */
  host: string | null;
  trust: Trust;
}

function wayOf(patient: Patient, { traffic, served, host, trust }: Way): CureEdit[] {
  const several = host === null && !isOne(served);
  const legs = patient.target.sent.check?.legs ?? [];
  const plans = [...traffic.rows, ...legs].map(({ plan }) => plan).filter(({ port }) => port === patient.question.port);
  return [
    ...proxyEdits(patient, traffic),
    ...sslEdits(patient, traffic),
    ...trustEdits(patient, trust, several),
    ...certificateEdits(patient, traffic),
    ...versionEdits(patient, plans),
    ...curvesEdits(patient),
    ...namelessEdits(patient),
    ...cipherEdits(patient),
    ...alpnEdits(patient, traffic),
    ...sniEdits(patient, traffic, served, host, trust),
    ...(host === null ? [] : hostEdits(patient, traffic, host)),
    ...methodEdits(patient, traffic),
    ...forwardedEdits(patient, traffic),
  ];
}
