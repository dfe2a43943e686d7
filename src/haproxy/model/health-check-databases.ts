import { builtinBytes, builtinExpect, numbered } from './health-check-builtin-rules.ts';
import type { Draft } from './health-check-draft.ts';
import type { Unknown } from './types.ts';

/** What a server says to these checks is taken apart by HAProxy itself. */
const takenApart = 'what HAProxy makes of the answer is not modelled';

/**
 * `option ldap-check`: an anonymous bind, answered by a bind response (haproxy v3.4.0 src/tcpcheck.c:5074).
 * @returns its rules; what is made of an answer that is LDAP is left open
 */
export function ldapRules(): Draft[] {
  const bind = '0\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\0\x80\0';
  const answer = { minRecv: 14, onError: 'Not LDAPv3 protocol' };
  return numbered(
    [builtinBytes(bind), builtinExpect({ kind: 'rbinary', pattern: '^30' }, answer), customExpect('ldap-check')],
    0,
  );
}

/**
 * `option mysql-check`: the greeting of the server, behind a login where somebody is to log in (haproxy v3.4.0
 * src/tcpcheck.c:4840-5070).
 * @param user who logs in; null: nobody
 * @param protocol `post-41`, `pre-41`, `post-80`
 * @param unknown what is not known of them
 * @returns its rules; what is made of an answer is left open
 */
export function mysqlRules(user: string | null, protocol: string, unknown: readonly Unknown[]): Draft[] {
  const greeting = customExpect('mysql-check');
  if (user === null) return numbered([greeting], 1);
  return numbered([{ ...builtinBytes(login(user, protocol)), unknown }, greeting, customExpect('mysql-check')], 1);
}

function login(user: string, protocol: string): string {
  const flags =
    { 'pre-41': '\0\x80\0\0\x01', 'post-80': '\0\x82\x08\0\0\x80\0\x01!' }[protocol] ?? '\0\x82\0\0\0\x80\0\x01!';
  const zeroes = protocol === 'pre-41' ? '' : '\0'.repeat(23);
  const plugin = protocol === 'post-80' ? 'mysql_native_password\0' : '';
  const packet = `${flags}${zeroes}${user}\0\0${plugin}`;
  const header = String.fromCharCode(packet.length & 0xff, packet.length >> 8, 0, 1);
  return `${header}${packet}\x01\0\0\0\x01`;
}

function customExpect(option: string): Draft {
  const draft = builtinExpect({ kind: 'string', pattern: '' }, { open: ['match'] });
  const unknown: Unknown = { ...draft.rule.at, text: option, because: takenApart, affects: 'check', late: true };
  return { ...draft, unknown: [unknown] };
}
