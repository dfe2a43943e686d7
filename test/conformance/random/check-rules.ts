import type { Lot } from './lot.ts';

const methods = ['GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'TRACE', 'get', 'CONNECT'];
const uris = ['/', '/', '/healthz', '/a?b=c', '*', 'https://{host}/', 'http://{other}/x', 'nothing', '/\\#x'];
const versions = [
  'HTTP/1.0',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/2',
  'HTTP/2.0',
  'HTTP/0.9',
  'HTTP/1.2',
  'http/1.1',
];
const headers = [
  'Host {host}',
  'Host {host}',
  'Host {host}',
  'Host {host}:8443',
  'Host {other}',
  'host WWW.Example.Test',
  'Host 192.0.2.7',
  'Host [2001:db8::1]:443',
  'X-Forwarded-Proto https',
  'User-Agent haproxy',
  'Connection keep-alive',
  'Connection close',
  'Accept */*',
  'Content-Length 3',
  'Transfer-Encoding chunked',
  'X-Name %[srv_name]',
  'X-Be %b',
  'X-Percent 100%%',
  'Cookie a=b',
  'Content-Type text/plain',
  'X-Empty %[str()]',
  'Upgrade h2c',
  'TE trailers',
  'Host "%[str({host})]"',
  'Expect 100-continue',
];
const statuses = [
  '200',
  '200-299',
  '200-399',
  '100-599',
  '200,404',
  '301-308,200',
  '400-499',
  '404',
  '503',
  '000-999',
  '200,',
  '-404',
];
const oddStatuses = ['2xx', '299-200', '200-', '"200 "', '""', '200;404'];
const texts = ['OK', 'ok', 'nowhere', 'html', 'HTTP', '200', '<', 'e', '"not found"', '"a b"', 'SSH-2.0', '220'];
const regexes = [
  'OK',
  '^O',
  'K$',
  '^HTTP/1..',
  '[0-9]+',
  '(OK|html)',
  '^$',
  'ok|OK',
  '(?i)ok',
  '\\bOK\\b',
  '.',
  '^(SSH|220)',
  '[[:digit:]]',
  'a{2',
];
const rstatuses = ['^2', '^[23]', '^5', '200', '^4..$', '0', '^(200|404)$', '^2[0-9]{2}$'];
const names = [
  'server',
  'Server',
  'content-type',
  'Content-Length',
  'date',
  'location',
  'x-nowhere',
  'connection',
  'transfer-encoding',
];
const values = ['envoy', 'nginx', 'text', 'plain', 'close', '2', 'https', 'text/plain', 'keep-alive', 'chunked'];
const matches = ['', '', '', '-m str ', '-m beg ', '-m end ', '-m sub ', '-m reg '];
const hex = ['0d0a0d0a', '48545450', '5353482d', '32', '474554202f'];
const rhex = ['^48', '0D0A', '0d0a', '^1[56]', '535348', '32.*30', '^1'];
const settings = [
  'min-recv 0',
  'min-recv 5',
  'min-recv 10000',
  'min-recv -1',
  'comment here',
  'comment "two words"',
  'ok-status L7OKC',
  'ok-status L6OK',
  'ok-status L4OK',
  'error-status L7OKC',
  'error-status L6RSP',
  'error-status L4CON',
  'error-status L7RSP',
  'error-status l7sts',
  'tout-status L6TOUT',
  'tout-status L4TOUT',
  'on-success "all good"',
  'on-success "%[status] %[res.body,length]"',
  'on-error "no: %[status]"',
  'on-error bad',
  'on-error "%[res.body]"',
  'on-error "%[srv_name] %b"',
  'status-code int(299)',
  'status-code status',
  'status-code res.payload(9,3)',
  'status-code req.len',
  'on-error "%[str(a),upper]"',
  'on-success "%[res.hdr(server)]"',
  'on-error "%[var(check.a)]"',
  'on-success " "',
];
const oddSettings = [
  'min-recv -2',
  'ok-status L7STS',
  'on-error "%["',
  'on-error "100%"',
  'string OK',
  'nothing',
  '!',
  'status',
  'rbinary 00',
  '-m len x',
  'rstring (',
  'rstatus [',
];
const connects = [
  'default',
  'default',
  'ssl',
  'ssl',
  'ssl',
  'sni {host}',
  'sni {other}',
  'alpn h2',
  'alpn http/1.1',
  'alpn h2,http/1.1',
  'proto h2',
  'proto h1',
  'port {port}',
  'port {other-port}',
  'addr 127.0.0.1',
  'addr 127.0.0.1:{port}',
  'send-proxy',
  'linger',
  'comment first',
  'comment "at first"',
];
const oddConnects = [
  'proto none',
  'proto h2',
  'proto h1',
  'port 0',
  'port x',
  'port 70000',
  'port int({port})',
  'addr',
  'sni',
  'proto h3',
  'nothing',
  'via-socks4',
  'check-sni {host}',
  'addr 127.0.0.1:x',
  'alpn ""',
  'port str({port})',
  'addr nowhere.invalid',
  'sni str({host})',
  'port',
];
const others = [
  'comment "a remark"',
  'comment remark',
  'set-var(check.a) int(1)',
  'set-var(check.a) str(x)',
  'unset-var(check.a)',
  'set-var(txn.b) srv_name',
  'set-var-fmt(check.c) "%[srv_name]-x"',
  'set-var(check.d) res.body',
];
const oddOthers = ['comment', 'set-var(a) int(1)', 'set-var(check.a) req.hdr(host)', 'nothing', 'set-var(check.a)'];
const options = [
  'ssl-hello-chk',
  'smtpchk',
  'smtpchk EHLO mail.example.test',
  'smtpchk HELO',
  'smtpchk NOOP x',
  'ldap-check',
  'mysql-check',
  'mysql-check user haproxy',
  'mysql-check user haproxy pre-41',
  'pgsql-check user haproxy',
  'redis-check',
  'spop-check',
  'mysql-check user haproxy post-80',
];

/** Lines that say what a check does. */
export interface CheckRules {
  lines: string[];
  /** `type` line of a `healthcheck` section that would say the same; null: there is none. */
  type: string | null;
}

/**
 * Draws what a check asks for and expects.
 * @param draw the source of draws
 * @returns its lines, without the server
 */
export function checkRules(draw: Lot): CheckRules {
  const kind = draw.below(20);
  if (kind < 12) return httpChecks(draw);
  if (kind < 17) return tcpChecks(draw);
  if (kind < 19) {
    const option = draw.one(options);
    return { lines: [`option ${option}`], type: option };
  }
  return { lines: draw.mistake(0.5) ? ['no option httpchk'] : [], type: null };
}

function httpChecks(draw: Lot): CheckRules {
  const option = httpchk(draw);
  const legs = draw.chance(0.2) ? 2 + draw.below(2) : 1;
  const isMany = legs > 1 && !draw.mistake(0.5);
  const rules: string[] = [];
  for (let leg = 0; leg < legs; leg++) {
    if (leg > 0 || isMany || draw.chance(0.35)) rules.push(connect(draw, true));
    if (leg > 0 || draw.chance(0.75)) rules.push(send(draw));
    const expects = leg < legs - 1 ? 1 : draw.one([0, 0, 1, 1, 1, 2]);
    for (let i = 0; i < expects; i++) rules.push(`expect ${expectation(draw, true)}`);
  }
  const extra = ['disable-on-404', 'send-state', ...others];
  if (draw.chance(0.3)) rules.splice(draw.below(rules.length + 1), 0, draw.one(draw.mistake(0.3) ? oddOthers : extra));
  const lines = rules.map((rule) => `http-check ${rule}`);
  const place = draw.chance(0.85) ? 0 : draw.below(lines.length + 1);
  if (draw.chance(0.96)) lines.splice(place, 0, `option ${option}`);
  if (draw.chance(0.05)) lines.splice(draw.below(lines.length + 1), 0, `option ${httpchk(draw)}`);
  if (draw.chance(0.04)) lines.push(`option ${draw.one(['tcp-check', ...options])}`);
  return { lines, type: option };
}

function httpchk(draw: Lot): string {
  const words = ['httpchk'];
  const count = draw.one([0, 0, 1, 2, 2, 3, 3, 3, 3, draw.chance(0.5) ? 4 : 3]);
  if (count === 1) words.push(draw.one(uris));
  if (count > 1) words.push(draw.one(methods), draw.one(uris));
  if (count > 2) words.push(draw.one(versions));
  if (count > 3) words.push(draw.one(['{host}', '{host}:8443', '{other}', '"%[str({host})]"']));
  if (draw.mistake(0.05)) words.push('a b c d');
  if (count === 3 && draw.mistake(0.3))
    words.push(`${words.pop()}\\r\\nHost:\\ {host}${draw.one(['', '\\r\\nX-A:\\ b', '\\r\\n\\r\\nbody'])}`);
  return words.join(' ');
}

function connect(draw: Lot, http: boolean): string {
  const words = draw.several(connects, draw.below(4)).filter((word) => http || !word.startsWith('proto'));
  if (draw.mistake(0.2)) words.push(draw.one(oddConnects));
  return ['connect', ...words].join(' ');
}

function send(draw: Lot): string {
  const words: string[] = [];
  if (draw.chance(0.7)) words.push(`meth ${draw.one(methods)}`);
  if (draw.chance(0.6)) words.push(`${draw.chance(0.15) ? 'uri-lf' : 'uri'} ${draw.one(uris)}`);
  if (draw.chance(0.7)) words.push(`ver ${draw.one(versions)}`);
  const drawn = draw.several(headers, draw.one([0, 1, 1, 1, 2, 3]));
  const isHost = (header: string) => /^host /i.test(header);
  const one = draw.mistake(0.3) ? drawn : drawn.filter((header) => !isHost(header) || header === drawn.find(isHost));
  for (const header of one) words.push(`hdr ${header}`);
  if (draw.chance(0.15))
    words.push(draw.one(['body hello', 'body ""', 'body-lf "%[srv_name]"', 'body "a b\\r\\n"', 'body-lf "%%"']));
  if (draw.chance(0.1)) words.push('comment sending');
  if (draw.mistake(0.15)) words.push(draw.one(['hdr X', 'host {host}', 'uri', 'hdr', 'ver', 'body']));
  return ['send', ...(draw.chance(0.3) ? draw.shuffled(words) : words)].join(' ');
}

function expectation(draw: Lot, http: boolean): string {
  const some = draw.several(settings, draw.one([0, 0, 0, 1, 1, 2]));
  const mark = draw.chance(0.2) ? draw.one(['! ', '! ', '!', '! ! ', '!!']) : '';
  const match = mark + (http ? httpMatch(draw) : tcpMatch(draw));
  some.splice(draw.below(some.length + 1), 0, match);
  if (draw.mistake(0.2)) some.push(draw.one(oddSettings));
  return some.join(' ');
}

function httpMatch(draw: Lot): string {
  switch (draw.below(9)) {
    case 0:
    case 1:
    case 2:
      return `status ${draw.one(draw.mistake(0.2) ? oddStatuses : statuses)}`;
    case 3:
      return `rstatus ${draw.one(rstatuses)}`;
    case 4:
      return `${draw.one(['string', 'string', 'string-lf'])} ${draw.one(texts)}`;
    case 5:
      return `rstring ${draw.one(regexes)}`;
    default: {
      const name = `${draw.one(['hdr', 'fhdr'])} ${draw.one(['name', 'name', 'name', 'name-lf'])} ${draw.one(matches)}${draw.one(names)}`;
      return draw.chance(0.5)
        ? name
        : `${name} ${draw.one(['value', 'value', 'value-lf'])} ${draw.one(matches)}${draw.one(values)}`;
    }
  }
}

function tcpMatch(draw: Lot): string {
  switch (draw.below(6)) {
    case 0:
    case 1:
      return `${draw.one(['string', 'string', 'string-lf'])} ${draw.one(texts)}`;
    case 2:
      return `rstring ${draw.one(regexes)}`;
    case 3:
      return `${draw.one(['binary', 'binary-lf'])} ${draw.one(hex)}`;
    case 4:
      return `rbinary ${draw.one(rhex)}`;
    default:
      return 'string HTTP/1.';
  }
}

const requests = [
  'send "GET / HTTP/1.0\\r\\nHost: {host}\\r\\n\\r\\n"',
  'send "GET / HTTP/1.0\\r\\nHost: {host}\\r\\n\\r\\n"',
  'send "GET / HTTP/1.1\\r\\nHost: {host}\\r\\nConnection: close\\r\\n\\r\\n"',
  'send-lf "GET / HTTP/1.0\\r\\nHost: {host}\\r\\nX: %[srv_name]\\r\\n\\r\\n"',
  'send-binary 474554202f20485454502f312e300d0a0d0a',
  'send-binary-lf 474554202f20485454502f312e300d0a0d0a',
  'send PING\\r\\n',
  'send QUIT\\r\\n comment bye',
];
const oddRequests = [
  'send-binary 47455',
  'send-binary xy',
  'send x nothing',
  'send',
  'send-lf "%["',
  'expect binary 323',
];

function tcpChecks(draw: Lot): CheckRules {
  const legs = draw.chance(0.2) ? 2 : draw.chance(0.1) ? 0 : 1;
  const rules: string[] = [];
  for (let leg = 0; leg < legs; leg++) {
    if (leg > 0 || legs > 1 || draw.chance(0.6)) rules.push(connect(draw, false));
    if (draw.chance(0.75)) rules.push(draw.one(draw.mistake(0.2) ? oddRequests : requests));
    if (draw.chance(0.75)) rules.push(`expect ${expectation(draw, false)}`);
    if (draw.chance(0.2)) rules.push(`expect ${expectation(draw, false)}`);
  }
  if (draw.chance(0.2)) rules.splice(draw.below(rules.length + 1), 0, draw.one(draw.mistake(0.3) ? oddOthers : others));
  const lines = rules.map((rule) => `tcp-check ${rule}`);
  if (draw.chance(0.96)) lines.splice(draw.chance(0.85) ? 0 : draw.below(lines.length + 1), 0, 'option tcp-check');
  return { lines, type: 'tcp-check' };
}
