import { tlsToClearPort } from '../../catalogue/lints/tls-to-clear-port.ts';
import { clientCertificate } from '../../catalogue/needs/client-certificate.ts';
import { tls } from '../../catalogue/needs/tls.ts';
import { argument, has } from '../../haproxy/model/setting.ts';
import { handshakeComplete } from '../../observation.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit, withoutEdits, wordsEdit } from './edit.ts';
import { ownSpan, standsElsewhere, statementAt } from './edit-place.ts';
import { type Traffic, wantsTls } from './traffic.ts';

/**
 * `ssl` where the port speaks TLS and traffic comes in clear text; without it where the port speaks clear text alone.
 * @param patient the server
 * @param traffic its traffic
 * @returns the edits
 */
export function sslEdits(patient: Patient, traffic: Traffic): CureEdit[] {
  const { server } = patient.target;
  if (wantsTls(patient, traffic) && !has(server, 'ssl')) return [sslEdit(patient)];
  if (!has(server, 'ssl') || !isClear(patient, traffic)) return [];
  const why = { because: tlsToClearPort.code, since: '1.8' } as const;
  const inherited = server.settings.get('ssl');
  if (inherited && standsElsewhere(server, inherited)) return [serverEdit(patient, ['no-ssl'], why)];
  return withoutEdits(patient, /^ssl$/, { ...why, since: '1.5' });
}

/** `no-ssl` on its own line stands where `ssl` is to stand. */
function sslEdit(patient: Patient): CureEdit {
  const { at } = patient.target.server;
  const why = { because: tls.code, since: '1.5' } as const;
  const statement = statementAt(patient.configuration, at);
  const off = statement && ownSpan(statement, 'no-ssl');
  if (!off) return serverEdit(patient, ['ssl'], why);
  return { ...wordsEdit(patient, { at, from: off.from, to: off.to }, ['ssl'], why), scope: 'server' };
}

/** What came back of a ClientHello was no TLS, or no handshake ever stood while clear text was served. */
function isClear({ result, wanted, question, target }: Patient, { rows, fails }: Traffic): boolean {
  if (!fails || result.needs.includes('tls')) return false;
  if (rows.some(({ seen }) => seen?.failure?.kind === 'not-tls')) return true;
  if (target.proxy.mode !== 'http' || wanted.ssl) return false;
  return !result.observations.some((o) => o.plan.port === question.port && handshakeComplete(o));
}

/**
 * The client certificate that the backend demands, where one is known.
 * @param patient the server
 * @param traffic its traffic
 * @returns the edit
 */
export function certificateEdits(patient: Patient, traffic: Traffic): CureEdit[] {
  const { wanted, target } = patient;
  if (wanted.crt === null || !traffic.here || argument(target.server, 'crt') === wanted.crt) return [];
  return [serverEdit(patient, ['crt', wanted.crt], { because: clientCertificate.code, since: '1.5' })];
}
