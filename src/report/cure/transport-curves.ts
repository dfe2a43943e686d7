import { curves } from '../../catalogue/needs/curves.ts';
import { argument } from '../../haproxy/model/setting.ts';
import { introduced } from '../../haproxy/versions.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit } from './edit.ts';

/**
 * Groups that make the ClientHello small again, where the backend does not take the one of newer TLS libraries. An older
 * HAProxy has no word for them: there it is the TLS version that is bounded.
 * @param patient the server
 * @returns the edit; none where the groups are named already
 */
export function curvesEdits(patient: Patient): CureEdit[] {
  const { wanted, target } = patient;
  if (wanted.curves === null || argument(target.server, 'curves') === wanted.curves) return [];
  return [serverEdit(patient, ['curves', wanted.curves], { because: curves.code, since: introduced.serverCurves })];
}
