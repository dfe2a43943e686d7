import fc from 'fast-check';
import t from 'tap';
import { readListLine } from '../../../src/matrix/input/list.ts';
import { collect } from './collect.ts';

const read = (...lines: string[]) =>
  collect((sink) => {
    for (const [i, line] of lines.entries()) readListLine(line, i + 1, sink);
  });

t.test('one host a line; comments and blank lines say nothing', async (t) => {
  const found = read('www.example.test', '', '  \t', '# no.test', '; no.test', ' a.test # b.test', 'c.test\t; d.test');
  t.same(found, { hosts: ['www.example.test', 'a.test', 'c.test'], pairs: [], problems: [], asides: [] });
});

t.test('a host is sent in ASCII, in lower case, without the dot of the root', async (t) => {
  const { hosts, asides } = read(
    'WWW.Example.TEST.',
    'München.example.test',
    'XN--MNCHEN-3YA.example.test',
    'localhost',
  );
  t.same(hosts, ['www.example.test', 'xn--mnchen-3ya.example.test', 'xn--mnchen-3ya.example.test', 'localhost']);
  t.same(
    asides.map(([what]) => what),
    ['idn'],
  );
});

t.test('addresses are hosts, the same however they are written', async (t) => {
  const { hosts, asides, problems } = read('192.0.2.1', '2001:DB8:0:0::1', '[2001:db8::1]', '[2001:db8::1]:443');
  t.same(hosts, ['192.0.2.1', '2001:db8::1', '2001:db8::1', '2001:db8::1']);
  t.same(asides, [['port', '[2001:db8::1]:443']]);
  t.same(problems, []);
});

t.test('a pasted URL and a port are taken off, and said', async (t) => {
  const { hosts, asides } = read('https://User:pw@Shop.example.test:8443/a?b#c', 'HTTP://a.test', 'b.test:8080');
  t.same(hosts, ['shop.example.test', 'a.test', 'b.test']);
  t.same(
    asides.map(([what]) => what),
    ['url', 'url', 'port'],
  );
});

t.test('what is no host is a problem with its line and word, and the next line counts', async (t) => {
  const cases: [line: string, message: RegExp][] = [
    ['*.example.test', /wildcard: give one name/],
    ['a.test b.test', /"a.test b.test" is more than one word/],
    ['-a.test', /begins or ends with "-"/],
    ['a..test', /empty label/],
    ['a!.test', /it holds "!"/],
    ['a.0x1f', /neither a host name nor an IP/],
    ['10.0.0.256', /neither a host name nor an IP/],
    [`${'a'.repeat(64)}.test`, /longer than 63/],
    ['ftp://a.test/', /http or https URL/],
    ['https://', /http or https URL/],
    ['b\ufffdcher.test', /not UTF-8/],
    ['a.test,b.test', /it holds ","/],
    ['"a.test"', /quote/],
  ];
  for (const [line, message] of cases) {
    const { hosts, problems } = read(line, 'good.test');
    t.same(hosts, ['good.test'], line);
    t.equal(problems.length, 1, line);
    t.equal(problems[0]?.line, 1);
    t.match(problems[0]?.message, message);
  }
});

t.test('a line as of /etc/hosts: its names, not its address; an address alone is a host', async (t) => {
  const { hosts, asides, problems } = read(
    '10.0.0.1 a.test  b.test # c.test',
    '::1 d.test',
    '10.0.0.2 bad!.test',
    '10.0.0.3',
  );
  t.same(hosts, ['a.test', 'b.test', 'd.test', '10.0.0.3']);
  t.same(asides[0], ['hosts-file', '10.0.0.1 a.test b.test']);
  t.equal(problems.length, 1);
});

t.test('an underscore is let pass and said', async (t) => {
  t.match(read('a_b.test'), { hosts: ['a_b.test'], asides: [['underscore', 'a_b.test']] });
});

t.test('whatever a line holds, nothing is thrown, and hosts are such as can be sent', async () => {
  const word = fc.oneof(fc.string({ unit: 'binary' }), fc.domain(), fc.webUrl(), fc.ipV6(), fc.ipV4());
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), fc.constantFrom(' ', '\t', '', ','), (words, between) => {
      const { hosts } = read(words.join(between));
      return hosts.every((host) => /^[a-z\d._:-]+$/.test(host) && host.length <= 253);
    }),
  );
});

t.test('a long line takes time in proportion', async (t) => {
  const { hosts, problems } = read(`10.0.0.1 ${'a.test '.repeat(9000)}`, 'a.'.repeat(30_000), '-'.repeat(60_000));
  t.equal(hosts.length, 9000);
  t.equal(problems.length, 2);
});
