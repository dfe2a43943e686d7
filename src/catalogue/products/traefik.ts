import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { certificate, header, page, refusedName } from './signs.ts';

const nosniff = header('x-content-type-options', /^nosniff$/);

/**
 * Traefik sends no Server header; its default certificate names it (traefik pkg/tls/generate/generate.go, pkg/tls/tlsmanager.go
 * for `sniStrict`, pkg/middlewares/snicheck for 421; docs: TLS options, entryPoints). Its pages are those of Go.
 */
export const traefik: Product = {
  id: 'traefik',
  name: 'Traefik',
  madeOf: ['go'],
  signs: [
    certificate('TRAEFIK DEFAULT CERT', 'its default certificate'),
    page(/^404 page not found\n?$/, "Go's 404 page", { status: [404], along: nosniff, likelihood: 'possible' }),
    page(/^Misdirected Request\n?$/, 'its 421', { status: [421], along: nosniff, likelihood: 'possible' }),
    refusedName(112),
  ],
  remedies: {
    'sni-required': [
      '`sniStrict: true` of its TLS options refuses unknown names: without it the default certificate answers.',
    ],
    'handshake-refused': [
      {
        text: 'no certificate fits NAME and `sniStrict` is on: add one (`tls.certificates`, `certResolver`).',
        alert: 112,
      },
    ],
    'default-certificate': ['`tls.stores.default.defaultCertificate` replaces TRAEFIK DEFAULT CERT.'],
    'certificate-wrong-name': [
      'no certificate fits NAME: add one (`tls.certificates`, or a router with `tls.certResolver`).',
    ],
    'certificate-untrusted': [
      'no certificate fits NAME: add one (`tls.certificates`, or a router with `tls.certResolver`).',
    ],
    'host-not-served': [
      { text: 'a router with rule Host(`NAME`) and `tls: {}` on this entryPoint serves it.', status: 404 },
      {
        text: 'the routers of the server name and of the Host have different TLS options: send both alike.',
        status: 421,
      },
    ],
    'host-required': ['a router with rule PathPrefix(`/`) and a low `priority` serves requests without Host.'],
    ...redirects('`http.redirections.entryPoint` of the entryPoint, or a `redirectScheme` middleware, does it.'),
    'forwarded-proto-required': ['`forwardedHeaders.trustedIPs` of the entryPoint must hold the address of HAProxy.'],
    'proxy-protocol-required': ['`proxyProtocol.trustedIPs` of the entryPoint says from whom it takes the header.'],
    'client-certificate-required': ['`clientAuthType: RequireAndVerifyClientCert` of its TLS options asks for it.'],
    'tls-version-required': ['`minVersion` of its TLS options says which it takes.'],
  },
};
