import { host } from '../../catalogue/needs/host.ts';
import type { CureEdit, Patient } from './cure.ts';
import { dropEdit } from './edit.ts';
import { samePlace, sectionAt } from './edit-place.ts';

/**
 * `http-send-name-header Host` puts the server's name into the Host of checks and of clients' requests, whatever they say
 * (measured on 2.6.12 to 3.4.7).
 * @param patient the server
 * @returns the edit that takes it out; empty where the section has no such line of its own
 */
export function nameHeaderEdits(patient: Patient): CureEdit[] {
  const { configuration, target } = patient;
  const { httpSendNameHeader: header, at } = target.proxy;
  if (header?.name.toLowerCase() !== 'host') return [];
  const own = sectionAt(configuration, at)?.lines.some((line) => samePlace(line.at, header.at));
  return own ? [dropEdit(patient, header.at, { because: host.code, since: '1.5' })] : [];
}
