import { byProxyHeader, byTransport, various } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const check = 'option httpchk GET /\nhttp-check send hdr Host {host}';
const sni = 'check-sni {host} sni str({host})';

function server(name: string, against: readonly string[], words: string, before = check): Configuration {
  return configuration(name, against, `${before}\nserver s1 {address} ${words} check`);
}

/** Whether a check has the TLS, the PROXY header and the port of its server. */
export const transport: readonly Configuration[] = [
  configuration(
    'no-check',
    ['contour', 'healthy-http', 'port-closed'],
    `${check}\nserver s1 {address} ssl verify none ${sni}`,
  ),
  server('check-port', byTransport, `ssl verify none ${sni} port {port}`),
  server('check-addr', byTransport, `ssl verify none ${sni} addr 127.0.0.1`),
  server('check-port-ssl', various, `ssl verify none ${sni} port {port} check-ssl`),
  server('check-addr-ssl', various, `ssl verify none ${sni} addr 127.0.0.1 port {port} check-ssl`),
  server('check-other-port', ['contour', 'status-503', 'healthy-http'], `ssl verify none ${sni} port {other-port}`),
  server('check-other-port-ssl', ['contour', 'healthy-tls'], `ssl verify none ${sni} port {other-port} check-ssl`),
  server('check-ssl-only', byTransport, `check-ssl verify none ${sni}`),
  server('check-ssl-beside-ssl', ['contour', 'healthy-http'], `ssl check-ssl verify none ${sni}`),
  server('no-check-ssl', byTransport, `ssl verify none ${sni} no-check-ssl`),
  server('no-check-ssl-bare', byTransport, `ssl verify none no-check-ssl`, ''),
  server('no-ssl', byTransport, `ssl verify none ${sni} no-ssl`),
  server('port-bare', byTransport, `ssl verify none ${sni} port {port}`, ''),
  configuration('ipv4-prefix', ['contour'], `${check}\nserver s1 ipv4@{address} ssl verify none ${sni} check`),
  server('send-proxy', byProxyHeader, `ssl verify none ${sni} send-proxy`),
  server('send-proxy-clear', byProxyHeader, 'send-proxy'),
  server('send-proxy-v2', byProxyHeader, `ssl verify none ${sni} send-proxy-v2`),
  server(
    'send-proxy-v2-clear',
    ['proxy-required-http', 'haproxy-accept-proxy-http', 'nginx-http', 'healthy-http'],
    'send-proxy-v2',
  ),
  server('send-proxy-v2-ssl', byProxyHeader, `ssl verify none ${sni} send-proxy-v2-ssl`),
  server(
    'send-proxy-v2-options',
    ['proxy-v2-required', 'haproxy-accept-proxy', 'nginx-proxy-protocol'],
    `ssl verify none ${sni} send-proxy-v2 proxy-v2-options ssl,authority,unique-id`,
  ),
  server('send-proxy-bare', byProxyHeader, 'ssl verify none send-proxy', ''),
  server('check-send-proxy-only', byProxyHeader, `ssl verify none ${sni} check-send-proxy`),
  server('send-proxy-port', byProxyHeader, `ssl verify none ${sni} send-proxy port {port}`),
  server('send-proxy-port-check-ssl', byProxyHeader, `ssl verify none ${sni} send-proxy port {port} check-ssl`),
  server(
    'send-proxy-port-check-both',
    byProxyHeader,
    `ssl verify none ${sni} send-proxy-v2 port {port} check-ssl check-send-proxy`,
  ),
  server(
    'proxy-v2-options-alone',
    ['nginx-proxy-protocol', 'healthy-tls'],
    `ssl verify none ${sni} proxy-v2-options crc32c`,
  ),
  server('check-port-beyond-all', ['healthy-http'], 'port 65536', ''),
  server('no-send-proxy', ['proxy-v1-required', 'healthy-tls'], `ssl verify none ${sni} send-proxy no-send-proxy`),
];
