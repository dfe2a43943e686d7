import { defaultCertificate } from '../../catalogue/faults/default-certificate.ts';
import { sniFromClientTls } from '../../catalogue/lints/sni-from-client-tls.ts';
import { sniFromHeaderInTcp } from '../../catalogue/lints/sni-from-header-in-tcp.ts';
import { sniHostMismatch } from '../../catalogue/lints/sni-host-mismatch.ts';
import { fromHeader } from '../../catalogue/lints/sni-source.ts';
import { sniWithPort } from '../../catalogue/lints/sni-with-port.ts';
import { sni } from '../../catalogue/needs/sni.ts';
import { argument, has } from '../../haproxy/model/setting.ts';
import { verifies } from '../../haproxy/server-tls.ts';
import { certificateNames } from '../../haproxy/verify.ts';
import { handshakeComplete } from '../../observation.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit } from './edit.ts';
import { sniChoice } from './sni-choice.ts';
import { type Traffic, type TrafficRow, wantsTls } from './traffic.ts';
import { isOne, type ServedNames } from './traffic-names.ts';
import { type Trust, verifiesNewly } from './trust.ts';

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
  if ((!has(server, 'ssl') && !wantsTls(patient, traffic)) || traffic.passed) return [];
  const byLuck = isLuck(patient);
  if (!byLuck && traffic.rows.every((row) => sendsRight(row, host))) return [];
  const isNeeded = byLuck || needsName(patient, served, trust) || host !== null;
  if (!isNeeded && !(isWrong(patient, traffic) && !isRefused(patient))) return [];
  const choice = sniChoice(patient, traffic, served, host);
  if (choice === null || argument(server, 'sni') === choice.expression) return [];
  return [
    serverEdit(patient, ['sni', choice.expression], {
      because: causeOf(patient, traffic),
      since: '1.6',
      notes: choice.notes,
    }),
  ];
}

/** In mode tcp a header may be there or not when the connection is made: what is sent cannot be known. */
function isLuck({ target, question }: Patient): boolean {
  const { proxy, server, address, port } = target;
  if (address !== question.address || port !== question.port) return false;
  return proxy.mode === 'tcp' && fromHeader(server.settings.get('sni') ?? null) !== null;
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

/** Clients fail, and a name is sent that is not the right one, or the certificate of another site may be what is verified. */
function isWrong({ target }: Patient, { rows }: Traffic): boolean {
  const { server, model } = target;
  const says = has(server, 'sni') || rows.some(({ plan }) => plan.tls?.servername != null);
  return (says || verifies(server, model.globals)) && rows.some(({ fails, plan }) => fails && plan.tls !== null);
}

/** HAProxy verifies the name that it sends: one that the certificate does not hold would be refused. */
function isRefused({ target, result, question }: Patient): boolean {
  if (!verifies(target.server, target.model.globals) || question.sni === null) return false;
  const seen = result.observations.find((o) => o.tls?.sni === question.sni && handshakeComplete(o));
  const leaf = seen?.tls?.chain[0];
  return leaf !== undefined && !certificateNames(leaf, question.sni);
}

/** What of the text explains it, else what the backend needs. */
function causeOf(patient: Patient, { rows }: Traffic): string {
  const { target, result } = patient;
  const written = argument(target.server, 'sni') ?? '';
  const { mode } = target.proxy;
  const names = rows.map(({ plan }) => plan.tls?.servername ?? null);
  if (mode === 'http' && written.startsWith('ssl_fc_sni')) return sniFromClientTls.code;
  if (isLuck(patient)) return sniFromHeaderInTcp.code;
  if (names.some((name) => name !== null && /:\d+$/.test(name))) return sniWithPort.code;
  if (names.some((name) => name !== null)) return sniHostMismatch.code;
  return result.needs.includes('sni') ? sni.code : defaultCertificate.code;
}
