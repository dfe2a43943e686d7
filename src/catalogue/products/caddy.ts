import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { header, refusedName, server } from './signs.ts';

/**
 * Caddy (caddy modules/caddytls/connpolicy.go: `default_sni`, `fallback_sni`; modules/caddyhttp/server.go: Server header,
 * `strict_sni_host`; reverseproxy.go: Via; proxyprotocol: `allow`, `fallback_policy`; measured on 2.11.7: alert 80 without and
 * with an unknown server name, 200 with an empty body for an unknown Host).
 */
export const caddy: Product = {
  id: 'caddy',
  name: 'Caddy',
  madeOf: ['go'],
  signs: [server(/^Caddy$/), header('via', /\bCaddy$/), refusedName(80)],
  remedies: {
    'sni-required': [
      '`default_sni NAME` among the global options serves whoever sends no name.',
      '`fallback_sni NAME` does so for those that send an unknown one.',
    ],
    'handshake-refused': [
      { text: 'no site block has NAME: add one, or `fallback_sni` among the global options.', alert: 80 },
    ],
    'default-certificate': ['`default_sni` among the global options chooses that certificate.'],
    'host-not-served': [
      { text: '`strict_sni_host` is on: server name and Host must be the same name.', status: 421 },
      { text: 'a site block for NAME serves it; a `respond` or `handle` without matcher answers now.', status: 404 },
    ],
    'host-required': ['a site block with the address `https://` in place of a name serves requests without Host.'],
    ...redirects('`auto_https disable_redirects`, or `http://NAME` as the address of the site, ends it.'),
    'forwarded-proto-required': ['`trusted_proxies static ADDRESS` under `servers` makes it believe HAProxy.'],
    'proxy-protocol-required': ['the `proxy_protocol` listener wrapper wants it; `fallback_policy` says from whom.'],
    'client-certificate-required': ['`client_auth` of the site asks for it; `mode request` lets others in.'],
    'tls-version-required': ['`tls { protocols tls1.2 tls1.3 }` takes what HAProxy offers.'],
  },
};
