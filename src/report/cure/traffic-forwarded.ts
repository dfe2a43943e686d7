import { forwardedHeaders, isForwarded } from '../../catalogue/forwarded-headers.ts';
import { forwardedProto } from '../../catalogue/needs/forwarded-proto.ts';
import type { CureEdit, Patient } from './cure.ts';
import { lineEdit } from './edit.ts';
import type { Traffic } from './traffic.ts';
import { requestRulePlace } from './traffic-place.ts';

/**
 * `X-Forwarded-Proto: https`, or the header that it wants in its place, for a backend that redirects to https without it, on requests that came over TLS alone: on
 * others it would be a lie.
 * @param patient the server
 * @param traffic its traffic
 * @returns the edit; empty where it is sent already, or not needed
 */
export function forwardedEdits({ target, result, ...patient }: Patient, { rows, passed }: Traffic): CureEdit[] {
  if (!result.needs.includes('forwarded-proto') || passed || target.proxy.mode !== 'http') return [];
  const [name, value] = patient.wanted.setHeaders.find(([name]) => isForwarded(name)) ?? forwardedHeaders[0] ?? [];
  if (!name || !value) return [];
  if (rows.every(({ plan }) => plan.request?.headers.some(([n, v]) => n === name.toLowerCase() && v === value)))
    return [];
  const place = requestRulePlace(patient.configuration, target.proxy);
  if (!place) return [];
  const words = ['http-request', 'set-header', name, value, 'if', '{', 'ssl_fc', '}'];
  return [lineEdit({ target, result, ...patient }, place, words, { because: forwardedProto.code, since: '1.5' })];
}
