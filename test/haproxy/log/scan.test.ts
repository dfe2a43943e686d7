import fc from 'fast-check';
import t from 'tap';
import { longestLine, parseLogLine } from '../../../src/haproxy/log/line.ts';
import { createScanner, type ScannedLine } from '../../../src/haproxy/log/scan.ts';
import { recordings } from './recorded.ts';

const lines = recordings().flatMap(({ lines }) => lines);

function scan(chunks: readonly string[]): { found: ScannedLine[]; total: number; passedOver: number } {
  const scanner = createScanner();
  const found = chunks.flatMap((chunk) => scanner.push(chunk));
  found.push(...scanner.end());
  return { found, total: scanner.total, passedOver: scanner.passedOver };
}

/** Traffic that ended as it should, at the first attempt and with a status that is none of an error. */
function wentWell(text: string): boolean {
  const line = parseLogLine(text);
  if (line?.kind === 'notice') return line.message.startsWith('Connect from ');
  if (line?.kind !== 'http' && line?.kind !== 'tcp') return false;
  const status = line.kind === 'http' ? line.status : 200;
  return /^(?:--|LR)/.test(line.termination) && line.connections.retries === 0 && status >= 0 && status < 400;
}

t.test('every line that concerns us is handed out, parsed, and the others are counted', async (t) => {
  const { found, total, passedOver } = scan([`${lines.join('\n')}\n`]);
  const wanted = lines.filter((text) => !wentWell(text)).map((text) => text.trimEnd());
  t.strictSame(
    found.map(({ text }) => text),
    wanted,
  );
  t.strictSame(
    found.map(({ line }) => line),
    wanted.map((text) => parseLogLine(text)),
  );
  t.equal(total, lines.length);
  t.equal(passedOver, total - wanted.length);
  t.ok(passedOver > 20 && wanted.length > 500);
});

t.test('it does not matter where a log is split, nor how its lines end', async (t) => {
  const some = lines.filter((_, index) => index % 9 === 0);
  const whole = scan([`${some.join('\n')}\n`]);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      (sizes, end) => {
        const text = some.join(end);
        const chunks: string[] = [];
        for (let at = 0, next = 0; at < text.length; next++) {
          const size = sizes[next % sizes.length] ?? 1;
          chunks.push(text.slice(at, at + size));
          at += size;
        }
        t.strictSame(scan(chunks), whole);
      },
    ),
    { numRuns: 30 },
  );
});

t.test('of a line without an end no more is kept than HAProxy can have written', async (t) => {
  const scanner = createScanner();
  const begin = 'Server be/s1 is DOWN, reason: Layer7 wrong status, code: 400, info: "';
  t.strictSame(scanner.push(begin), []);
  for (let megabytes = 0; megabytes < 30; megabytes++) t.strictSame(scanner.push('x'.repeat(1_000_000)), []);
  const [first, second, ...more] = scanner.push(`\nbackend be has no server available!\n${'y'.repeat(3_000_000)}\n`);
  t.equal(first?.text.length, longestLine);
  t.match(first?.line, { kind: 'server-state', check: { status: 'L7STS', durationMs: null }, left: null });
  t.match(second?.line, { kind: 'backend-down', proxy: 'be' });
  t.strictSame(
    more.map(({ text, line }) => [text.length, line]),
    [[longestLine, null]],
  );
  t.equal(scanner.total, 3);
});

t.test('nothing that a client sends makes a failure look well', async (t) => {
  const fields = '[23/Nov/2026:01:00:00.000] fe be/s1 0/0/0/0/0 200 1 - - ---- 1/1/1/1/0 0/0 ';
  const failed = '10.0.0.1:1 [23/Nov/2026:01:00:00.000] fe be/s1 0/0/-1/-1/0 503 1 - - SC-- 1/1/1/1/0 0/0 ';
  for (const prefix of ['', 'Nov 23 01:00:00 lb1 haproxy[12]: ', 'Nov 23 01:00:00 a-longer-name haproxy[123456]: '])
    for (const end of [`{${fields}} "GET / HTTP/1.1"`, `{ ---- 1/1/1/1/0 0/0 } "GET / HTTP/1.1"`, `"${fields}"`]) {
      const line = `${prefix}${failed}${end}`;
      // The line before it is another one's, with a shorter or a longer prefix.
      for (const before of ['', `Nov 23 01:00:00 lb1 haproxy[12]: ${failed}"GET / HTTP/1.1"`])
        t.equal(scan([`${before}\n${line}\n`]).found.at(-1)?.text, line);
    }
});

t.test('lines of others are handed out as they are, for somebody else to know them', async (t) => {
  const others = ['curl: (35) OpenSSL SSL_connect: Connection reset by peer', '  server s1 127.0.0.1 check-sni ""'];
  const { found } = scan([others.join('\n')]);
  t.strictSame(
    found,
    others.map((text) => ({ text, line: null })),
  );
});

t.test('what was taken off one line is not taken for what stands before the next', async (t) => {
  const message = 'Server be/s1 is UP.';
  const prefixes = [
    'haproxy[1]: ',
    'haproxy[12]: ',
    '[WARNING]  (3) : ',
    '',
    'Nov 23 01:00:00 lb1 haproxy[12]: ',
    'Nov 23 01:00:01 lb1 haproxy[12]: ',
    'Nov  3 01:00:01 lb1 haproxy[12]: ',
    '2026-11-23T01:00:00.1Z lb2 haproxy[12]: ',
    '2026-11-23T01:00:07.9Z lb2 haproxy[12]: ',
    '2026-11-23T01:00:07.9Z ',
  ];
  const all = prefixes.flatMap((a) => prefixes.map((b) => `${a}${message}\n${b}${message}\n`));
  t.strictSame(
    scan(all).found.map(({ line }) => line),
    all.flatMap((two) => two.trimEnd().split('\n')).map((text) => parseLogLine(text)),
  );
});
