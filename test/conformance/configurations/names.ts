import { byHost, byName, various } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const check = 'option httpchk GET /\nhttp-check send hdr Host {host}';

function server(name: string, against: readonly string[], words: string, before = check, more = {}): Configuration {
  return configuration(name, against, `${before}\nserver s1 {address} ssl verify none ${words} check`, more);
}

const clear = { client: 'clear' } as const;

/** Server names: of checks, of traffic, and where both come from. */
export const names: readonly Configuration[] = [
  server('sni-only', byName, 'sni str({host})'),
  server('sni-only-no-httpchk', byName, 'sni str({host})', ''),
  server('check-sni-only', byName, 'check-sni {host}'),
  server('check-sni-only-no-httpchk', byName, 'check-sni {host}', ''),
  server('check-sni-only-no-host', byName, 'check-sni {host}', 'option httpchk GET /'),
  server('check-sni-other', byHost, 'check-sni {other} sni str({host})'),
  server('check-sni-str', byName, 'check-sni str({host}) sni str({host})'),
  server('check-sni-address', byName, 'check-sni 192.0.2.7'),
  server('check-sni-twice', byName, 'check-sni {other} check-sni {host}'),
  server('sni-other', byHost, 'check-sni {host} sni str({other})'),
  server('sni-absent-header', byName, 'check-sni {host} sni req.hdr(x-name)'),
  server('sni-bare-name', ['contour'], 'check-sni {host} sni {host}'),
  server('sni-host', byName, 'check-sni {host} sni req.hdr(host)'),
  server('sni-host-clear-client', byName, 'check-sni {host} sni req.hdr(host)', check, clear),
  server('sni-hdr-host', ['envoy', 'healthy-tls'], 'check-sni {host} sni hdr(host)'),
  server('sni-host-field', byName, 'check-sni {host} sni req.hdr(host),field(1,:)'),
  server('sni-host-lower', byName, 'check-sni {host} sni req.hdr(host),lower'),
  server('sni-host-only', byName, 'check-sni {host} sni req.hdr(host),host_only'),
  server('sni-host-regsub', byName, 'check-sni {host} sni req.hdr(host),regsub(^www,other)'),
  server('sni-client', byName, 'check-sni {host} sni ssl_fc_sni'),
  server('sni-client-clear', byName, 'check-sni {host} sni ssl_fc_sni', check, clear),
  server(
    'sni-variable',
    byName,
    'check-sni {host} sni var(txn.name)',
    `http-request set-var(txn.name) str({host})\n${check}`,
  ),
  server(
    'sni-variable-of-host',
    byName,
    'check-sni {host} sni var(txn.name)',
    `http-request set-var(txn.name) req.hdr(host),field(1,:)\nhttp-request set-header Host {other}\n${check}`,
  ),
  configuration(
    'sni-variable-of-request-otherwise',
    ['alert-without-sni-112'],
    'server s1 {address} ssl verify none sni var(req.name,{host})',
  ),
  configuration(
    'sni-variable-of-answer-otherwise',
    ['alert-without-sni-112'],
    'server s1 {address} ssl verify none sni var(res.name,{host})',
  ),
  server('sni-variable-unset', byName, 'check-sni {host} sni var(txn.name)'),
  server(
    'sni-host-with-port',
    byHost,
    'check-sni {host} sni req.hdr(host)',
    `http-request set-header Host {host}:8443\n${check}`,
  ),
  server(
    'sni-host-with-port-field',
    byHost,
    'check-sni {host} sni req.hdr(host),field(1,:)',
    `http-request set-header Host {host}:8443\n${check}`,
  ),
  server(
    'sni-host-with-port-host-only',
    byHost,
    'check-sni {host} sni req.hdr(host),host_only',
    `http-request set-header Host {host}:8443\n${check}`,
  ),
  server(
    'auto-port',
    byHost,
    '',
    `http-request set-header Host {host}:8443\noption httpchk GET /\nhttp-check send hdr Host {host}:8443`,
  ),
  server(
    'auto-address',
    byName,
    '',
    `http-request set-header Host 192.0.2.7\noption httpchk GET /\nhttp-check send hdr Host 192.0.2.7`,
  ),
  server(
    'auto-upper-case',
    byName,
    '',
    'http-request set-header Host WWW.EXAMPLE.TEST\noption httpchk GET /\nhttp-check send hdr Host WWW.EXAMPLE.TEST',
  ),
  server('no-sni-auto', byName, 'no-sni-auto'),
  server('no-check-sni-auto', byName, 'no-check-sni-auto'),
  server('sni-auto', byName, 'sni-auto check-sni-auto'),
  server(
    'no-sni-auto-with-sni',
    ['envoy', 'sni-host-mismatch-421'],
    'no-sni-auto sni str({host}) no-check-sni-auto check-sni {host}',
  ),
  configuration(
    'names-on-clear-server',
    various,
    `${check}\nserver s1 {address} check-sni {host} sni str({host}) check`,
  ),
];
