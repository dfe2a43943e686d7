import fc from 'fast-check';
import t from 'tap';
import { CsvReader } from '../../../src/matrix/input/csv.ts';
import { collect } from './collect.ts';

const read = (text: string) =>
  collect((sink) => {
    const csv = new CsvReader(sink);
    for (const [i, line] of text.split('\n').entries()) csv.line(line, i + 1);
    csv.end();
  });
const short = (text: string) => read(text).pairs.map(({ address, host, label, port }) => [address, host, label, port]);

t.test('ADDRESS, HOST, LABEL, PORT, blanks around them or not; label and port may be missing', async (t) => {
  t.same(short('10.0.0.1, a.test , old,8443\n10.0.0.2,b.test\n10.0.0.3,c.test,,\n'), [
    ['10.0.0.1', 'a.test', 'old', '8443'],
    ['10.0.0.2', 'b.test', '', ''],
    ['10.0.0.3', 'c.test', '', ''],
  ]);
});

t.test('quotes hold commas, doubled quotes and line breaks', async (t) => {
  const { pairs, problems } = read(
    '"10.0.0.1", "a.test","old, ""A"""\n10.0.0.2,b.test,new,443,"a\nb"\n10.0.0.3,c.test',
  );
  t.same(problems, []);
  t.same(
    pairs.map(({ host, label, line }) => [host, label, line]),
    [
      ['a.test', 'old, "A"', 1],
      ['b.test', 'new', 2],
      ['c.test', '', 4],
    ],
  );
});

t.test('a header is no pair, and gives the order of the columns', async (t) => {
  t.same(short('Address, Host, Label, Port\n10.0.0.1,a.test,old,443'), [['10.0.0.1', 'a.test', 'old', '443']]);
  t.same(short('remark,Hostname,IP,target\nx,a.test,10.0.0.1,old'), [['10.0.0.1', 'a.test', 'old', '']]);
  t.same(short('server_name,ip-address\na.test,10.0.0.1'), [['10.0.0.1', 'a.test', '', '']]);
  t.same(short('10.0.0.1,host\n'), [['10.0.0.1', 'host', '', '']], 'a pair whose host is called so');
});

t.test('comments, blank lines, semicolons and tabs', async (t) => {
  t.same(short('# 10.0.0.9,no.test\n\n10.0.0.1;a.test;old'), [['10.0.0.1', 'a.test', 'old', '']]);
  t.same(short('10.0.0.1\ta.test\t\t8443'), [['10.0.0.1', 'a.test', '', '8443']]);
});

t.test('what cannot be used is told by its line, and the others count', async (t) => {
  const { pairs, problems, asides } = read(
    ',a.test\n10.0.0.1,\n10.0.0.1\n"10.0.0.1"x,a.test\n10.0.0.2,b.test,c,1,more',
  );
  t.same(
    problems.map(({ line }) => line),
    [1, 2, 3, 4],
  );
  t.match(problems[0]?.message, /ADDRESS is missing/);
  t.match(problems[1]?.message, /HOST is missing/);
  t.match(problems[3]?.message, /"x" stands behind a closing quote/);
  t.equal(pairs.length, 1);
  t.equal(asides[0]?.[0], 'more-columns');
});

t.test('a quote that is not closed costs its own line', async (t) => {
  const lines = Array.from({ length: 40 }, (_, i) => `10.0.0.1,h${i}.test`);
  const { pairs, problems } = read(['10.0.0.1,"open.test', ...lines].join('\n'));
  t.equal(pairs.length, 40);
  t.match(problems, [{ line: 1, message: /is not closed/ }]);
  t.match(read('10.0.0.1,a.test,"open').problems, [{ line: 1 }], 'at the end of the file too');
});

t.test('a quote within a field that does not begin with one is as any other character', async (t) => {
  const remarked = ['10.0.0.1,a.test,19" rack', '10.0.0.2,b.test', '10.0.0.3,c.test,"d, e"'];
  const { pairs, problems } = read([...remarked, '10.0.0.4,d.test,19" and 21"', '10.0.0.5,e.test'].join('\n'));
  t.same(problems, []);
  t.same(
    pairs.map(({ host, label }) => [host, label]),
    [
      ['a.test', '19" rack'],
      ['b.test', ''],
      ['c.test', 'd, e'],
      ['d.test', '19" and 21"'],
      ['e.test', ''],
    ],
  );
  t.same(short('10.0.0.1;a.test;19" rack;443'), [['10.0.0.1', 'a.test', '19" rack', '443']]);
});

t.test('what a careful writer writes is read as it was meant', async (t) => {
  const field = fc.string({ unit: fc.constantFrom('a', '.', ',', '"', ' ', 'ü', '\n', ';'), maxLength: 8 });
  const written = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 5 }), (rows) => {
      const full = rows.map(([a, b, c]) => [`x${a}`, `y${b}`, c] as const);
      const { pairs } = read(full.map((row) => row.map(written).join(',')).join('\n'));
      t.same(
        pairs.map(({ address, host, label }) => [address, host, label]),
        full.map((row) => row.map((text) => text.trim())),
      );
    }),
    { numRuns: 50 },
  );
});

t.test('whatever it holds, nothing is thrown', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ',', '"', ' ', '\n', '\0', '#', '\u{1f600}', '1'),
    maxLength: 200,
  });
  fc.assert(fc.property(text, (csv) => void read(csv)));
  read('"\n'.repeat(20_000));
});
