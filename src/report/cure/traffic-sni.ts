import { defaultCertificate } from '../../catalogue/faults/default-certificate.ts';
import { sniFromClientTls } from '../../catalogue/lints/sni-from-client-tls.ts';
import { sniFromHeaderInTcp } from '../../catalogue/lints/sni-from-header-in-tcp.ts';
import { sniHostMismatch } from '../../catalogue/lints/sni-host-mismatch.ts';
import { sniNotAnExpression } from '../../catalogue/lints/sni-not-an-expression.ts';
import { fromHeader } from '../../catalogue/lints/sni-source.ts';
import { sniWithPort } from '../../catalogue/lints/sni-with-port.ts';
import { sni } from '../../catalogue/needs/sni.ts';
import { wrongExpression } from '../../haproxy/model/server-expression.ts';
import { argument, has } from '../../haproxy/model/setting.ts';
import { verifies } from '../../haproxy/server-tls.ts';
import { certificateNames } from '../../haproxy/verify.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit } from './edit.ts';
import { sniChoice } from './sni-choice.ts';
import { type Traffic, type TrafficRow, wantsTls } from './traffic.ts';
import { isOne, type ServedNames } from './traffic-names.ts';
import { wantsNoName } from './transport-nameless.ts';
import { presentedFor, type Trust, verifiesNewly } from './trust.ts';

/**
 * The server name of traffic: `sni` where it is missing, or another one in its place (HAProxy manual, `sni`).
 * @param patient the server
 * @param traffic its traffic
 * @param served the names that it is asked for
 * @param host the Host that another edit sets for every request; null: none does
 * @param trust whom the certificate is to convince
 * @returns the edit; empty where traffic sends the right name already, or needs none
 */
export function sniEdits(
  patient: Patient,
  traffic: Traffic,
  served: ServedNames,
  host: string | null,
  trust: Trust,
): CureEdit[] {
  const { server } = patient.target;
  if ((!has(server, 'ssl') && !wantsTls(patient, traffic)) || traffic.passed || wantsNoName(patient)) return [];
  const wrong = unfit(patient);
  if (wrong === null && traffic.rows.every((row) => sendsRight(row, host))) return [];
  const isNeeded = wrong !== null || needsName(patient, served, trust) || host !== null;
  if (!isNeeded && !(isWrong(patient, traffic) && !isRefused(patient))) return [];
  const choice = sniChoice(patient, traffic, served, host);
  if (choice === null || argument(server, 'sni') === choice.expression) return [];
  return [
    serverEdit(patient, ['sni', choice.expression], {
      because: wrong ?? causeOf(patient, traffic),
      since: '1.6',
      notes: choice.notes,
    }),
  ];
}

/**
 * What is written makes the server name a matter of luck, or keeps HAProxy from starting. In mode tcp a header may be there
 * or not when the connection is made.
 * @returns the code of what is wrong with it; null: nothing is
 */
function unfit({ target, question }: Patient): string | null {
  const { proxy, server, address, port, version } = target;
  const written = server.settings.get('sni') ?? null;
  if (written === null || address !== question.address || port !== question.port) return null;
  if (wrongExpression(written.args[0]?.text ?? '', version) !== null) return sniNotAnExpression.code;
  return proxy.mode === 'tcp' && fromHeader(written) !== null ? sniFromHeaderInTcp.code : null;
}

function sendsRight({ plan, asks }: TrafficRow, host: string | null): boolean {
  const wanted = host ?? asks;
  return wanted === null ? plan.tls !== null : plan.tls?.servername?.toLowerCase() === wanted;
}

/** The backend wants a name, or what is to be verified for the first time is verified under one. */
function needsName(patient: Patient, served: ServedNames, trust: Trust): boolean {
  const { result, wanted } = patient;
  if (result.needs.includes('sni')) return true;
  return verifiesNewly(patient, trust) && (wanted.sni !== null || wanted.verifyhost === null || !isOne(served));
}

/**
 * Clients fail, and a name is sent that is not the right one, or the certificate of another site may be what is verified.
 * In mode tcp only the handshake was tried: what is said over it may want a name too.
 */
function isWrong({ target }: Patient, { rows }: Traffic): boolean {
  const { server, model, proxy } = target;
  const says = has(server, 'sni') || rows.some(({ plan }) => plan.tls?.servername != null);
  return (
    (says || verifies(server, model.globals) || proxy.mode === 'tcp') &&
    rows.some(({ fails, plan }) => fails && plan.tls !== null)
  );
}

/** HAProxy verifies the name that it sends: one that the certificate does not hold would be refused. */
function isRefused(patient: Patient): boolean {
  const { target, question } = patient;
  if (!verifies(target.server, target.model.globals) || question.sni === null) return false;
  const leaf = presentedFor(patient);
  return leaf !== null && !certificateNames(leaf, question.sni);
}

/** What of the text explains it, else what the backend needs. */
function causeOf({ target, result }: Patient, { rows }: Traffic): string {
  const written = argument(target.server, 'sni') ?? '';
  const { mode } = target.proxy;
  const names = rows.map(({ plan }) => plan.tls?.servername ?? null);
  if (mode === 'http' && written.startsWith('ssl_fc_sni')) return sniFromClientTls.code;
  if (names.some((name) => name !== null && /:\d+$/.test(name))) return sniWithPort.code;
  if (names.some((name) => name !== null)) return sniHostMismatch.code;
  return result.needs.includes('sni') ? sni.code : defaultCertificate.code;
}
