import t from 'tap';
import { judgeBytes, readable } from '../src/bytes-pattern.ts';
import type { BytesPattern } from '../src/types.ts';

const banner: BytesPattern = { kind: 'string', pattern: '+PONG', negated: false, minRecv: null };

t.test('a pattern that is not there yet is waited for until the end', async (t) => {
  t.equal(judgeBytes(banner, '+PO', false), 'wait');
  t.equal(judgeBytes(banner, '+PONG\r\n', false), 'met');
  t.equal(judgeBytes(banner, '-ERR unknown', false), 'wait');
  t.equal(judgeBytes(banner, '-ERR unknown', true), 'unmet');
});

t.test('with a minimum of bytes the absence of a match is conclusive', async (t) => {
  const pattern: BytesPattern = { kind: 'rbinary', pattern: '^1[56]', negated: false, minRecv: 5 };
  t.equal(judgeBytes(pattern, '\x15\x03', false), 'wait');
  t.equal(judgeBytes(pattern, '\x15\x03\x00\x00\x02', false), 'met');
  t.equal(judgeBytes(pattern, 'HTTP/1.1 400', false), 'unmet');
});

t.test('a negated pattern is met by its absence, once that is certain', async (t) => {
  const never = { ...banner, pattern: 'down', negated: true };
  t.equal(judgeBytes(never, 'all up', true), 'met');
  t.equal(judgeBytes(never, 'one down', false), 'unmet');
});

t.test('expressions that are not understood are not guessed', async (t) => {
  for (const pattern of ['^2\\d\\d$', '(?i)ready', '^(OK|READY)', 'a{2,3}']) t.ok(readable(pattern), pattern);
  for (const pattern of ['(', '(?<=a)b', '\\p{L}', 'a(?R)?b']) t.notOk(readable(pattern), pattern);
});
