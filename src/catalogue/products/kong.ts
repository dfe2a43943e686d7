import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { certificate, header, page, server } from './signs.ts';

/** Kong Gateway (kong docs: Route `hosts`, `protocols`, `https_redirect_status_code`; Certificate and SNI; kong.conf). */
export const kong: Product = {
  id: 'kong',
  name: 'Kong',
  madeOf: ['nginx', 'nginx-derivative'],
  signs: [
    server(/^kong(?:$|\/)/),
    header('x-kong-response-latency'),
    page(/"message": ?"(?:no Route matched with those values|Please use HTTPS protocol)"/, 'its own words'),
    certificate('localhost', 'its default certificate', 'O=Kong'),
  ],
  remedies: {
    'default-certificate': ['a Certificate with an SNI `*`, or `ssl_cert` of kong.conf, replaces its default one.'],
    'certificate-wrong-name': ['add a Certificate with an SNI object for NAME.'],
    'certificate-untrusted': ['add a Certificate with an SNI object for NAME.'],
    'host-not-served': ['a Route with NAME in `hosts` serves it.'],
    'host-required': ['a Route without `hosts` serves requests without Host.'],
    ...redirects('`protocols: [http, https]` of the Route serves clear text.'),
    'unexpected-status': [{ text: '`protocols: [http, https]` of the Route serves clear text.', status: 426 }],
    'forwarded-proto-required': ['`trusted_ips` of kong.conf must hold the address of HAProxy.'],
    'proxy-protocol-required': ['`proxy_protocol` in `proxy_listen` of kong.conf wants it.'],
  },
};
