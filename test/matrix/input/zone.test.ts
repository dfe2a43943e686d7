import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { readZone } from '../../../src/matrix/input/zone.ts';
import { collect, fixturePath } from './collect.ts';

const read = (text: string) => collect((sink) => readZone(text, sink));

t.test('the owners of a whole zone', async (t) => {
  const { hosts, asides, problems } = read(readFileSync(fixturePath('example.test.zone'), 'utf8'));
  t.same(
    [...new Set(hosts)],
    [
      'example.test',
      'www.example.test',
      'shop.example.test',
      'api.example.test',
      'svc.example.test',
      'flat.example.test',
      'typed.example.test',
      'dash.example.test',
      'mx.example.test',
      'other.example.net',
      'deep.sub.example.test',
    ],
  );
  t.same(asides, [
    ['service-label', '_8443._https.api.example.test'],
    ['service-label', '_acme-challenge.example.test'],
    ['wildcard', '*.example.test'],
    ['wildcard', '*.apps.example.test'],
  ]);
  t.match(problems, [
    { line: 27, message: /is no host name/ },
    { line: 32, message: /\$INCLUDE: the file "sub.zone" is not read: give it to --hosts/ },
    { line: 33, message: /\$GENERATE/ },
  ]);
});

t.test('TTL and class in either order, in any case, or missing', async (t) => {
  const zone = '$ORIGIN a.test.\nb 1h IN A 10.0.0.1\nc IN 1h30m a 10.0.0.1\nd A 10.0.0.1\ne in aaaa ::1\nf CH A x\n';
  t.same(read(zone).hosts, ['b.a.test', 'c.a.test', 'd.a.test', 'e.a.test']);
});

t.test('records of other types name no host', async (t) => {
  t.same(read('a.test. MX 10 m\nb.test. TXT "c.test. A 1.2.3.4"\nd.test. NS e\nf.test. SRV 0 0 1 g\n').hosts, []);
});

t.test('names without an origin are one problem, not guesses', async (t) => {
  const { hosts, problems } = read('@ IN A 10.0.0.1\nwww IN A 10.0.0.1\nabsolute.test. IN A 10.0.0.1\n');
  t.same(hosts, ['absolute.test']);
  t.match(problems, [{ line: 1, message: /^"@" \(and 1 more\).*\$ORIGIN example\.test\./ }]);
});

t.test('the first record needs an owner of its own', async (t) => {
  t.match(read('  IN A 10.0.0.1\n').problems, [{ line: 1, message: /no record stands before/ }]);
});

t.test('what is not closed is told, and the entries behind a quote count', async (t) => {
  t.match(read('a.test. TXT "open\nb.test. A 10.0.0.1\n'), { hosts: ['b.test'], problems: [{ line: 1 }] });
  t.match(read('a.test. A ( 10.0.0.1\n').problems, [{ line: 1, message: /"\(" that is not closed/ }]);
  t.match(read('a.test. A 10.0.0.1 )\n').problems, [{ line: 1, message: /"\)" that nothing opens/ }]);
});

t.test('the owner of the SOA is the zone that relative names are below, where the file names no other', async (t) => {
  const soa = 'a.test. IN SOA ns h (1 2 3 4 5)\nb A 10.0.0.1\n';
  t.same(read(soa), { ...read(''), hosts: ['b.a.test'] });
  t.same(read(`$ORIGIN c.test.\n${soa}`).hosts, ['b.c.test']);
});

t.test('CRLF, a byte order mark and a missing last line end', async (t) => {
  t.same(read('\ufeff$ORIGIN a.test.\r\nb A 10.0.0.1\r\n\r\n  AAAA ::1\r\nc A 10.0.0.1').hosts, [
    'b.a.test',
    'b.a.test',
    'c.a.test',
  ]);
});

t.test('whatever it holds, nothing is thrown, in time in proportion', async () => {
  const unit = fc.constantFrom(
    'a',
    '.',
    '@',
    ' ',
    '\n',
    '(',
    ')',
    '"',
    ';',
    '\\',
    '0',
    '$ORIGIN ',
    ' A ',
    ' IN ',
    '*',
    '\0',
  );
  fc.assert(fc.property(fc.string({ unit, maxLength: 120 }), (zone) => void read(zone)));
  for (const piece of ['(', '"', '\\', '(a ', '"a\n', '\\000', 'a\n', ';']) read(piece.repeat(200_000));
});
