import t from 'tap';
import { isIpLiteral, parseHostName } from '../src/host-name.ts';

t.test('names that are sent as they are', async (t) => {
  for (const name of [
    'www.example.test',
    'WWW.Example.test',
    'localhost',
    'a-b.c0',
    `${'a'.repeat(63)}.test`,
    '1password.test',
  ]) {
    t.same(parseHostName(name), { name, isAddress: false, notes: [] });
  }
});

t.test('names that are sent otherwise, or are unusual', async (t) => {
  t.match(parseHostName('www.example.test.'), { name: 'www.example.test', notes: [/trailing dot/] });
  t.match(parseHostName('my_host.test'), { name: 'my_host.test', notes: [/underscore/] });
  t.match(parseHostName('bücher.example'), { name: 'xn--bcher-kva.example', notes: [/xn--bcher-kva\.example/] });
  t.match(parseHostName('10.0.0.5'), { name: '10.0.0.5', isAddress: true, notes: [/no server name/] });
  t.match(parseHostName('[2001:db8::1]'), { name: '2001:db8::1', isAddress: true });
});

const refused: [string, RegExp][] = [
  ['', /empty/],
  ['a b', /space or control/],
  ['a\tb', /space or control/],
  ['a\r\nhttp-request deny', /space or control/],
  ['a\u0000', /space or control/],
  ['a\u0085b', /space or control/],
  ['a\u202eb', /space or control/],
  ['"a"', /quote/],
  ["a'", /quote/],
  ['*.example.test', /wildcard/],
  [`${'a'.repeat(64)}.test`, /63/],
  [`${'a.'.repeat(130)}test`, /253/],
  ['a..b', /empty label/],
  ['.', /empty label/],
  ['-a.test', /begins or ends/],
  ['a:443', /port or a URL/],
  ['https://a/', /port or a URL/],
  ['1.2.3.999', /neither/],
  ...[...'#\\$%{}()<>|;&,=@!~^?/'].map((character): [string, RegExp] => [`a${character}b`, /holds|no host name/]),
];

for (const [text, message] of refused) {
  t.test(`refused: ${JSON.stringify(text).slice(0, 40)}`, async (t) => {
    t.throws(() => parseHostName(text), { message });
  });
}

t.test('whatever is accepted is harmless in a configuration line', async (t) => {
  const harmful: string[] = [];
  for (let code = 0; code < 0x3000; code++) {
    const text = `a${String.fromCodePoint(code)}b.test`;
    try {
      const { name } = parseHostName(text);
      if (!/^[\w.-]+$/.test(name)) harmful.push(`U+${code.toString(16)} gave ${JSON.stringify(name)}`);
    } catch {
      // Refused: as harmless as can be.
    }
  }
  t.same(harmful, []);
});

t.test('IP literals', async (t) => {
  for (const text of [
    '0.0.0.0',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    '[::1]',
    '1:2:3:4:5:6:7:8',
    '::ffff:1.2.3.4',
  ])
    t.ok(isIpLiteral(text), text);
  for (const text of ['256.0.0.1', '01.2.3.4', '1.2.3', ':', '::1::', '[::1', '1:2', 'a::g', '10.0.0.5:443', '::1%lo'])
    t.notOk(isIpLiteral(text), text);
});
