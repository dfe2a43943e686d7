import t from 'tap';
import { judge } from '../../../src/haproxy/syntax/condition.ts';
import { unsetMark } from '../../../src/haproxy/syntax/line-reader.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';

const defined = new Set(['SET', 'EMPTY']);
const read = (text: string, version = '3.2.26') =>
  judge(text, {
    version: parseVersion(version),
    isDefined: (name) => (name === 'PERHAPS' ? null : defined.has(name)),
  });
const truth = (text: string, version?: string) => read(text, version).truth;

t.test('numbers, operators and brackets', async (t) => {
  const yes = [
    '1',
    '-1',
    '0x10',
    '010',
    ' 1',
    '!0',
    '! 0',
    '!!1',
    '1&&1',
    '0 || 1',
    '1 || 0 && 0',
    '!(0)',
    '((1)) && 1',
  ];
  const no = ['', '0', '00', '+0', '!1', '1 && 0', '0 || 1 && 0', '(1 || 1) && 0', '!(1)'];
  for (const text of yes) t.equal(truth(text), true, text);
  for (const text of no) t.equal(truth(text), false, text);
});

t.test('functions, whose arguments have quotes and escapes of their own', async (t) => {
  const yes = [
    ...['defined(SET)', 'defined(EMPTY)', '!defined(NONE)', 'defined("SET")', '!defined', '!defined( SET )'],
    ...[
      'streq(a,a)',
      'streq(a b,"a b")',
      'streq("a,b",a","b)',
      'streq(\'"\',\\")',
      'streq(,)',
      'strneq(a, a)',
      'strstr(abc,b)',
    ],
    ...['feature(OPENSSL)', '!feature(NOSUCH)', '!enabled(NOSUCH)'],
  ];
  for (const text of yes) t.strictSame(read(text), { truth: true, faults: [] }, text);
});

t.test('versions are compared as HAProxy compares them', async (t) => {
  const yes = ['3.2', '3.2.26', '3.2.25', '3', '2.9.99', '3.2.26-rc1', 'no version', ''];
  for (const text of yes) t.equal(truth(`version_atleast(${text})`), true, text);
  for (const text of ['3.2.27', '3.3', '4', '3.3-dev1', '3.2.26-1', '-1'])
    t.equal(truth(`version_atleast(${text})`), false, text);
  t.equal(truth('version_before(3.4)'), true);
  t.equal(truth('version_before(3.2)'), false);
  t.equal(truth('version_atleast(3.0)', 'any'), null, 'it depends on which version is meant');
  t.equal(truth('version_atleast(2.4)', 'any'), true);
});

t.test('what builds differ in is not known, and decides only where nothing else does', async (t) => {
  const unknown = [
    ...['openssl_version_atleast(3.0.0)', 'openssl_version_before(3.0.0)', 'ssllib_name_startswith(OpenSSL)'],
    ...['feature(LUA)', 'enabled(EPOLL)', 'defined(PERHAPS)', '!feature(LUA)', '1 && feature(LUA)', '(feature(LUA))'],
    ...[`streq(${unsetMark},prod)`, `"${unsetMark}"`, `!${unsetMark}`, `${unsetMark} || 1`],
  ];
  for (const text of unknown) t.strictSame(read(text), { truth: null, faults: [] }, text);
  t.equal(truth('0 && feature(LUA)'), false);
  t.equal(truth('feature(LUA) && 0'), false);
  t.equal(truth('feature(LUA) || 1'), true);
  t.equal(truth('awslc_api_atleast(17)', '3.4'), null);
});

t.test('what HAProxy cannot read is told, with its place', async (t) => {
  const wrong: [text: string, at: number][] = [
    ['foo', 0],
    ['1foo', 1],
    ['1 0', 2],
    ['1 && ', 5],
    ['1 ||', 4],
    ['&& 1', 0],
    ['1 & 1', 2],
    ['!', 1],
    ['()', 1],
    ['(1', 0],
    ['1)', 1],
    ['defined (SET)', 8],
    ['defined(SET', 11],
    ['defined(A,B)', 9],
    ['streq(a)', 7],
    ['streq(a,b,c)', 9],
    ['streq(a\\', 7],
    ['Defined(SET)', 0],
  ];
  for (const [text, at] of wrong) t.match(read(text), { truth: null, faults: [{ at, severity: 'fatal' }] }, text);
});

t.test('functions that a version does not have', async (t) => {
  t.match(read('strstr(a,b)', '2.6').faults, [{ at: 0, message: /since 2\.8/, severity: 'fatal' }]);
  t.match(read('strstr(a,b)', '2.8').faults, []);
  t.match(read('strstr(a,b)', 'any').faults, [{ severity: 'warning' }], 'some take it');
  t.match(read('awslc_api_before(17)', '3.2').faults, [{ severity: 'fatal' }]);
});

t.test('nesting is bounded as it is in HAProxy', async (t) => {
  const brackets = (count: number) => `${'('.repeat(count)}1${')'.repeat(count)}`;
  t.equal(truth(brackets(340)), true);
  t.match(read(brackets(341)).faults, [{ severity: 'fatal' }]);
  t.equal(truth(`1${'&&1'.repeat(1021)}`), true);
  t.match(read(`1${'&&1'.repeat(1022)}`).faults, [{ severity: 'fatal' }]);
  t.match(read('('.repeat(1_000_000)).faults, [{ severity: 'fatal' }]);
  t.equal(truth(`${'!'.repeat(10_000)}1`), true);
});
