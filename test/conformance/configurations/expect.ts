import { byAnswer } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

function expect(name: string, rules: string | string[], against: readonly string[] = byAnswer): Configuration {
  const lines = [rules].flat().map((rule) => `http-check ${rule}`);
  return configuration(
    `expect-${name}`,
    against,
    `option httpchk GET /
http-check send hdr Host {host}
${lines.join('\n')}
server s1 {address} ssl verify none check-sni {host} sni str({host}) check`,
  );
}

const texts = ['envoy', 'healthy-tls', 'status-503', 'not-http'];

/** What an answer is held to. */
export const expectations: readonly Configuration[] = [
  expect('status', 'expect status 200'),
  expect('status-list', 'expect status 200,302,500-503'),
  expect('status-range', 'expect status 200-299'),
  expect('not-status', 'expect ! status 503'),
  expect('not-status-range', 'expect ! status 400-599'),
  expect('rstatus', 'expect rstatus ^[23]'),
  expect('not-rstatus', 'expect ! rstatus ^5'),
  expect('string', 'expect string OK', texts),
  expect('string-absent', 'expect string nowhere', texts),
  expect('not-string', 'expect ! string OK', texts),
  expect('rstring', 'expect rstring (OK|example)', texts),
  expect('not-rstring', 'expect ! rstring ^5', texts),
  expect('header', 'expect hdr name "server" value "envoy"', texts),
  expect('header-name', 'expect hdr name server', texts),
  expect('header-begins', 'expect hdr name -m beg content- value -m sub plain', texts),
  expect('header-absent', 'expect hdr name "x-nowhere"', texts),
  expect('not-header', 'expect ! hdr name "server"', texts),
  expect('full-header', 'expect fhdr name "content-type" value -m reg ^text/', texts),
  expect('comment', 'expect comment "the site" status 200'),
  expect('string-comment', 'expect comment "the site" string nowhere', texts),
  expect('min-recv', 'expect min-recv 10000 string OK', texts),
  expect('ok-status', 'expect ok-status L7OKC status 200-599'),
  expect('error-status', 'expect error-status L6RSP status 200'),
  expect('error-status-4', 'expect error-status L4CON status 200'),
  expect('timeout-status', 'expect tout-status L6TOUT status 200', ['silent-http', 'healthy-tls']),
  expect('on-error', 'expect on-error "seen %[res.body,length]" status 200'),
  expect('on-error-constant', 'expect on-error "no good" status 200'),
  expect('on-success', 'expect on-success "all good" status 200'),
  expect('status-code', 'expect status-code "int(299)" status 200-599'),
  expect('status-list-with-nothing', 'expect status 200,', ['healthy-tls', 'redirect-elsewhere']),
  expect('status-range-from-nothing', 'expect status -404', ['healthy-tls']),
  expect('set-var-last', ['expect status 200', 'set-var(check.a) int(1)'], ['healthy-tls']),
  expect('on-error-not-known', 'expect on-error "%[var(check.a)]" status 200', ['healthy-tls', 'port-closed']),
  expect('rstring-not-understood', 'expect rstring (?i)ok', ['contour', 'port-closed']),
  expect('status-then-string', ['expect status 200-399', 'expect string OK'], texts),
  expect('disable-on-404', 'disable-on-404', [
    'host-not-served-404',
    'healthy-tls',
    'status-503',
    'nginx-default-certificate',
  ]),
  expect('disable-on-404-with-status', ['disable-on-404', 'expect status 200'], ['host-not-served-404', 'healthy-tls']),
  configuration(
    'expect-before-option',
    byAnswer,
    `http-check expect status 200
option httpchk GET /
server s1 {address} ssl verify none check-sni {host} sni str({host}) check`,
  ),
  configuration(
    'expect-ignored',
    byAnswer,
    `http-check expect status 299
server s1 {address} ssl verify none check-sni {host} sni str({host}) check`,
  ),
];
