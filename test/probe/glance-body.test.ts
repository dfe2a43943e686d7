import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { BodyReader } from '../../src/probe/glance-body.ts';
import { bodyIn, type Framing } from '../../src/probe/http1-body.ts';

const limit = 1024 * 1024;

function hash(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function read(framing: Framing, ...chunks: (Buffer | string)[]): BodyReader {
  const reader = new BodyReader(framing, true);
  for (const chunk of chunks) reader.push(Buffer.from(chunk));
  return reader;
}

t.test('a body of a length, in chunks, and up to the end of the connection', (t) => {
  t.equal(read(5, 'he', 'llo', 'more').sha256(false), hash('hello'));
  t.equal(read('chunked', '2\r\nhe\r', '\n3;x=y\r\nllo\r\n0', '\r\nx: y\r\n\r\n').sha256(false), hash('hello'));
  t.equal(read('closed', 'hel', 'lo').sha256(true), hash('hello'));
  t.equal(read(0).sha256(false), hash(''));
  t.end();
});

t.test('a body that did not come to its end has no hash', (t) => {
  t.equal(read(5, 'hell').sha256(true), null);
  t.equal(read('chunked', '5\r\nhello\r\n').sha256(true), null);
  t.equal(read('chunked', '5\r\nhello\r\n0').sha256(true), null);
  t.equal(read('closed', 'hello').sha256(false), null);
  t.end();
});

t.test('chunks that are none end it without a hash', (t) => {
  for (const text of ['5\r\nhelloX\r\n0\r\n\r\n', 'hello\r\n', `5${'0'.repeat(5000)}`]) {
    const reader = read('chunked', text);
    t.ok(reader.complete, text.slice(0, 10));
    t.equal(reader.sha256(true), null, text.slice(0, 10));
  }
  t.end();
});

t.test('a body longer than a megabyte has no hash, and is not waited for', (t) => {
  const long = Buffer.alloc(limit, 'x');
  t.equal(read(limit, long).sha256(false), hash(long));
  const longer = read(limit + 2, long, 'x');
  t.ok(longer.enough);
  t.equal(longer.sha256(false), null);
  t.equal(read('closed', long, 'x').sha256(true), null);
  t.end();
});

t.test('without its hash a body is enough when its first bytes are there', (t) => {
  const reader = new BodyReader('closed', false);
  reader.push(Buffer.alloc(1023, 'x'));
  t.notOk(reader.enough);
  reader.push(Buffer.alloc(100, 'x'));
  t.ok(reader.enough);
  t.equal(reader.first.length, 1024);
  t.equal(reader.sha256(true), null);
  t.end();
});

t.test('however chunks are cut into packets, they hold what they hold in one piece', (t) => {
  const piece = fc.string({ maxLength: 40 }).map((text) => Buffer.from(text));
  const noise = fc.constantFrom('', '', '', 'x', '\n', '\r\n');
  const bodies = fc.array(fc.tuple(piece, fc.constantFrom('\r\n', '\n'), noise), { maxLength: 6 });
  fc.assert(
    fc.property(bodies, fc.array(fc.nat(30)), (parts, cuts) => {
      const text = Buffer.concat([
        ...parts.flatMap(([data, end, more]) =>
          data.length === 0
            ? []
            : [Buffer.from(`${data.length.toString(16)}${end}`), data, Buffer.from(`${more}${end}`)],
        ),
        Buffer.from('0\r\n\r\n'),
      ]);
      const reader = new BodyReader('chunked', true);
      let at = 0;
      for (const cut of [...cuts, text.length]) {
        reader.push(text.subarray(at, at + cut));
        at += cut;
      }
      const { body, complete } = bodyIn(text, 'chunked');
      return reader.first.equals(body.subarray(0, 1024)) && reader.complete === complete;
    }),
    { numRuns: 300 },
  );
  t.pass('for 300 of them');
  t.end();
});
