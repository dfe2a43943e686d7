import type { CheckReason } from '../../log-types.ts';
import { statusOfPhrase } from './status-text.ts';
import type { Symptom } from './symptom.ts';
import { certificates } from './symptoms/certificates.ts';
import { checks } from './symptoms/checks.ts';
import { connection } from './symptoms/connection.ts';
import { passed } from './symptoms/passed.ts';
import { statusSymptom } from './symptoms/statuses.ts';

/** What HAProxy says of a check, as far as it decides what it means. */
export type CheckWords = Pick<CheckReason, 'status' | 'code' | 'info'>;

/**
 * What a check's status, code and info mean, by what real HAProxy does (haproxy v3.4.0 src/check.c:300 and 802,
 * src/connection.c:958; measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7).
 * @param check a `check_status` word with what stood beside it
 * @returns null: the word is none of HAProxy's
 */
export function healthSymptom(check: CheckWords): Symptom | null {
  const { status, info } = check;
  // Up to 2.1 an `http-check expect` puts the status into the info alone (haproxy v2.0.0 src/checks.c:2510).
  const told = /^HTTP status check returned code <?(\d{3})/.exec(info ?? '')?.[1];
  const phrase = status === 'L7STS' && !check.code ? statusOfPhrase(info ?? '') : null;
  const code = told === undefined ? (phrase ?? check.code) : Number(told);
  if (status === 'L7STS' || status === 'L7OK' || status === 'L7OKC') {
    const content = info !== null && contentInfo.test(info) ? checks.content : null;
    if (status === 'L7STS')
      return code === null || code === 0 ? (content ?? checks.L7STS) : (content ?? statusSymptom(code));
    return passed(status, code);
  }
  for (const [of, pattern, symptom] of byInfo)
    if (of.includes(status ?? '') && pattern.test(info ?? '')) return symptom;
  return (checks as Record<string, Symptom>)[status ?? ''] ?? passed(status ?? '', code);
}

/** What was expected of an answer beside its status (haproxy v3.4.0 src/tcpcheck.c, tcpcheck_expect_onerror_message). */
const contentInfo = /^HTTP (?:content check|header)|^TCPCHK (?:did not match|matched unwanted) content(?!\(status)/;

const reset = /Connection reset by peer|ECONNRESET|Connection error during SSL handshake|Broken pipe|EPIPE/;

/** Texts that say more than the status, the first that fits. */
const byInfo: readonly (readonly [statuses: readonly string[], info: RegExp, symptom: Symptom])[] = [
  [['L4CON', 'L4TOUT', 'SOCKERR'], /Connection refused|ECONNREFUSED/, connection.refused],
  [['L4CON', 'SOCKERR'], /No route to host|Network is unreachable|EHOSTUNREACH|ENETUNREACH/, connection.unreachable],
  [['L4CON', 'L4TOUT', 'SOCKERR'], /Connection timed out|ETIMEDOUT/, connection['connect-timeout']],
  [
    ['L4CON', 'SOCKERR'],
    /Source port range exhausted|bind to source address|Cannot assign requested address|EADDRNOTAVAIL/,
    connection['no-local-address'],
  ],
  [['L4CON', 'SOCKERR'], /Permission denied|Operation not permitted|EACCES|EPERM/, connection['not-permitted']],
  [['L6RSP', 'SOCKERR'], /SSL certificate different from the expected one/, certificates['name-mismatch-expected']],
  [['L6RSP', 'SOCKERR'], /SSL certificate different from the configured one/, certificates['name-mismatch-configured']],
  [['L6RSP'], /SSL client (?:CA chain|certificate)/, certificates['verify-failed']],
  [['L6RSP'], /Message too long|EMSGSIZE/, checks['L6RSP-proxy']],
  [['L6RSP'], /TCPCHK|^\(?tcp-check/, checks['L6RSP-hello']],
  [['L6RSP'], reset, checks['L6RSP-reset']],
  [['L6RSP'], /Connection closed during SSL handshake/, checks['L6RSP-closed']],
  [['SOCKERR'], /SSL fatal error/, checks['SOCKERR-tls']],
  [['SOCKERR'], reset, checks['SOCKERR-reset']],
  [['L7RSP'], /empty response/, checks['L7RSP-empty']],
  [['L7RSP'], contentInfo, checks.content],
];
