import t from 'tap';
import { isBrokenRegex } from '../../../src/haproxy/model/broken-regex.ts';
import { bytesOfHex } from '../../../src/haproxy/model/hex-bytes.ts';
import { constantFormat, readFormat } from '../../../src/haproxy/model/log-format.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';

t.test('a log-format text that is always the same', async (t) => {
  const same: [text: string, means: string][] = [
    ['', ''],
    ['www.example.test', 'www.example.test'],
    ['100%%', '100%'],
    ['%%%%', '%%'],
    ['%-x', '-x'],
    ['a  b ', 'a  b '],
    ['%[str(a b)]', 'a b'],
    ['%[str()]x%[int(7)]', 'x7'],
    ['%[str(Ab),lower]%[str(Ab),upper]', 'abAB'],
  ];
  for (const [text, means] of same) t.equal(constantFormat(text), means, text);
  for (const text of ['%[srv_name]', '%s', '%[date]', '%{+Q}[str(a)]', '%[str("a")]', '%[str(a),hex]', '%(n)s'])
    t.equal(constantFormat(text), null, text);
  for (const text of ['100%', '50% x', '%5', '%Q', '%[str(a]', '%{+Q}', '%[path]'])
    t.equal(constantFormat(text), null, `${text} is refused`);
});

t.test('a name in front of a sample is read from 3.0 on', async (t) => {
  t.match(readFormat('%(n)[str(x)]', parseVersion('3.0')), [{ known: 'x' }]);
  t.match(readFormat('%(n)[str(x)]', parseVersion('2.8')), ['(n)[str(x)]']);
  t.match(readFormat('%(a b)s', parseVersion('3.0')), { refused: String });
});

t.test('hex digits', async (t) => {
  t.equal(bytesOfHex('48fF00'), 'H\xff\0');
  t.equal(bytesOfHex(''), '');
  t.equal(bytesOfHex('0'), null);
  t.equal(bytesOfHex('0g'), null);
});

t.test('expressions that no library takes', async (t) => {
  for (const broken of ['(', ')', 'a(b', '[', '^2[0-', '*a', 'a|*', '(+)', 'a\\']) t.ok(isBrokenRegex(broken), broken);
  for (const whole of ['', '^2..$', '(a|b)*', '[]]', '[^])(]', '\\(', '(?:a)?', '(?=a)', '[[:digit:]]+', '\\Q(\\E'])
    t.notOk(isBrokenRegex(whole), whole);
});
