import fc from 'fast-check';
import t from 'tap';
import { longestLine, parseLogLine } from '../../../src/haproxy/log/line.ts';
import type { LogLine } from '../../../src/log-types.ts';
import { recordings } from './recorded.ts';

/** Whether all that a part of a line says is said by the whole line too, or is the beginning of a text that it has. */
function agrees(part: unknown, whole: unknown): boolean {
  if (part === null || part === undefined) return true;
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part);
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((entry, index) => agrees(entry, whole[index]));
  if (typeof part !== 'object') return part === whole;
  if (whole === null || typeof whole !== 'object') return false;
  return Object.entries(part).every(([key, entry]) => agrees(entry, Reflect.get(whole, key)));
}

/** The last number of a TCP line ends the line: nobody can see that a digit is missing. */
function withoutLastNumber(line: LogLine): LogLine {
  return line.kind === 'tcp' ? { ...line, queue: { ...line.queue, backend: 0 } } : line;
}

for (const { name, lines } of recordings()) {
  t.test(`${name}: half a line says nothing, or nothing but what the whole line says`, async (t) => {
    const wrong: string[] = [];
    for (const text of lines) {
      const whole = parseLogLine(text);
      if (whole === null) continue;
      for (let length = 0; length < text.length; length++) {
        const part = parseLogLine(text.slice(0, length));
        if (part === null) continue;
        // Cut off before its last words, a health check may still look like the notice of a level.
        const known = part.kind === whole.kind && agrees(withoutLastNumber(part), withoutLastNumber(whole));
        const asNotice = part.kind === 'notice' && text.includes(part.message);
        if (!known && !asNotice) wrong.push(text.slice(0, length));
      }
    }
    t.strictSame(wrong, []);
  });
}

t.test("somebody else's lines are nobody's", async (t) => {
  for (const line of [
    '',
    ' ',
    '\0\0\0',
    '-- Journal begins at Mon 2026-11-23 01:00:00 CET. --',
    '-- Boot 0123456789abcdef --',
    'Nov 23 01:00:00 lb1 sshd[12]: Failed password for root from 10.0.0.1 port 22 ssh2',
    'Nov 23 01:00:00 lb1 systemd[1]: Started HAProxy Load Balancer.',
    '10.0.0.1 - - [23/Nov/2026:01:00:00 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8.1"',
    '10.0.0.1 - - [23/Nov/2026:01:00:00 +0000] "GET / HTTP/1.1" 200 612 "https://www.example.test/" "Mozilla/5.0"',
    '[WARNING] something that is no line of HAProxy',
    '2026/11/23 01:00:00 [error] 12#12: *1 SSL_do_handshake() failed',
    '{"level":"info","msg":"Server started"}',
    '{"log":',
    '{"MESSAGE":null}',
    'null',
    '[]',
    'Server be is DOWN',
    'Server be/s1 is SIDEWAYS.',
    'Server be/s1 is UPSIDE down.',
    'Health check for server be/s1 failed.',
    'backend be has no server left!',
  ])
    t.equal(parseLogLine(line), null, line);
});

t.test('a format with fields of its own is not taken for one that is known', async (t) => {
  const http = '10.0.0.1:1 [23/Nov/2026:01:00:00.000] fe be/s1 0/0/0/0/0 503 1 - - SC-- 1/1/1/1/0 0/0 "GET / HTTP/1.1"';
  const tcp = '10.0.0.1:1 [23/Nov/2026:01:00:00.000] fe be/s1 0/0/0 1 SC 1/1/1/1/0 0/0';
  t.equal(parseLogLine(http)?.kind, 'http');
  t.equal(parseLogLine(tcp)?.kind, 'tcp');
  for (const line of [http, tcp]) {
    for (const changed of [
      `${line} 12`,
      `${line} "www.example.test"`,
      `id=7 ${line}`,
      line.replace(' fe ', ' fe bind '),
      line.replace(' 1/1/1/1/0', ' 1/1/1/1/0/7'),
    ])
      t.equal(parseLogLine(changed), null, changed);
  }
});

t.test('anything at all is read or left, and never thrown at anybody', async (t) => {
  const samples = recordings().flatMap(({ lines }) => lines);
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .tuple(fc.constantFrom(...samples), fc.nat(400), fc.nat(40), fc.string({ unit: 'binary', maxLength: 20 }))
      .map(([line, at, length, put]) => line.slice(0, at) + put + line.slice(at + length)),
  );
  fc.assert(
    fc.property(text, (line) => {
      parseLogLine(line);
    }),
    { numRuns: 3000 },
  );
  t.pass('nothing was thrown');
});

t.test('a line of a megabyte is read as far as HAProxy can have written it', async (t) => {
  const head = '10.0.0.1:1 [23/Nov/2026:01:00:00.000] fe be/s1 0/0/0/0/0 503 1 - - SC-- 1/1/1/1/0 0/0 "GET /';
  const read = parseLogLine(head + 'x'.repeat(1_000_000));
  t.equal(read?.kind === 'http' && read.request?.length, longestLine - head.length + 'GET /'.length);
  for (const repeated of ['[', '{', '"', '\\"', ' ', '/', '<3C>', '1/', 'Server ', 'Jan ', '[pod/', '[a "', 'a:', '> '])
    for (const start of ['', 'Server be/s1 is DOWN, reason: ', '<1>1 a b c d e ', '[ALERT] (1) : ', 'Nov 23 01:00:00 '])
      parseLogLine(start + repeated.repeat(1_000_000 / repeated.length));
  t.pass('none takes for ever');
});

const name = fc.string({ unit: fc.constantFrom(...'abcXYZ019_.:-'), minLength: 1, maxLength: 20 });

t.test('names of any kind are read, and so is any info', async (t) => {
  const info = fc.string({
    unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)),
    minLength: 1,
    maxLength: 127,
  });
  const escaped = (text: string) =>
    text.replace(/[^\x20-\x7e]|[<>"]/g, (c) => `<${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}>`);
  fc.assert(
    fc.property(name, name, name, info, (proxy, server, tracked, info) => {
      const down = parseLogLine(
        `Server ${proxy}/${server} is DOWN, reason: Layer7 wrong status, code: 400, info: "${escaped(info)}", check duration: 1ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.`,
      );
      const via = parseLogLine(
        `Backup Server ${proxy}/${server} is UP via ${proxy}/${tracked}. 1 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.`,
      );
      return (
        down?.kind === 'server-state' &&
        down.proxy === proxy &&
        down.server === server &&
        down.check?.info === info &&
        down.left !== null &&
        via?.kind === 'server-state' &&
        via.via?.proxy === proxy &&
        via.via.server === tracked &&
        via.left?.active === 1
      );
    }),
    { numRuns: 500 },
  );
  t.pass('all were read');
});
