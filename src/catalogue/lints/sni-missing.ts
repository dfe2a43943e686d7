import { introduced, since } from '../../haproxy/versions.ts';
import type { Lint, Subject } from '../lint.ts';
import { failingByName, told } from './outcome.ts';
import { checkOf, connects, setting } from './setting.ts';

/** `check-sni` is never used by traffic (HAProxy manual, `check-sni`). */
export const sniMissing: Lint = {
  id: 'sni-missing',
  code: 'SNI322',
  title: 'check-sni without sni: the check sends a name, traffic does not',
  severity: 'warning',
  found(subject) {
    const { server, version } = subject;
    const { settings } = server;
    const check = checkOf(subject);
    if (check === null || !settings.has('ssl') || settings.has('sni') || automatic(subject)) return null;
    const own = setting(server, 'check-sni');
    const rule = connects(check).find(({ ssl, default: all, sni }) => sni !== null && (ssl || all));
    if (!own && !rule) return null;
    const hit = failingByName(subject);
    const said = (rule?.sni ?? own?.args[0]?.text ?? 'NAME').replace(/^str\((.*)\)$/, '$1');
    const name = /^[\w.-]+$/.test(said) ? said : 'NAME';
    const luck = since(version, '3.4')
      ? ''
      : ' Before 3.4 it may pass by accident, while a thread holds the TLS session of a check.';
    return {
      at: own?.at ?? rule?.at ?? server.at,
      because: `Traffic does not use the name of the check, and sends none${hit ? `: ${told(hit)}` : ''}.${luck}`,
      advice: [
        `Write \`sni str(${name})\` beside it, or \`sni req.hdr(host),field(1,:)\` where the backend serves several hosts.`,
      ],
      fixable: true,
      ...(hit ? { severity: 'error' } : {}),
    };
  },
};

/** From 3.3 traffic of `mode http` sends the Host as server name by itself (haproxy v3.4.0 src/server.c:3422). */
function automatic({ proxy, server: { settings }, version }: Subject): boolean {
  return proxy.mode === 'http' && since(version, introduced.automaticSni) && !settings.has('no-sni-auto');
}
