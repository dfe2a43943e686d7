import type { Lot } from './lot.ts';
import { name, quoted, sample } from './traffic-samples.ts';
import { times } from './traffic-times.ts';

function sni(lot: Lot): string {
  if (lot.chance(0.4))
    return lot.one([
      `str(${name(lot)})`,
      'str({host})',
      'req.hdr(host)',
      'req.hdr(host),field(1,:)',
      'req.hdr(host),host_only',
      'ssl_fc_sni',
      'req.hdr(host),lower',
      'var(txn.a)',
    ]);
  return quoted(sample(lot));
}

function verification(lot: Lot): string {
  if (lot.chance(0.7)) return 'verify none';
  return lot.one([
    'verify required ca-file {ca}',
    'ca-file {ca}',
    'ca-file {ca} verifyhost {host}',
    'ca-file {other-ca}',
    'ca-file {ca} verifyhost {other}',
    'verify none ca-file {ca} verifyhost {other}',
    'verifyhost {host} ca-file {ca} verify required',
    'verify required',
    'ca-file {ca} verifyhost WWW.example.test',
    'verify optional',
  ]);
}

function extra(lot: Lot): string {
  return lot.one([
    () => `alpn ${lot.one(['h2,http/1.1', 'http/1.1', 'h2', 'http/1.0', 'http/1.1,h2', 'foo'])}`,
    () => `proto ${lot.one(['h1', 'h2', 'h2', 'none', 'fcgi'])}`,
    () =>
      lot.one([
        'send-proxy',
        'send-proxy-v2',
        'send-proxy-v2-ssl',
        'send-proxy-v2-ssl-cn',
        'no-send-proxy',
        'send-proxy-v2 proxy-v2-options ssl,authority',
        'set-proxy-v2-tlv-fmt(0x20) %[path]',
      ]),
    () => `${lot.one(['ssl-min-ver', 'ssl-max-ver'])} ${lot.one(['TLSv1.2', 'TLSv1.3', 'TLSv1.1'])}`,
    () =>
      lot.one([
        'force-tlsv12',
        'force-tlsv13',
        'no-tlsv13',
        'no-tlsv12',
        'no-sslv3',
        'no-tls-tickets',
        'no-ssl-reuse',
        'ssl-reuse',
        'allow-0rtt',
        'tls-tickets',
        'curves X25519',
        'ciphers ECDHE+AESGCM',
        'sigalgs RSA-PSS+SHA256',
        'renegotiate',
        'no-renegotiate',
      ]),
    () =>
      lot.one([
        'no-sni-auto',
        'no-sni-auto',
        'sni-auto',
        'sni-auto',
        'no-check-sni-auto',
        'no-ssl',
        'crt {client}',
        'check-sni {host}',
        'no-check-ssl',
        'sni-auto no-sni-auto',
        'no-sni-auto sni-auto',
      ]),
    () =>
      lot.one([
        'weight 0',
        'weight 1',
        'disabled',
        'enabled',
        'disabled enabled',
        'cookie s1',
        'redir http://{other}',
        'backup',
        'maxconn 10',
        'id 5',
        'init-addr last',
        'pool-max-conn 0',
        'pool-purge-delay 1s',
        'resolve-prefer ipv4',
        'tfo',
        'namespace x',
        'no-tfo',
        'log-proto octet-count',
        'ws h1',
        'ws h2',
        'ws auto',
        'slowstart 1s',
        'source 127.0.0.1',
        'observe layer7',
        'on-error mark-down',
        'minconn 1',
        'maxqueue 3',
        'pool-low-conn 2',
        'strict-maxconn',
        'pool-conn-name req.hdr(host)',
        'pool-conn-name str(x)',
        'idle-ping 1s',
        'tcp-ut 1s',
        'hash-key id',
        'cc cubic',
        'max-reuse 0',
        'renegotiate',
        'non-stick',
        'stick',
        'error-limit 3',
        'shard 1',
        'init-state up',
        'guid g{cell}',
        'agent-port 1',
        'rise 1',
        'port 1',
        'addr 127.0.0.2',
        'inter 1s',
        'redir /',
      ]),
  ])();
}

/** Keywords of a server or of `default-server`, without TLS's own. */
const extras = (lot: Lot): string[] => times(lot, 0, lot.chance(0.45) ? 2 : 0, () => extra(lot));

/**
 * `default-server` lines and the server.
 * @param lot draws
 * @param tls whether HAProxy speaks TLS to it
 * @returns the lines
 */
export function serverLines(lot: Lot, tls: boolean): string[] {
  const common = lot.chance(0.12)
    ? [
        `default-server ${[...(lot.chance(0.5) && tls ? ['ssl verify none'] : []), ...(lot.chance(0.5) ? [`sni ${sni(lot)}`] : []), ...extras(lot)].join(' ') || 'weight 2'}`,
      ]
    : [];
  const words = [
    ...(tls ? [lot.chance(0.95) ? 'ssl' : '', verification(lot)] : []),
    ...(tls && lot.chance(0.72) ? [`sni ${sni(lot)}`] : []),
    ...extras(lot),
  ].filter(Boolean);
  // Keywords may come in any order; some of them mind.
  const order = lot.chance(0.15) ? words.toReversed() : words;
  const server = `server s1 {address} ${order.join(' ')}`.trimEnd();
  return lot.chance(0.08) ? [server, ...common] : [...common, server];
}
