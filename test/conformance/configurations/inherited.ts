import { byHost, byName, various } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const check = 'option httpchk GET /\nhttp-check send hdr Host {host}';
const tls = 'server s1 {address} ssl verify none check-sni {host} sni str({host}) check';

/** A backend that takes settings from a `defaults` section of its own. */
function from(
  name: string,
  against: readonly string[],
  defaults: string,
  backend: string,
  more: Partial<Configuration> = {},
): Configuration {
  const section = ['defaults d.{cell} from {base}', ...defaults.split('\n').map((line) => `    ${line}`)];
  return configuration(name, against, backend, { before: section.join('\n'), from: 'd.{cell}', ...more });
}

function healthcheck(name: string, against: readonly string[], rules: string, words: string): Configuration {
  const section = ['healthcheck h.{cell}', ...rules.split('\n').map((line) => `    ${line}`)].join('\n');
  return configuration(name, against, `server s1 {address} ${words} healthcheck h.{cell} check`, { before: section });
}

/** Settings that stand elsewhere: `default-server`, `defaults`, `listen`, `healthcheck`. */
export const inherited: readonly Configuration[] = [
  configuration(
    'default-server-before',
    various,
    `${check}\ndefault-server ssl verify none check-sni {host} sni str({host}) check\nserver s1 {address}`,
  ),
  configuration(
    'default-server-after',
    various,
    `${check}\nserver s1 {address} check\ndefault-server ssl verify none check-sni {host} sni str({host})`,
  ),
  configuration(
    'default-server-twice',
    byName,
    `${check}\ndefault-server ssl verify none\ndefault-server check-sni {host}\nserver s1 {address} sni str({host}) check`,
  ),
  configuration(
    'default-server-overridden',
    byName,
    `${check}\ndefault-server ssl verify none check-sni {other} sni str({other})\nserver s1 {address} check-sni {host} sni str({host}) check`,
  ),
  configuration(
    'default-server-undone',
    various,
    `${check}\ndefault-server ssl verify none send-proxy check-sni {host}\nserver s1 {address} no-ssl no-send-proxy check`,
  ),
  configuration(
    'default-server-no-check',
    ['contour', 'healthy-tls'],
    `default-server ssl verify none check\nserver s1 {address} no-check`,
  ),
  configuration(
    'server-template',
    ['contour', 'healthy-tls', 'host-required-http'],
    `${check}\nserver-template s 1 {address} ssl verify none check-sni {host} sni str({host}) check`,
  ),
  configuration('listen', byHost, `${check}\n${tls}`, { listen: true }),
  configuration('listen-set-host', byHost, `http-request set-header Host {other}\n${check}\n${tls}`, { listen: true }),
  configuration(
    'listen-through',
    ['envoy', 'healthy-tls', 'port-closed'],
    'server s1 {address} check check-ssl verify none check-sni {host}',
    { listen: true, mode: 'tcp', client: 'through' },
  ),

  from('defaults-httpchk', byHost, check, tls),
  from('defaults-httpchk-option-again', byHost, check, `option httpchk GET /again\n${tls}`),
  from('defaults-httpchk-send-again', byHost, check, `http-check send hdr Host {host}\n${tls}`),
  from('defaults-httpchk-expect-added', byHost, check, `http-check expect status 200\n${tls}`),
  from(
    'defaults-httpchk-disable-on-404',
    ['contour', 'host-not-served-404'],
    check,
    `http-check disable-on-404\n${tls}`,
  ),
  from('defaults-httpchk-tcp-check', byHost, check, `option tcp-check\n${tls}`),
  from('defaults-option-send-here', byHost, 'option httpchk GET / HTTP/1.1', `http-check send hdr Host {host}\n${tls}`),
  from('defaults-expect', byHost, 'option httpchk GET /\nhttp-check expect status 200', tls),
  from('defaults-expect-option-here', byHost, 'http-check expect status 404', `option httpchk GET /\n${tls}`),
  from(
    'defaults-default-server',
    various,
    'default-server ssl verify none check-sni {host} sni str({host})',
    `${check}\nserver s1 {address} check`,
  ),
  from(
    'defaults-default-server-more',
    byName,
    'default-server ssl verify none check-sni {other}',
    `default-server check-sni {host} sni str({host})\n${check}\nserver s1 {address} check`,
  ),
  from('defaults-tcp-check', various, 'option tcp-check\ntcp-check connect ssl sni {host}', tls),
  from('defaults-set-header', byHost, 'http-request set-header Host {other}', `${check}\n${tls}`),
  from(
    'defaults-timeouts',
    ['slow-handshake', 'silent', 'silent-http'],
    'timeout check 800ms\ndefault-server inter 800ms',
    `${check}\n${tls}`,
    { pace: 'own' },
  ),

  healthcheck(
    'healthcheck-httpchk',
    byHost,
    'type httpchk GET / HTTP/1.1 {host}',
    'ssl verify none check-sni {host} sni str({host})',
  ),
  healthcheck(
    'healthcheck-httpchk-send',
    byHost,
    'type httpchk\nhttp-check send meth GET uri / ver HTTP/1.1 hdr Host {host}\nhttp-check expect status 200',
    'ssl verify none check-sni {host} sni str({host})',
  ),
  healthcheck('healthcheck-auto', byName, 'type httpchk GET / HTTP/1.1 {host}', 'ssl verify none'),
  healthcheck(
    'healthcheck-tcp',
    byName,
    'type tcp-check\ntcp-check connect ssl sni {host}',
    'ssl verify none sni str({host})',
  ),
  healthcheck('healthcheck-ssl-hello', ['healthy-tls', 'tls13-only', 'healthy-http'], 'type ssl-hello-chk', ''),

  configuration('if-version', various, `.if version_atleast(3.0)\n${check}\n.else\noption httpchk\n.endif\n${tls}`),
  configuration(
    'if-feature',
    various,
    `.if feature(OPENSSL)\n${check}\n.endif\n.if streq("a","b")\noption tcp-check\n.endif\n${tls}`,
  ),
];
