import { byAnswer, byHost, byName, various } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const tls = 'server s1 {address} ssl verify none check-sni {host} sni str({host}) check';

/** `option httpchk` and `http-check send` in their forms: what a check asks for. */
export const checkRequest: readonly Configuration[] = [
  configuration('httpchk-default', [...byHost, 'options-refused', 'http10-refused'], `option httpchk\n${tls}`),
  configuration('httpchk-uri', ['contour', 'options-refused', 'nginx-http'], `option httpchk /healthz\n${tls}`),
  configuration('httpchk-1.1', various, `option httpchk GET / HTTP/1.1\n${tls}`),
  configuration('httpchk-header-in-version', various, `option httpchk GET / HTTP/1.1\\r\\nHost:\\ {host}\n${tls}`),
  configuration('httpchk-host-argument', byHost, `option httpchk GET / HTTP/1.1 {host}\n${tls}`),
  configuration(
    'httpchk-host-argument-alone',
    byName,
    'option httpchk GET / HTTP/1.1 {host}\nserver s1 {address} ssl verify none check',
  ),
  configuration(
    'send-head',
    byAnswer,
    `option httpchk\nhttp-check send meth HEAD uri / ver HTTP/1.1 hdr Host {host}\n${tls}`,
  ),
  configuration(
    'send-whole',
    byHost,
    `option httpchk\nhttp-check send meth GET uri / ver HTTP/1.1 hdr Host {host}\n${tls}`,
  ),
  configuration(
    'send-http10-host',
    ['contour', 'http10-refused', 'envoy-refuses-http10', 'nginx-http'],
    `option httpchk\nhttp-check send meth GET uri / ver HTTP/1.0 hdr Host {host}\n${tls}`,
  ),
  configuration(
    'send-post-body',
    ['contour', 'nginx-default-certificate', 'healthy-http', 'caddy'],
    `option httpchk\nhttp-check send meth POST uri / ver HTTP/1.1 hdr Host {host} hdr Content-Type text/plain body hello\n${tls}`,
  ),
  configuration('send-before-option', byHost, `http-check send hdr Host {host}\noption httpchk GET /\n${tls}`),
  configuration('send-other-host', byHost, `option httpchk GET /\nhttp-check send hdr Host {other}\n${tls}`),
  configuration('send-host-with-port', byHost, `option httpchk GET /\nhttp-check send hdr Host {host}:8443\n${tls}`),
  configuration(
    'send-host-upper-case',
    byHost,
    `option httpchk GET /\nhttp-check send hdr Host WWW.EXAMPLE.TEST\n${tls}`,
  ),
  configuration('send-host-address', byHost, `option httpchk GET /\nhttp-check send hdr Host 192.0.2.7\n${tls}`),
  configuration('send-empty-host', byHost, `option httpchk GET /\nhttp-check send hdr Host ""\n${tls}`),
  configuration(
    'send-two-hosts',
    ['contour'],
    `option httpchk GET /\nhttp-check send hdr Host {host} hdr Host {other}\n${tls}`,
  ),
  configuration(
    'send-more-headers',
    ['contour', 'forwarded-proto-required', 'redirect-unless-forwarded', 'caddy'],
    `option httpchk GET /\nhttp-check send hdr Host {host} hdr X-Forwarded-Proto https hdr User-Agent haproxy\n${tls}`,
  ),
  configuration(
    'send-keep-alive',
    ['contour', 'nginx-http', 'caddy'],
    `option httpchk GET / HTTP/1.1\nhttp-check send hdr Host {host} hdr Connection keep-alive\n${tls}`,
  ),
  configuration(
    'send-state',
    various,
    `option httpchk GET /\nhttp-check send-state\nhttp-check send hdr Host {host}\n${tls}`,
  ),
  configuration(
    'httpchk-lower-case-version',
    ['healthy-http'],
    'option httpchk GET / http/1.1\nhttp-check send hdr Host {host}\nserver s1 {address} check',
  ),
  configuration(
    'send-absolute-uri-h2',
    ['haproxy-h2'],
    `option httpchk\nhttp-check send meth GET uri http://{other}/x hdr Host {host}\n${tls} check-alpn h2`,
  ),
  configuration('send-without-option', various, `http-check send meth GET uri / ver HTTP/1.1 hdr Host {host}\n${tls}`),
  configuration(
    'send-absolute-uri',
    byHost,
    `option httpchk\nhttp-check send meth GET uri https://{host}/ ver HTTP/1.1 hdr Host {host}\n${tls}`,
  ),
  configuration(
    'option-twice',
    ['contour', 'options-refused'],
    `option httpchk /a\noption httpchk GET /b HTTP/1.1\n${tls}`,
  ),
  configuration(
    'option-overridden',
    various,
    `option httpchk GET /\nhttp-check send hdr Host {host}\noption tcp-check\n${tls}`,
  ),
];
