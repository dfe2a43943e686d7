import { method } from '../../catalogue/needs/method.ts';
import type { CureEdit, Patient } from './cure.ts';
import { dropEdit } from './edit.ts';
import { samePlace, sectionAt } from './edit-place.ts';
import type { Traffic } from './traffic.ts';

/**
 * A rule of the section that gives every request a method which the backend refuses goes (HAProxy manual, `http-request
 * set-method`).
 * @param patient the server
 * @param traffic its traffic
 * @returns the edits
 */
export function methodEdits(patient: Patient, { rows }: Traffic): CureEdit[] {
  const { configuration, target, result } = patient;
  // OPTIONS is the method that the need is about.
  const refused = rows.some(({ fails, plan }) => fails && plan.request?.method === 'OPTIONS');
  if (!refused || !result.needs.includes('method')) return [];
  const own = sectionAt(configuration, target.proxy.at)?.lines ?? [];
  return target.proxy.requestRules
    .filter(({ action, args, at }) => {
      const sets = action === 'set-method' && args[0]?.text === 'OPTIONS';
      return sets && own.some((line) => samePlace(line.at, at));
    })
    .map(({ at }) => dropEdit(patient, at, { because: method.code, since: '1.5' }));
}
