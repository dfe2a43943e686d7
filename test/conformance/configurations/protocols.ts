import { byCertificate, byProtocol, withoutHttp2 } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const check = 'option httpchk GET /\nhttp-check send hdr Host {host}';
const sni = 'check-sni {host} sni str({host})';

function server(name: string, against: readonly string[], words: string, before = check): Configuration {
  return configuration(name, against, `${before}\nserver s1 {address} ssl ${words} check`);
}

const noVerify = (name: string, against: readonly string[], words: string, before = check) =>
  server(name, against, `verify none ${sni} ${words}`, before);
const verify = (name: string, words: string, against: readonly string[] = byCertificate, before = check) =>
  server(name, against, `verify required ${words}`, before);

const versions = ['tls12-only', 'tls13-only', 'healthy-tls', 'tls13-intolerant'];
const clientCertificates = [
  'client-certificate-tls13',
  'client-certificate-tls12',
  'client-certificate-http-400',
  'nginx-client-certificate',
  'haproxy-client-certificate',
];

const clearPorts = [
  'healthy-http',
  'nginx-http',
  'healthy-tls',
  'port-closed',
  'reset-on-accept',
  'close-on-accept',
  'close-after-request',
  'silent',
  'ssh-banner',
  'h2c-only',
];

/** What is spoken inside and around TLS: HTTP/2, versions, certificates of both sides. */
export const protocols: readonly Configuration[] = [
  noVerify('check-alpn-http1', byProtocol, 'check-alpn http/1.1'),
  noVerify('check-alpn-h2', byProtocol, 'check-alpn h2'),
  noVerify('check-alpn-both', byProtocol, 'check-alpn h2,http/1.1'),
  noVerify('check-alpn-h2-no-host', byProtocol, 'check-alpn h2', 'option httpchk GET /'),
  noVerify('check-alpn-bare', byProtocol, 'check-alpn h2', ''),
  noVerify('check-alpn-refused', ['port-closed'], 'check-alpn h2'),
  noVerify('alpn-http1', byProtocol, 'alpn http/1.1'),
  noVerify('alpn-h2', byProtocol, 'alpn h2'),
  noVerify('alpn-both', byProtocol, 'alpn h2,http/1.1'),
  noVerify('alpn-h2-check-http1', byProtocol, 'alpn h2 check-alpn http/1.1'),
  noVerify('alpn-h2-check-h2', byProtocol, 'alpn h2 check-alpn h2'),
  noVerify('proto-h2', [...byProtocol, ...withoutHttp2], 'proto h2'),
  noVerify('proto-h2-alpn-h2', [...byProtocol, ...withoutHttp2], 'proto h2 alpn h2'),
  configuration(
    'proto-h2-untrusted',
    ['healthy-tls'],
    'server s1 {address} ssl ca-file {other-ca} sni str({host}) proto h2',
  ),
  configuration(
    'proto-h2-alpn-h2-untrusted',
    ['healthy-tls'],
    'server s1 {address} ssl ca-file {other-ca} sni str({host}) proto h2 alpn h2',
  ),
  noVerify('check-proto-h2', [...byProtocol, ...withoutHttp2], 'check-proto h2'),
  noVerify('check-proto-h2-alpn', byProtocol, 'check-proto h2 check-alpn h2'),
  configuration('proto-h2-clear', clearPorts, `${check}\nserver s1 {address} proto h2 check`),

  noVerify('min-tls13', versions, 'ssl-min-ver TLSv1.3'),
  noVerify('max-tls12', versions, 'ssl-max-ver TLSv1.2'),
  noVerify('force-tls12', versions, 'force-tlsv12'),
  noVerify('force-tls13', versions, 'force-tlsv13'),
  noVerify('no-tls13', versions, 'no-tlsv13'),
  noVerify('no-tls12', versions, 'no-tlsv12'),
  noVerify('min-tls10', ['tls10-only', 'tls12-only'], 'ssl-min-ver TLSv1.0'),
  noVerify(
    'old-and-weak',
    ['tls10-only', 'dh-key-too-small', 'key-too-small'],
    'ssl-min-ver TLSv1.0 ciphers DEFAULT@SECLEVEL=0',
  ),
  noVerify('curves', ['healthy-tls', 'tls12-only'], 'curves P-256'),
  noVerify('no-tickets-no-reuse', ['contour', 'tls12-only'], 'no-tls-tickets no-ssl-reuse'),

  verify('ca-only', 'ca-file {ca}'),
  verify('ca-only-no-httpchk', 'ca-file {ca}', byCertificate, ''),
  verify('ca-other', `ca-file {other-ca} ${sni}`),
  verify('ca-missing', sni, ['healthy-tls']),
  verify('ca-check-sni', 'ca-file {ca} check-sni {host}'),
  verify('ca-check-sni-other', 'ca-file {ca} check-sni {other}'),
  verify('ca-sni', 'ca-file {ca} sni str({host})'),
  verify('ca-sni-other', 'ca-file {ca} sni str({other})'),
  verify('ca-sni-host', 'ca-file {ca} sni req.hdr(host)'),
  verify('ca-verifyhost', 'ca-file {ca} verifyhost {host}', byCertificate, 'option httpchk GET /'),
  verify('ca-verifyhost-host', 'ca-file {ca} verifyhost {host}'),
  verify(
    'ca-verifyhost-upper-case',
    'ca-file {ca} verifyhost WWW.EXAMPLE.TEST',
    ['healthy-tls', 'certificate-wrong-name'],
    '',
  ),
  verify('ca-verifyhost-other', 'ca-file {ca} verifyhost {other}', byCertificate, ''),
  verify('ca-verifyhost-other-sni', `ca-file {ca} verifyhost {other} ${sni}`),
  verify('ca-verifyhost-sni-other', 'ca-file {ca} verifyhost {host} check-sni {other} sni str({other})'),
  verify('ca-no-verifyhost', 'ca-file {ca} verifyhost {other} no-verifyhost', byCertificate, ''),
  verify('ca-chain', `ca-file {ca} ${sni}`, [
    'chain-incomplete',
    'certificate-expired',
    'certificate-not-yet-valid',
    'certificate-self-signed',
    'envoy',
    'caddy',
  ]),

  noVerify('client-certificate', clientCertificates, 'crt {client}'),
  noVerify('client-certificate-bare', clientCertificates, 'crt {client}', ''),
  noVerify('client-certificate-tls12', clientCertificates, 'crt {client} force-tlsv12'),
  noVerify('no-client-certificate-tls12', clientCertificates, 'force-tlsv12'),
];
