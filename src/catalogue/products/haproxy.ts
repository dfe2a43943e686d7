import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { page, refusedName } from './signs.ts';

const ownPages =
  /^<html><body><h1>\d{3} [^<]{1,40}<\/h1>\n(?:No server is available to handle this request|Your browser sent an invalid request|Request sent to a non-authoritative server|Request forbidden by administrative rules|The server returned an invalid or incomplete response|The server didn't respond in time)\./;

/** Another HAProxy (haproxy v3.4.0 src/http.c:193 for its pages; HAProxy manual: `strict-sni`, `crt-list`, `accept-proxy`). */
export const haproxy: Product = {
  id: 'haproxy',
  name: 'HAProxy',
  signs: [page(ownPages, 'its own error page'), refusedName(112)],
  remedies: {
    'sni-required': ['without `strict-sni` on its `bind` line the first certificate serves whoever sends no name.'],
    'handshake-refused': [
      { text: 'no certificate behind `crt` or `crt-list` fits NAME, and `strict-sni` is on: add it.', alert: 112 },
    ],
    'default-certificate': ['the first certificate of `crt`, or of the `crt-list`, is the one without a name.'],
    'certificate-wrong-name': ['no certificate behind `crt` or `crt-list` fits NAME: the first one was presented.'],
    'chain-incomplete': ['the PEM file behind `crt` must hold the intermediate certificates too.'],
    'host-not-served': ['no `use_backend` rule fits NAME; its log says `<NOSRV>`.'],
    'unexpected-status': [{ text: 'an `http-request deny` rule refuses; its log says `PR--`.', status: 403 }],
    ...redirects('`http-request redirect scheme https unless { ssl_fc }` does it: exempt this HAProxy.'),
    'proxy-protocol-required': ['`accept-proxy` on its `bind` line wants it.'],
    'client-certificate-required': [
      '`verify required` on its `bind` line asks for it; `verify optional` lets others in.',
    ],
    'tls-version-required': ['`ssl-min-ver` on its `bind` line says which it takes.'],
  },
};

/** The router of OpenShift, which is HAProxy with a 503 page of its own (openshift/router images/router/haproxy/conf). */
export const openshiftRouter: Product = {
  id: 'openshift-router',
  name: 'OpenShift router',
  madeOf: ['haproxy'],
  signs: [
    page(/The application is currently not serving requests at this endpoint/, 'its 503 page', { status: [503] }),
  ],
  remedies: {
    'sni-required': ['a passthrough Route is chosen by server name alone: edge and reencrypt Routes need none.'],
    'host-required': ['no Route fits a request without Host: `oc get route` lists the hosts that there are.'],
    'default-certificate': ['`spec.defaultCertificate` of the IngressController replaces it.'],
    ...redirects('`insecureEdgeTerminationPolicy: Allow` of the Route serves clear text.'),
    'forwarded-proto-required': ['`forwardedHeaderPolicy` of the IngressController says whether it keeps the header.'],
    'proxy-protocol-required': ['`protocol: PROXY` of the endpointPublishingStrategy wants it.'],
  },
};
