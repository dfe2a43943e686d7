import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { page, refusedName, server } from './signs.ts';

/** IIS and whatever serves by Windows' HTTP.sys (Microsoft docs: `netsh http`, IIS site bindings). */
export const iis: Product = {
  id: 'iis',
  name: 'IIS or HTTP.sys',
  signs: [
    server(/^Microsoft-(?:IIS|HTTPAPI)\//),
    page(/<h2>Bad Request - Invalid Hostname<\/h2>/, 'its words for a Host', { status: [400] }),
    refusedName(null),
  ],
  remedies: {
    'sni-required': [
      'a binding without "Require Server Name Indication" serves whoever sends no name: `netsh http show sslcert`.',
      '`netsh http add sslcert ipport=0.0.0.0:443 certhash=... appid=...` gives them a certificate.',
    ],
    'connection-reset': [
      'no certificate is bound for NAME: `netsh http show sslcert`, then `add sslcert hostnameport=NAME:443`.',
    ],
    'default-certificate': ['the binding of `0.0.0.0:443` answers whoever sends no name: `netsh http show sslcert`.'],
    'certificate-wrong-name': ['choose the certificate of NAME in the https binding of the site, with SNI.'],
    'host-not-served': ['add NAME as host name of a binding of the site.'],
    'host-required': ['a binding of the site without host name serves requests without Host.'],
    'unexpected-status': [
      { text: 'no binding has NAME as host name ("Invalid Hostname"): add it.', status: 400 },
      { text: 'the application pool is stopped.', status: 503 },
      { text: 'this path wants a login: probe one with anonymous authentication.', status: 401 },
    ],
    ...redirects('"HTTP Redirect", or a rule of URL Rewrite, sends to https.'),
    'client-certificate-required': ['SSL settings of the site: `Accept` in place of `Require` lets others in.'],
  },
};
