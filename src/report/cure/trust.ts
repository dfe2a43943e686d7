import { verifyNone } from '../../catalogue/faults/verify-none.ts';
import { tls } from '../../catalogue/needs/tls.ts';
import { argument, has } from '../../haproxy/model/setting.ts';
import { introduced } from '../../haproxy/versions.ts';
import { handshakeComplete } from '../../observation.ts';
import type { CertificateFacts } from '../../types.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit } from './edit.ts';

/** Whom a server's certificate is to convince: as was found to work, or nobody. */
export type Trust = 'wanted' | 'none';

/**
 * Whether the configuration says how certificates of a server are judged. Where it does, that is the operator's choice.
 * @param patient the server
 * @returns false also for `verify required` without the authorities to verify with, which HAProxy refuses over TLS
 *   (measured on 2.6.12 to 3.4.7)
 */
export function trustIsSaid({ target }: Patient): boolean {
  const { server, model } = target;
  const verify = argument(server, 'verify');
  if (verify === null) return model.globals.verifyNone || has(server, 'ca-file');
  return verify === 'none' || has(server, 'ca-file');
}

/**
 * Whether edits make HAProxy verify what nothing verified before.
 * @param patient the server
 * @param trust which way
 * @returns true where they hold `ca-file`
 */
export function verifiesNewly(patient: Patient, trust: Trust): boolean {
  return trust === 'wanted' && patient.wanted.verify !== 'none' && !trustIsSaid(patient);
}

/**
 * How the backend's certificate is judged, where the configuration does not say. HAProxy starts with no TLS towards a
 * server before that is said, be it for its check alone (HAProxy manual, `verify`).
 * @param patient the server
 * @param trust which way
 * @param several several names are served over it: no single one is right
 * @returns the edits; empty where the port speaks no TLS
 */
export function trustEdits(patient: Patient, trust: Trust, several: boolean): CureEdit[] {
  const { result, wanted, target } = patient;
  if (!result.needs.includes('tls') || trustIsSaid(patient)) return [];
  if (trust === 'none' || wanted.verify === 'none')
    return [serverEdit(patient, ['verify', 'none'], { because: verifyNone.code, since: '1.5' })];
  const { caFile } = wanted.verify;
  const since = caFile === '@system-ca' ? introduced.systemCa : '1.5';
  const authority = serverEdit(patient, ['ca-file', caFile], { because: tls.code, since });
  if (wanted.verifyhost === null || several || has(target.server, 'verifyhost')) return [authority];
  return [authority, serverEdit(patient, ['verifyhost', wanted.verifyhost], { because: tls.code, since: '1.5' })];
}

/**
 * The certificate that the backend presents for the name that is asked for.
 * @param patient the server
 * @returns the leaf; null: none was seen
 */
export function presentedFor({ result, question }: Patient): CertificateFacts | null {
  const seen = result.observations.find((o) => o.tls?.sni === question.sni && handshakeComplete(o));
  return seen?.tls?.chain[0] ?? null;
}
