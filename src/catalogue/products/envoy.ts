import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { header, page, refusedName, server } from './signs.ts';

/**
 * Envoy, whatever writes its configuration. It has no filter chain for a name that it does not know and resets the
 * connection; its Server header replaces that of the application (envoy docs: listener `filter_chain_match`,
 * `default_filter_chain`; HTTP connection manager `server_header_transformation`, `http_protocol_options`; measured on 1.40.0).
 */
export const envoy: Product = {
  id: 'envoy',
  name: 'Envoy',
  signs: [
    server(/^envoy$/),
    header('x-envoy-upstream-service-time'),
    page(/^(?:no healthy upstream$|upstream connect error or disconnect\/reset before headers)/, 'its own words', {
      status: [503],
    }),
    page(/^Upgrade Required$/, 'its answer to HTTP/1.0', { status: [426], likelihood: 'possible' }),
    refusedName(null),
  ],
  remedies: {
    'sni-required': [
      'a `default_filter_chain`, or a chain without `server_names`, serves whoever sends no name.',
      'Under Contour: `enableFallbackCertificate: true` on the HTTPProxy, and `fallback-certificate` in the configuration of Contour.',
      'Under Istio: a Gateway server with `hosts: ["*"]` and a `credentialName`.',
    ],
    'connection-reset': [
      'no filter chain has NAME in `server_names` (log: NR filter_chain_not_found): add it, and the tls_inspector.',
      'Under Contour: `kubectl get httpproxy -A` says who serves the name, and whether that is valid. Under Istio: the `hosts` of the Gateway.',
    ],
    'default-certificate': [
      'a `default_filter_chain` (under Contour the fallback certificate) answers handshakes without a name.',
    ],
    'host-not-served': [
      { text: 'no virtual host has NAME among its `domains` (log: NR route_not_found): add it.', status: 404 },
      { text: 'the server name and the Host must be the same name: a filter compares them.', status: 421 },
    ],
    'host-required': [
      '`default_host_for_http_10` is the Host of HTTP/1.0 requests that have none.',
      'A virtual host with `domains: ["*"]` serves any Host.',
    ],
    'http-version-required': [
      '`http_protocol_options: { accept_http_10: true }` on the connection manager takes HTTP/1.0.',
      'Under Istio: `PILOT_HTTP10: "1"` in the environment of istiod.',
    ],
    ...redirects(
      'under Contour, `permitInsecure: true` on the HTTPProxy route serves this host in clear text.',
      'Elsewhere `require_tls` of the virtual host or an `https_redirect` route sends to https; under Istio `httpsRedirect` of the Gateway.',
    ),
    'forwarded-proto-required': [
      '`xff_num_trusted_hops: 1` makes it keep the X-Forwarded-Proto of HAProxy (Contour: `num-trusted-hops`).',
    ],
    'proxy-protocol-required': [
      'the listener filter `proxy_protocol` wants it; `allow_requests_without_proxy_protocol: true` makes it optional.',
    ],
    'client-certificate-required': [
      '`require_client_certificate: true` asks for it (Contour: `clientValidation`; Istio: `tls.mode: MUTUAL`).',
    ],
    'tls-version-required': ['`tls_minimum_protocol_version` of its `tls_params` says which it takes.'],
  },
};

/**
 * Project Contour: its filter answers 421 with words of its own where server name and Host differ (contour
 * internal/envoy/v3/listener.go FilterMisdirectedRequests; docs: TLS termination, fallback certificate, permitInsecure).
 */
export const contour: Product = {
  id: 'contour',
  name: 'Contour',
  madeOf: ['envoy'],
  signs: [page(/^misdirected request to /, 'its answer to a Host that is not the server name', { status: [421] })],
  remedies: {
    'sni-required': [
      '`enableFallbackCertificate: true` in `virtualhost.tls` of the HTTPProxy serves whoever sends no name.',
      'It takes the certificate that `fallback-certificate` names in the `tls` part of the configuration of Contour, delegated by a TLSCertificateDelegation.',
    ],
    'connection-reset': ['no valid HTTPProxy has `virtualhost.fqdn: NAME` with `tls`: `kubectl get httpproxy -A`.'],
    'default-certificate': ['`enableFallbackCertificate` of the HTTPProxy has the fallback certificate presented.'],
    'host-not-served': [
      { text: 'the server name and the Host must be the same name.', status: 421 },
      { text: 'no valid HTTPProxy has `virtualhost.fqdn: NAME`, or none of its routes this path.', status: 404 },
    ],
    'http-version-required': [
      '`accept_http_10: true` on the connection manager takes HTTP/1.0; Contour itself sets it.',
    ],
    ...redirects('`permitInsecure: true` on the HTTPProxy route serves this host in clear text.'),
    'forwarded-proto-required': [
      '`num-trusted-hops: 1` under `network` makes it keep the X-Forwarded-Proto of HAProxy.',
    ],
    'proxy-protocol-required': ['`contour serve --use-proxy-protocol` wants it, on both listeners.'],
    'client-certificate-required': [
      '`clientValidation` of the HTTPProxy asks for it; `optionalClientCertificate: true` lets others in.',
    ],
    'tls-version-required': ['`minimumProtocolVersion` of the HTTPProxy says which it takes.'],
  },
};

/** Istio's ingress gateway names itself (istio docs: Gateway, VirtualService, gatewayTopology, `PILOT_HTTP10`). */
export const istio: Product = {
  id: 'istio',
  name: 'Istio',
  madeOf: ['envoy'],
  signs: [server(/^istio-envoy$/)],
  remedies: {
    'sni-required': [
      'a Gateway server with `hosts: ["*"]` and a `credentialName` serves whoever sends no name.',
      'An EnvoyFilter can add a `default_filter_chain`.',
    ],
    'connection-reset': [
      'no Gateway has NAME in `hosts`, or the Secret of its `credentialName` is not beside the gateway.',
    ],
    'default-certificate': ['the Gateway server with `hosts: ["*"]` answers handshakes without a name.'],
    'host-not-served': ['a VirtualService with NAME in `hosts` and this Gateway in `gateways` routes it.'],
    'http-version-required': ['`PILOT_HTTP10: "1"` in the environment of istiod takes HTTP/1.0.'],
    ...redirects('`tls.httpsRedirect: true` of the Gateway sends to https: leave it out to serve clear text.'),
    'forwarded-proto-required': [
      '`gatewayTopology.numTrustedProxies: 1` makes it keep the X-Forwarded-Proto of HAProxy.',
    ],
    'proxy-protocol-required': [
      '`gatewayTopology.proxyProtocol` in the `proxy.istio.io/config` of the gateway wants it.',
    ],
    'client-certificate-required': ['`tls.mode: MUTUAL` of the Gateway asks for it; `OPTIONAL_MUTUAL` lets others in.'],
  },
};
