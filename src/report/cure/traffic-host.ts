import { hostNotServed } from '../../catalogue/faults/host-not-served.ts';
import { host as hostNeed } from '../../catalogue/needs/host.ts';
import type { RequestRule } from '../../haproxy/model/types.ts';
import { sameName } from '../../haproxy/request/header-values.ts';
import { isConstant } from '../../haproxy/request/log-format.ts';
import { nameHeaderEdits } from './check-name-header.ts';
import type { CureEdit, Patient } from './cure.ts';
import { lineEdit, wordsEdit } from './edit.ts';
import { samePlace, sectionAt } from './edit-place.ts';
import { nameOf, type Traffic } from './traffic.ts';
import { clientNames, type ServedNames } from './traffic-names.ts';
import { requestRulePlace } from './traffic-place.ts';

/**
 * The Host that every request would have to carry for the backend to answer it, where clients ask for another one.
 * @param patient the server
 * @param traffic its traffic
 * @param served the names that it is asked for
 * @returns the name; null: clients are answered under their own, or they ask for several
 */
export function hostToSet(patient: Patient, traffic: Traffic, served: ServedNames): string | null {
  const { rows, passed } = traffic;
  const { target, question } = patient;
  const wanted = nameOf(question.hostHeader ?? '');
  if (wanted === null || passed || target.proxy.mode !== 'http' || served.pattern) return null;
  if (!rows.some(({ fails, asks }) => fails && asks !== wanted)) return null;
  return clientNames(patient, traffic, wanted).length > 1 ? null : wanted;
}

/**
 * Whether a backend was seen to refuse what clients ask for, once a connection stood.
 * @param traffic what was seen
 * @param wanted the Host that it answers to
 * @returns true where another Host got an error
 */
export function refusesHost({ rows }: Traffic, wanted: string): boolean {
  return rows.some(({ fails, asks, seen }) => fails && asks !== wanted && seen?.http !== undefined);
}

/**
 * `http-request set-header Host`: the wrong name of such a rule is replaced, else a rule is added (HAProxy manual,
 * `http-request set-header`).
 * @param patient the server
 * @param traffic its traffic
 * @param name the Host to be set
 * @returns the edit; empty where no line can hold it
 */
export function hostEdits(patient: Patient, traffic: Traffic, name: string): CureEdit[] {
  const because = patient.result.needs.includes('host') ? hostNeed.code : hostNotServed.code;
  const why = { because, since: '1.5' } as const;
  const { configuration, target } = patient;
  // It comes behind all rules.
  const after = nameHeaderEdits(patient);
  if (after.length > 0 && traffic.rows.every(({ host }) => nameOf(host ?? '') === name)) return after;
  const rule = wrongRule(patient, traffic);
  if (rule) {
    // Words of the line: `http-request set-header Host NAME`.
    const edit = wordsEdit(patient, { at: rule.at, from: 3, to: 4 }, [name], why);
    return [...after, { ...edit, text: `http-request set-header Host ${name}` }];
  }
  const place = requestRulePlace(configuration, target.proxy);
  return place ? [...after, lineEdit(patient, place, ['http-request', 'set-header', 'Host', name], why)] : [];
}

/** The one rule of the section itself that gives failing requests their Host. */
function wrongRule({ target, configuration }: Patient, { rows }: Traffic): RequestRule | null {
  const { proxy } = target;
  const [rule, ...others] = proxy.requestRules.filter(
    ({ action, args }) => action === 'set-header' && sameName(args[0]?.text ?? '', 'host'),
  );
  const value = rule?.args[1]?.text ?? '';
  if (!rule || others.length > 0 || !isConstant(value)) return null;
  const name = nameOf(value);
  if (!rows.some(({ fails, asks }) => fails && asks === name)) return null;
  const own = sectionAt(configuration, proxy.at)?.lines.some(({ at }) => samePlace(at, rule.at));
  return own ? rule : null;
}
