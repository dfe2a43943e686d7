import { forwardedProto } from '../../catalogue/needs/forwarded-proto.ts';
import type { CureEdit, Patient } from './cure.ts';
import { lineEdit } from './edit.ts';
import type { Traffic } from './traffic.ts';
import { requestRulePlace } from './traffic-place.ts';

/**
 * `X-Forwarded-Proto: https` for a backend that redirects to https without it, on requests that came over TLS alone: on
 * others it would be a lie.
 * @param patient the server
 * @param traffic its traffic
 * @returns the edit; empty where it is sent already, or not needed
 */
export function forwardedEdits({ target, result, ...patient }: Patient, { rows, passed }: Traffic): CureEdit[] {
  if (!result.needs.includes('forwarded-proto') || passed || target.proxy.mode !== 'http') return [];
  if (rows.every(({ plan }) => plan.request?.headers.some(([name, value]) => name === header && value === 'https')))
    return [];
  const place = requestRulePlace(patient.configuration, target.proxy);
  if (!place) return [];
  const words = ['http-request', 'set-header', 'X-Forwarded-Proto', 'https', 'if', '{', 'ssl_fc', '}'];
  return [lineEdit({ target, result, ...patient }, place, words, { because: forwardedProto.code, since: '1.5' })];
}

const header = 'x-forwarded-proto';
