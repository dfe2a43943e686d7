import { noServerName } from '../../catalogue/needs/no-server-name.ts';
import { has } from '../../haproxy/model/setting.ts';
import { introduced, since } from '../../haproxy/versions.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit, withoutEdits } from './edit.ts';

/**
 * Whether the backend serves its site only to those who send no server name.
 * @param patient the server
 * @returns true where that is what it needs
 */
export function wantsNoName({ result }: Patient): boolean {
  return result.findings.some(({ code }) => code === noServerName.code);
}

/**
 * No server name where the backend wants none: the words that send one go, and HAProxy takes none from the Host either.
 * @param patient the server
 * @returns the edits; empty where a name is welcome
 */
export function namelessEdits(patient: Patient): CureEdit[] {
  if (!wantsNoName(patient)) return [];
  const { server, version } = patient.target;
  const why = { because: noServerName.code, since: '1.8' } as const;
  const automatic = since(version, introduced.automaticSni) ? ['no-sni-auto', 'no-check-sni-auto'] : [];
  return [
    ...withoutEdits(patient, /^(?:check-)?sni$/, why),
    ...automatic
      .filter((keyword) => !has(server, keyword))
      .map((keyword) => serverEdit(patient, [keyword], { ...why, since: introduced.automaticSni })),
  ];
}
