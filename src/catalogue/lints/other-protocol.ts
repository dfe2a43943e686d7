import { argument } from '../../haproxy/model/setting.ts';
import type { Plan } from '../../types.ts';
import type { Lint, Subject } from '../lint.ts';
import { checkFails, fails } from './outcome.ts';
import { checkOf, placeOf } from './setting.ts';

/** Services that begin in clear text and turn to TLS on request: HAProxy has no STARTTLS (IANA service names; RFC 3207, 2595, 4511). */
const inClear = new Map([
  [21, 'FTP'],
  [25, 'SMTP'],
  [110, 'POP3'],
  [143, 'IMAP'],
  [389, 'LDAP'],
  [587, 'SMTP submission'],
  [3306, 'MySQL'],
  [5222, 'XMPP'],
  [5432, 'PostgreSQL'],
]);

/** Services that are TLS from the first byte, and not HTTP (RFC 8314 and the IANA service names). */
const overTls = new Map([
  [465, 'SMTP over TLS'],
  [636, 'LDAP over TLS'],
  [853, 'DNS over TLS'],
  [990, 'FTP over TLS'],
  [993, 'IMAP over TLS'],
  [995, 'POP3 over TLS'],
  [5671, 'AMQP over TLS'],
  [8883, 'MQTT over TLS'],
]);

/** What HAProxy says to a port that is known for something else. */
export const otherProtocol: Lint = {
  id: 'other-protocol',
  code: 'SNI339',
  title: 'the port is that of a service which does not begin so',
  severity: 'warning',
  found(subject) {
    const { server, sent, predicted } = subject;
    const checks = sent.check?.legs.map(({ plan }) => plan) ?? [];
    const traffic = sent.traffic.flatMap(({ plan, passed }) => (plan && !passed ? [plan] : []));
    const direct = argument(server, 'alpn')?.includes('postgresql') ?? false;
    const hello = [...checks, ...traffic].find(({ port, tls }) => tls !== null && inClear.has(port) && !direct);
    if (hello)
      return {
        at: placeOf(server, checks.includes(hello) ? 'check-ssl' : 'ssl', 'ssl'),
        because: `Port ${hello.port} is that of ${inClear.get(hello.port)}, which begins in clear text and turns to TLS when it is asked to (STARTTLS and its like). HAProxy begins with a ClientHello.`,
        advice: [
          `Leave out \`ssl\` and \`check-ssl\`, and let clients negotiate TLS with the service themselves${instead(hello.port)}.`,
        ],
        fixable: true,
        ...(checkFails(subject) || predicted.traffic.some(fails) ? { severity: 'error' } : {}),
      };
    return ofRequest(subject, checks);
  },
};

function instead(port: number): string {
  const tlsPort = new Map([
    [25, 465],
    [110, 995],
    [143, 993],
    [389, 636],
    [587, 465],
  ]).get(port);
  if (tlsPort !== undefined) return `; or use port ${tlsPort}, where the service is TLS from the first byte`;
  return port === 5432 ? '; PostgreSQL 17 and later takes TLS at once with `alpn postgresql`' : '';
}

function ofRequest(subject: Subject, checks: readonly Plan[]) {
  const asked = checks.find(({ port, request }) => request !== null && overTls.has(port));
  const check = checkOf(subject);
  if (!asked || check?.type !== 'httpchk') return null;
  return {
    at: check.at ?? subject.server.at,
    because: `Port ${asked.port} is that of ${overTls.get(asked.port)}, and the check sends an HTTP request there.`,
    advice: [
      'Leave out `option httpchk` for this backend: `check` with `ssl` (else `check-ssl`) and `check-sni NAME` shakes hands and is content. What the service says may be held to a greeting with `option tcp-check`.',
    ],
    fixable: true,
    ...(checkFails(subject) ? { severity: 'error' as const } : {}),
  };
}
