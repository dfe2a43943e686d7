import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { header, page, server } from './signs.ts';

/** Varnish (varnish docs: `-a ADDRESS,PROXY`, `vcl_recv`). */
export const varnish: Product = {
  id: 'varnish',
  name: 'Varnish',
  signs: [
    header('x-varnish'),
    header('via', /\bvarnish\b/i),
    page(/<p>Guru Meditation:<\/p>|<h3>Guru Meditation:<\/h3>/, 'its own error page'),
  ],
  remedies: {
    'host-not-served': ['`vcl_recv` does not know this Host: its `req.http.host` rules decide.'],
    ...redirects('a `synth(301)` of its VCL sends to https: it is to look at X-Forwarded-Proto.'),
    'forwarded-proto-required': ['its VCL is to hash X-Forwarded-Proto, else one answer serves both schemes.'],
    'proxy-protocol-required': ['`-a ADDRESS:PORT,PROXY` wants it.'],
  },
};

/** Squid (squid docs: `http_port`, `http_access`, `cache_peer`). */
export const squid: Product = {
  id: 'squid',
  name: 'Squid',
  signs: [server(/^squid(?:$|\/)/i), header('x-squid-error'), header('via', /\(squid(?:\/|\))/i)],
  remedies: {
    'unexpected-status': [
      {
        text: '`http_port ... accel defaultsite=NAME vhost` makes it answer as a server, not as a proxy.',
        status: 400,
      },
      { text: '`http_access` refuses: access.log says TCP_DENIED.', status: 403 },
    ],
    'host-not-served': ['`cache_peer_access` and `http_access` do not know this Host.'],
    'proxy-protocol-required': ['`require-proxy-header` of its `http_port` wants it.'],
  },
};

/** LiteSpeed (LiteSpeed documentation: listeners, virtual host mappings). */
export const litespeed: Product = {
  id: 'litespeed',
  name: 'LiteSpeed',
  signs: [server(/^LiteSpeed$/), page(/LiteSpeed Web Server/, 'its own error page')],
  remedies: {
    'host-not-served': ['map NAME to a virtual host under Virtual Host Mappings of the listener.'],
    'default-certificate': [
      'whoever sends no name gets the certificate of the listener; that of the site stands at the virtual host.',
    ],
    'certificate-wrong-name': ['map NAME to its virtual host at the listener, and give that one its certificate.'],
    ...redirects('a rewrite rule sends to https: exempt HAProxy by X-Forwarded-Proto.'),
  },
};
