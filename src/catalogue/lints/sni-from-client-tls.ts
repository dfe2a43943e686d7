import type { Lint } from '../lint.ts';
import { clientsUseTls } from './frontends.ts';
import { failingByName, told } from './outcome.ts';
import { setting } from './setting.ts';

/** `sni ssl_fc_sni` "must not be used for HTTPS" (HAProxy manual, `sni`): one connection carries requests for several hosts. */
export const sniFromClientTls: Lint = {
  id: 'sni-from-client-tls',
  code: 'SNI307',
  title: "sni is taken from the client's TLS connection, not from the request",
  severity: 'warning',
  found(subject) {
    const { proxy, server } = subject;
    const found = setting(server, 'sni');
    if (!found || !server.settings.has('ssl') || proxy.mode !== 'http') return null;
    if (!/^ssl_fc_sni\b/.test(found.args[0]?.text ?? '')) return null;
    const clear = clientsUseTls(subject) === false;
    const hit = failingByName(subject);
    const why = clear
      ? 'No frontend that leads here takes TLS, so there is no name to pass on and none is sent'
      : 'A client may ask for several hosts over one connection, whose name then belongs to another host';
    return {
      at: found.at,
      because: `${why}${hit ? `: ${told(hit)}` : ''}.`,
      advice: ['Write `sni req.hdr(host),field(1,:)`. On 3.3 and later that is what happens without any `sni`.'],
      fixable: true,
      ...(hit ? { severity: 'error' } : {}),
    };
  },
};
