import type { CheckConnect } from '../../haproxy/model/types.ts';
import type { Lint, Subject } from '../lint.ts';
import { checkFails } from './outcome.ts';
import { checkOf, connects, listed } from './setting.ts';

/** A `connect` rule takes nothing of the server line unless it says `default` (haproxy v3.4.0 src/tcpcheck.c:1451-1487). */
export const connectDropsSettings: Lint = {
  id: 'connect-drops-settings',
  code: 'SNI312',
  title: 'a connect rule without default drops what the server line says',
  severity: 'warning',
  found(subject) {
    const check = checkOf(subject);
    if (check === null) return null;
    for (const rule of connects(check)) {
      const gone = dropped(rule, subject);
      if (gone.length === 0) continue;
      const kind = check.type === 'tcp-check' ? 'tcp-check' : 'http-check';
      return {
        at: rule.at,
        because: `Without \`default\` this rule makes a connection of its own: ${listed(gone)} of the server line ${
          gone.length === 1 ? 'is' : 'are'
        } not used for it.`,
        advice: [`Write \`${kind} connect default\`, or say it all in the rule: \`${kind} connect ssl sni NAME\`.`],
        fixable: true,
        ...(checkFails(subject) ? { severity: 'error' } : {}),
      };
    }
    return null;
  },
};

function dropped(rule: CheckConnect, { server }: Subject): string[] {
  if (rule.default) return [];
  const { settings } = server;
  const own = server.address.kind === 'other' ? null : server.address.port;
  // Another port may be meant to be spoken to otherwise.
  const samePort = rule.addr === null && (rule.port === null || rule.port === own);
  const gone: string[] = [];
  const tls = (settings.has('ssl') && !settings.has('no-check-ssl')) || settings.has('check-ssl');
  if (tls && !rule.ssl && samePort) gone.push('the TLS');
  if (rule.ssl || (tls && samePort)) {
    if (settings.has('check-sni') && (rule.sni === null || !rule.ssl)) gone.push('`check-sni`');
    if (settings.has('check-alpn') && (rule.alpn === null || !rule.ssl)) gone.push('`check-alpn`');
  }
  if ((settings.has('send-proxy') || settings.has('check-send-proxy')) && !rule.sendProxy && samePort)
    gone.push('the PROXY header');
  return gone;
}
