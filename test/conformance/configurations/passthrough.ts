import { byHost, byName } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const through = { mode: 'tcp', client: 'through' } as const;
const check = 'option httpchk GET /\nhttp-check send hdr Host {host}';
const ends = [
  'envoy',
  'nginx-reject-handshake',
  'healthy-tls',
  'port-closed',
  'close-on-accept',
  'client-certificate-tls12',
];

/** `mode tcp`: the client's own TLS, or TLS that HAProxy adds. */
export const passthrough: readonly Configuration[] = [
  configuration(
    'through-bare',
    [...ends, 'silent', 'reset-on-accept', 'sni-host-mismatch-421'],
    'server s1 {address} check',
    through,
  ),
  configuration('through-check-ssl', byName, 'server s1 {address} check check-ssl verify none', through),
  configuration(
    'through-check-sni',
    byName,
    'server s1 {address} check check-ssl check-sni {host} verify none',
    through,
  ),
  configuration('through-check-sni-no-ssl', byName, 'server s1 {address} check check-sni {host}', through),
  configuration('through-httpchk', byHost, `${check}\nserver s1 {address} check check-ssl verify none`, through),
  configuration(
    'through-httpchk-sni',
    byHost,
    `${check}\nserver s1 {address} check check-ssl check-sni {host} verify none`,
    through,
  ),
  configuration(
    'through-httpchk-clear',
    ['contour', 'healthy-tls', 'nginx-default-certificate'],
    `${check}\nserver s1 {address} check`,
    through,
  ),
  configuration(
    'through-verified',
    ['envoy', 'certificate-wrong-name', 'certificate-untrusted'],
    'server s1 {address} check check-ssl check-sni {host} ca-file {ca}',
    through,
  ),
  configuration(
    'through-tcp-check',
    byName,
    'option tcp-check\ntcp-check connect ssl sni {host}\nserver s1 {address} check verify none',
    through,
  ),
  configuration(
    'through-send-proxy',
    ['proxy-v1-required', 'nginx-proxy-protocol', 'haproxy-accept-proxy', 'healthy-tls'],
    'server s1 {address} send-proxy check check-ssl check-sni {host} verify none',
    through,
  ),
  configuration(
    'through-by-name',
    ['envoy', 'healthy-tls'],
    'server s1 {address} check check-ssl check-sni {host} verify none',
    {
      ...through,
      frontend:
        'tcp-request inspect-delay 5s\ntcp-request content accept if { req.ssl_hello_type 1 }\nuse_backend {cell} if { req.ssl_sni -i {host} }',
    },
  ),
  configuration('tcp-inspected', ['healthy-http'], 'server s1 {address}', {
    mode: 'tcp',
    frontend: 'tcp-request inspect-delay 2s\ntcp-request content reject if { req.hdr(host) -i {host} }',
  }),
  configuration('tcp-inspected-other', ['healthy-http'], 'server s1 {address}', {
    mode: 'tcp',
    frontend: 'tcp-request inspect-delay 2s\ntcp-request content reject if { req.hdr(host) -i {other} }',
  }),
  configuration(
    'through-ignored-rules',
    ['contour', 'healthy-tls'],
    'http-request set-header Host {other}\nserver s1 {address} check check-ssl check-sni {host} verify none',
    through,
  ),

  configuration(
    'tcp-clear',
    ['healthy-http', 'host-required-http', 'redirect-http', 'port-closed', 'close-on-accept'],
    'server s1 {address} check',
    {
      mode: 'tcp',
      client: 'clear',
    },
  ),
  configuration('tcp-to-tls', byName, 'server s1 {address} ssl verify none check', { mode: 'tcp', client: 'clear' }),
  configuration(
    'tcp-to-tls-sni',
    byHost,
    'server s1 {address} ssl verify none check-sni {host} sni str({host}) check',
    {
      mode: 'tcp',
      client: 'clear',
    },
  ),
  configuration('tcp-terminated', byName, 'server s1 {address} ssl verify none check-sni {host} check', {
    mode: 'tcp',
  }),
  configuration(
    'tcp-terminated-client-sni',
    byName,
    'server s1 {address} ssl verify none check-sni {host} sni ssl_fc_sni check',
    { mode: 'tcp' },
  ),
  configuration('tcp-terminated-httpchk', byHost, `${check}\nserver s1 {address} ssl verify none check`, {
    mode: 'tcp',
  }),
  configuration(
    'tcp-terminated-names',
    [...byHost, 'head-too-large'],
    `${check}\nserver s1 {address} ssl verify none check-sni {host} sni str({host}) check`,
    { mode: 'tcp' },
  ),
];
