import { byHost, byName } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const check = 'option httpchk GET /\nhttp-check send hdr Host {host}';
const fixedName = 'server s1 {address} ssl verify none check-sni {host} sni str({host}) check';
const followsHost = 'server s1 {address} ssl verify none check-sni {host} sni req.hdr(host),field(1,:) check';
const noName = 'server s1 {address} ssl verify none check-sni {host} check';

function rule(
  name: string,
  rules: string,
  server = fixedName,
  against: readonly string[] = byHost,
  more: Partial<Configuration> = {},
): Configuration {
  return configuration(name, against, `${rules}\n${check}\n${server}`, more);
}

const redirecting = [
  'redirect-http',
  'redirect-unless-forwarded',
  'forwarded-proto-required',
  'envoy-http',
  'contour-http',
];

/** What becomes of a client's request on its way. */
export const requests: readonly Configuration[] = [
  rule('set-host', 'http-request set-header Host {host}'),
  rule('set-other-host', 'http-request set-header Host {other}'),
  rule('set-other-host-sni-follows', 'http-request set-header Host {other}', followsHost),
  rule('set-host-auto', 'http-request set-header Host {host}', noName, byName),
  rule('set-other-host-auto', 'http-request set-header Host {other}', noName, byName),
  rule('set-host-in-frontend', '', fixedName, byHost, { frontend: 'http-request set-header Host {other}' }),
  rule(
    'set-host-in-frontend-client-sni',
    '',
    'server s1 {address} ssl verify none check-sni {host} sni ssl_fc_sni check',
    byHost,
    {
      frontend: 'http-request set-header Host {other}',
    },
  ),
  rule('set-host-in-frontend-sni-follows', '', followsHost, byHost, {
    frontend: 'http-request set-header Host {other}',
  }),
  rule('set-host-of-client-name', 'http-request set-header Host %[ssl_fc_sni]', followsHost),
  rule('set-host-of-host', 'http-request set-header Host %[req.hdr(host),regsub(www,other)]'),
  rule('set-host-if', 'http-request set-header Host {other} if { hdr(host) -i {host} }'),
  rule('set-host-if-not', 'http-request set-header Host {other} if { hdr(host) -i nobody.example.test }'),
  rule('set-host-unless', 'http-request set-header Host {other} unless { ssl_fc }'),
  rule('set-host-if-acl', 'acl ours hdr(host) -i {host}\nhttp-request set-header Host {other} if ours'),
  rule('set-host-if-path', 'http-request set-header Host {other} if { path_beg /api }'),
  rule('set-host-twice', 'http-request set-header Host {other}\nhttp-request set-header Host {host}'),
  rule('del-host', 'http-request del-header Host'),
  rule('del-host-sni-follows', 'http-request del-header Host', followsHost),
  rule('add-host', 'http-request add-header Host {other}'),
  rule('replace-host', 'http-request replace-header Host ^www\\.(.*)$ other.\\1'),
  rule('replace-host-value', 'http-request replace-value Host www other'),
  rule('replace-host-nothing', 'http-request replace-header Host ^nobody other'),
  rule('set-uri', 'http-request set-uri https://{other}/'),
  rule('set-path', 'http-request set-path /login', fixedName, [
    'redirect-elsewhere',
    'contour',
    'sni-host-mismatch-421',
  ]),
  rule('set-method', 'http-request set-method OPTIONS', fixedName, ['options-refused', 'contour', 'nginx-http']),
  rule('host-of-server-name', 'http-send-name-header Host'),
  rule('host-of-server-name-sni-follows', 'http-send-name-header Host', followsHost),
  rule('server-name-elsewhere', 'http-send-name-header X-Server', fixedName, ['contour', 'caddy']),
  rule('redirect-https', 'http-request redirect scheme https unless { ssl_fc }', fixedName, ['contour']),
  rule('redirect-https-clear', 'http-request redirect scheme https unless { ssl_fc }', fixedName, ['contour'], {
    client: 'clear',
  }),
  rule(
    'redirect-https-always',
    'redirect scheme https code 301 if !{ ssl_fc }',
    fixedName,
    ['contour', 'port-closed'],
    { client: 'clear' },
  ),
  rule('redirect-location', 'http-request redirect location https://{other}/ code 307', fixedName, ['contour']),
  rule('deny', 'http-request deny', fixedName, ['contour', 'port-closed']),
  rule('deny-421', 'http-request deny deny_status 421 if !{ ssl_fc_sni -i {other} }', fixedName, [
    'contour',
    'healthy-tls',
  ]),
  rule('deny-otherwise', 'http-request deny deny_status 421 if !{ ssl_fc_sni -i {host} }', fixedName, [
    'contour',
    'healthy-tls',
  ]),
  rule('deny-in-frontend', '', fixedName, ['contour'], { frontend: 'http-request deny deny_status 429 if { path / }' }),
  rule('return', 'http-request return status 200 content-type text/plain string hello', fixedName, [
    'contour',
    'port-closed',
  ]),
  rule('return-503', 'http-request return status 503', fixedName, ['contour']),
  rule('reject', 'http-request reject', fixedName, ['contour']),
  configuration(
    'answer-before-disabled-server',
    ['healthy-tls'],
    'http-request return status 503\nserver s1 {address} ssl verify none disabled',
  ),
  configuration('strict-maxconn-without-number', ['healthy-http'], 'server s1 {address} strict-maxconn'),
  configuration('strict-maxconn', ['healthy-http'], 'server s1 {address} strict-maxconn maxconn 5'),
  configuration(
    'deny-unless-address',
    ['healthy-http'],
    'http-request deny deny_status 421 unless { hdr(host) -m ip 192.0.2.7 }\nserver s1 {address}',
  ),
  configuration(
    'forwarded-proto',
    redirecting,
    `http-request set-header X-Forwarded-Proto https\n${check}\nserver s1 {address} check`,
  ),
  configuration(
    'forwarded-proto-of-client',
    redirecting,
    `http-request set-header X-Forwarded-Proto https if { ssl_fc }\n${check}\nserver s1 {address} check`,
  ),
  configuration(
    'forwarded-proto-wrong',
    redirecting,
    `http-request set-header X-Forwarded-Proto http\n${check}\nserver s1 {address} check`,
  ),
  rule('forwarded-proto-tls', 'http-request set-header X-Forwarded-Proto https', fixedName, redirecting),
  rule('forwardfor', 'option forwardfor\noption http-server-close', fixedName, ['contour', 'nginx-http', 'caddy']),
  rule('by-host', '', fixedName, ['contour', 'healthy-tls'], {
    frontend: 'use_backend {cell} if { hdr(host) -i {host} }',
  }),
  rule('by-client-name', '', fixedName, ['contour', 'healthy-tls'], {
    frontend: 'acl site ssl_fc_sni -i {host}\nuse_backend {cell} if site',
  }),
  rule('retries', 'retries 2\noption redispatch', fixedName, [
    'port-closed',
    'contour',
    'reset-on-accept',
    'close-after-request',
    'status-503',
  ]),
  rule('retry-on', 'retries 1\nretry-on all-retryable-errors', fixedName, [
    'port-closed',
    'close-after-request',
    'status-503',
    'silent',
  ]),
];
