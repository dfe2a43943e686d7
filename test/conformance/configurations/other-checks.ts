import { byName, byProxyHeader, byTransport, various } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const tls = 'server s1 {address} ssl verify none check-sni {host} sni str({host}) check';
const clear = 'server s1 {address} check';

function tcp(name: string, against: readonly string[], rules: string[], server = tls): Configuration {
  const lines = rules.map((rule) => `tcp-check ${rule}`);
  return configuration(`tcp-check-${name}`, against, ['option tcp-check', ...lines, server].join('\n'));
}

const request = 'send GET\\ /\\ HTTP/1.0\\r\\nHost:\\ {host}\\r\\n\\r\\n';
const banners = ['ssh-banner', 'silent', 'healthy-http', 'garbage'];
const handshakes = [
  'healthy-tls',
  'tls12-only',
  'tls13-only',
  'alert-without-sni-40',
  'contour',
  'plain-http-only',
  'silent',
  'nginx-reject-handshake',
  'healthy-http',
];

/** Checks that are not HTTP. */
export const otherChecks: readonly Configuration[] = [
  tcp('bare', [...various, 'port-closed', 'silent'], []),
  tcp('bare-clear', ['healthy-http', 'port-closed', 'syn-unanswered', 'close-on-accept'], [], clear),
  tcp('connect', various, ['connect']),
  tcp('connect-default', byName, ['connect default']),
  tcp('connect-ssl', byName, ['connect ssl']),
  tcp('connect-ssl-sni', [...byName, 'contour', 'plain-http-only', 'silent'], ['connect ssl sni {host}']),
  tcp('connect-port', byTransport, ['connect port {port}']),
  tcp('connect-port-ssl', ['contour', 'port-closed', 'healthy-http'], ['connect port {port} ssl sni {host}']),
  tcp('connect-send-proxy', byProxyHeader, ['connect default send-proxy']),
  tcp('connect-comment', ['port-closed', 'contour', 'silent'], ['connect ssl comment hello']),
  tcp('send-expect', various, ['connect ssl sni {host}', request, 'expect string 200']),
  tcp('send-expect-implicit', various, [request, 'expect rstring ^HTTP/1..\\ [23]']),
  tcp(
    'send-expect-clear',
    ['healthy-http', 'redirect-http', 'silent', 'garbage'],
    [request, 'expect string 200\\ OK'],
    clear,
  ),
  tcp('send-not-expect', ['healthy-http', 'redirect-http'], [request, 'expect ! string 301'], clear),
  tcp('send-binary', ['healthy-http', 'silent'], ['send-binary 0d0a0d0a', 'expect string 400'], clear),
  tcp('expect-banner', banners, ['connect', 'expect string SSH-2.0'], clear),
  tcp('expect-rstring', banners, ['expect comment banner rstring ^(SSH|220)'], clear),
  tcp('expect-binary', banners, ['expect binary 5353482d'], clear),
  tcp('expect-min-recv', ['ssh-banner', 'smtp-banner'], ['expect min-recv 100 string mail'], clear),
  tcp('expect-string-lf', ['ssh-banner', 'healthy-http'], ['expect string-lf SSH-3'], clear),
  tcp('expect-refused-certificate', ['client-certificate-tls13'], ['expect string OK']),
  tcp('expect-nothing-unwanted', ['close-on-accept'], ['expect ! string 5'], clear),
  configuration('mysql', ['port-closed', 'close-on-accept'], `option mysql-check user haproxy\n${clear}`),
  configuration('mysql-over-tls', ['healthy-http'], `option mysql-check\n${tls}`),
  configuration('ldap', ['ssh-banner', 'close-on-accept'], `option ldap-check\n${clear}`),
  configuration('tcp-check-without-option', various, `tcp-check connect ssl sni {host}\n${tls}`),
  configuration('ssl-hello-clear', handshakes, `option ssl-hello-chk\n${clear}`),
  configuration('ssl-hello-over-tls', ['healthy-tls', 'contour'], `option ssl-hello-chk\n${tls}`),
  configuration('redis', [...banners, 'port-closed'], `option redis-check\n${clear}`),
  configuration('redis-over-tls', ['healthy-tls', 'contour', 'imaps'], `option redis-check\n${tls}`),
  configuration('smtp', [...banners, 'port-closed'], `option smtpchk\n${clear}`),
  configuration('smtp-ehlo', ['smtp-banner', 'healthy-http'], `option smtpchk EHLO mail.example.test\n${clear}`),
  configuration('smtp-over-tls', ['healthy-tls', 'imaps'], `option smtpchk\n${tls}`),
  configuration('pgsql', banners, `option pgsql-check user haproxy\n${clear}`),
];
