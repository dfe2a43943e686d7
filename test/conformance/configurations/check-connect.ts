import { byHost, byName, byProtocol, byProxyHeader, byTransport, various } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const send = 'http-check send meth GET uri / ver HTTP/1.1 hdr Host {host}';
const tls = 'server s1 {address} ssl verify none check-sni {host} sni str({host}) check';

function connect(name: string, against: readonly string[], rule: string, server = tls): Configuration {
  return configuration(`connect-${name}`, against, `option httpchk\nhttp-check connect ${rule}\n${send}\n${server}`);
}

/** `http-check connect`: how the connection of a check is made. */
export const checkConnect: readonly Configuration[] = [
  configuration('connect-nothing', various, `option httpchk\nhttp-check connect\n${send}\n${tls}`),
  connect('default', various, 'default'),
  connect('default-no-check-sni', byName, 'default', 'server s1 {address} ssl verify none sni str({host}) check'),
  connect('default-sni', byName, 'default sni {host}', 'server s1 {address} ssl verify none check'),
  connect('default-other-sni', byName, 'default sni {other}'),
  connect('ssl', byName, 'ssl'),
  connect('ssl-sni', various, 'ssl sni {host}'),
  connect('ssl-sni-clear-server', byTransport, 'ssl sni {host}', 'server s1 {address} verify none check'),
  connect('sni-without-ssl', various, 'sni {host}'),
  connect('port', byTransport, 'port {port}'),
  connect('port-ssl-sni', various, 'port {port} ssl sni {host}', 'server s1 127.0.0.1:1 verify none check'),
  connect('other-port', ['contour', 'status-503'], 'port {other-port}'),
  connect('other-port-default', ['contour', 'plain-http-only'], 'default port {other-port}'),
  connect(
    'addr',
    ['contour', 'healthy-tls'],
    'addr 127.0.0.1:{port} ssl sni {host}',
    'server s1 127.0.0.1:1 verify none check',
  ),
  connect('alpn-h2', byProtocol, 'ssl sni {host} alpn h2'),
  connect('alpn-http1', byProtocol, 'ssl sni {host} alpn http/1.1'),
  connect('alpn-both', byProtocol, 'default alpn h2,http/1.1'),
  connect('proto-h2', byProtocol, 'ssl sni {host} alpn h2 proto h2'),
  connect('send-proxy', byProxyHeader, 'default send-proxy'),
  connect('ssl-send-proxy', byProxyHeader, 'ssl sni {host} send-proxy'),
  connect('drops-send-proxy', byProxyHeader, 'ssl sni {host}', 'server s1 {address} ssl verify none send-proxy check'),
  connect('linger', ['contour', 'healthy-tls'], 'default linger'),
  connect('comment', ['contour', 'port-closed', 'status-503'], 'ssl comment first'),
  configuration(
    'connect-twice',
    byHost,
    `option httpchk
http-check connect ssl sni {host}
${send}
http-check expect status 200
http-check connect port {other-port}
http-check send meth GET uri /second ver HTTP/1.1 hdr Host {host}
http-check expect status 200-399
${tls}`,
  ),
  configuration(
    'connect-second-fails',
    ['contour', 'healthy-tls', 'status-503'],
    `option httpchk
http-check connect port {other-port}
${send}
http-check expect status 200
http-check connect ssl
http-check send meth GET uri /second ver HTTP/1.1 hdr Host {host}
http-check expect status 200
${tls}`,
  ),
];
