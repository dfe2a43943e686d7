import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { header, page, server } from './signs.ts';

/** Cloudflare (Cloudflare docs: 1xxx and 52x errors, SSL modes, Browser Integrity Check). It replaces Server. */
export const cloudflare: Product = {
  id: 'cloudflare',
  name: 'Cloudflare',
  outermost: true,
  signs: [
    server(/^cloudflare$/i),
    header('cf-ray'),
    page(
      /^error code: 10\d\d$|<hr><center>cloudflare<\/center>|<title>Direct IP access not allowed/,
      'its own error page',
    ),
  ],
  remedies: {
    'sni-required': ['it knows sites by server name alone: send one.'],
    'handshake-refused': ['NAME is not proxied there, or has no edge certificate (a second-level wildcard has none).'],
    'host-not-served': ['NAME must be a proxied record of a zone there.'],
    'unexpected-status': [
      {
        text: 'error 1003 wants a Host that is proxied there, 1000 a record that points elsewhere; else a WAF rule refuses.',
        status: 403,
      },
      { text: 'error 1001 or 1016: NAME, or its origin, does not resolve there.', status: 409 },
    ],
    ...redirects('"Always Use HTTPS" does it; with SSL mode "Flexible" an https origin makes a loop: choose "Full".'),
    'client-certificate-required': ['an mTLS rule of the zone asks for it.'],
    'user-agent-required': ['"Browser Integrity Check" of the zone refuses it: exempt the address of HAProxy.'],
    'tls-version-required': ['"Minimum TLS Version" of the zone says which it takes.'],
  },
};

/** Fastly (Fastly docs: domains of a service, error "unknown domain", 421). */
export const fastly: Product = {
  id: 'fastly',
  name: 'Fastly',
  madeOf: ['varnish'],
  outermost: true,
  signs: [
    header('x-served-by', /^cache-/),
    page(/^Fastly error: unknown domain|<p>Fastly error: unknown domain/, 'its own words'),
    page(/Requested host does not match any Subject Alternative Names \(SANs\) on TLS certificate/, 'its own words', {
      status: [421],
    }),
  ],
  remedies: {
    'sni-required': ['it knows certificates by server name alone: send one.'],
    'host-not-served': [
      { text: 'the certificate that the server name chose does not hold the Host: send both alike.', status: 421 },
      { text: 'add NAME to the domains of the service, and activate that version.', status: 404 },
    ],
    'unexpected-status': [
      { text: 'add NAME to the domains of the service ("unknown domain"), and activate that version.', status: 500 },
    ],
    ...redirects('"Force TLS" of the service does it.'),
  },
};

/** Akamai (Akamai docs: property hostnames; its error pages have a reference number). */
export const akamai: Product = {
  id: 'akamai',
  name: 'Akamai',
  outermost: true,
  signs: [
    server(/^AkamaiGHost$/),
    header('akamai-grn'),
    page(/&#91;no&#32;URL&#93;|Reference&#32;&#35;/, 'its own error page'),
  ],
  remedies: {
    'sni-required': ['it knows properties by server name alone: send one.'],
    'host-not-served': ['an active property must have NAME among its hostnames.'],
    'unexpected-status': [
      { text: 'an active property must have NAME among its hostnames ("Invalid URL").', status: 400 },
      { text: 'its bot or WAF rules refuse: the reference number of the page finds the rule.', status: 403 },
    ],
    'user-agent-required': ['its bot or WAF rules refuse it.'],
  },
};
