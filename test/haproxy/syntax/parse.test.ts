import fc from 'fast-check';
import t from 'tap';
import { parse, print } from '../../../src/haproxy/syntax/parse.ts';

/** Texts of any bytes, and of those that lines and words are made of. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((array) => String.fromCharCode(...array)),
  fc.array(fc.constantFrom('\n', '\r\n', '\r', '\0', ' ', '"', '\\', '#', 'a', '\xff')).map((parts) => parts.join('')),
);

t.test('lines keep their line ends, and the last one need not have any', async (t) => {
  const { name, lines } = parse('haproxy.cfg', 'global\r\n\n  log x\n# end');
  t.equal(name, 'haproxy.cfg');
  t.strictSame(lines, [
    { number: 1, raw: 'global\r\n' },
    { number: 2, raw: '\n' },
    { number: 3, raw: '  log x\n' },
    { number: 4, raw: '# end' },
  ]);
});

t.test('an empty file has no lines', async (t) => {
  t.strictSame(parse('empty', '').lines, []);
  t.equal(print(parse('empty', '')), '');
});

t.test('whatever was read is written back byte by byte', async () => {
  fc.assert(fc.property(bytes, (text) => print(parse('any', text)) === text));
});

t.test('there is a line for each line feed and one for what follows the last', async () => {
  fc.assert(
    fc.property(bytes, (text) => {
      const feeds = text.split('\n').length - 1;
      return parse('any', text).lines.length === feeds + (text === '' || text.endsWith('\n') ? 0 : 1);
    }),
  );
});

t.test('a line of many megabytes is one line', async (t) => {
  const text = `global\n${'a b\0'.repeat(5_000_000)}`;
  const file = parse('long', text);
  t.equal(file.lines.length, 2);
  t.ok(print(file) === text);
});
