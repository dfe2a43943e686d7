import type { Socket } from 'node:net';
import t from 'tap';
import { failing, get, listen, observe } from './backend.ts';

/** Answers whatever comes first, and tells what that was. */
function answering(answer: string, seen: string[] = [], end = true) {
  return (socket: Socket): void => {
    socket.once('data', (bytes) => {
      seen.push(bytes.toString('latin1'));
      if (end) socket.end(answer, 'latin1');
      else socket.write(answer, 'latin1');
    });
  };
}

const ok = 'HTTP/1.1 200 OK\r\nServer: lab\r\nX-Other: 1\r\nContent-Length: 5\r\n\r\nhello';

t.test('sends exactly the bytes of the plan', async (t) => {
  const seen: string[] = [];
  const port = await listen(t, answering(ok, seen));
  await observe(port, { request: get({ headers: [] }) });
  await observe(port, { request: get({ version: '1.0', method: 'OPTIONS', headers: [] }) });
  await observe(port, {
    request: get({
      path: '/a?b=c',
      headers: [
        ['hOsT', 'a.test'],
        ['X-Empty', ''],
        ['Connection', 'close'],
        ['Content-Length', '0'],
      ],
    }),
  });
  t.strictSame(seen, [
    'GET / HTTP/1.1\r\n\r\n',
    'OPTIONS / HTTP/1.0\r\n\r\n',
    'GET /a?b=c HTTP/1.1\r\nhOsT: a.test\r\nX-Empty:\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
  ]);
});

t.test('records the answer', async (t) => {
  const port = await listen(t, answering(ok, [], false));
  const { outcome, http, at, ms, failure } = await observe(port, { request: get() });
  t.equal(outcome, 'passed');
  t.strictSame(http, {
    version: '1.1',
    status: 200,
    reason: 'OK',
    headers: { server: 'lab', 'content-length': '5' },
    body: 'hello',
  });
  t.ok(at?.connect !== undefined && at.http !== undefined && at.connect <= at.http && at.http <= ms);
  t.equal(failure, undefined);
});

t.test('answers of all kinds', async (t) => {
  for (const [answer, wanted] of [
    ['HTTP/1.0 403 Forbidden\r\n\r\nno', { version: '1.0', status: 403, body: 'no' }],
    ['HTTP/1.1 204 No Content\r\n\r\n', { status: 204, body: '' }],
    ['HTTP/1.1 426 Upgrade Required\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n', { status: 426 }],
    ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', { status: 101 }],
    ['HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', { status: 200, reason: '' }],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n', { status: 200, body: 'abc' }],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz', { status: 200, body: '' }],
    [`HTTP/1.1 302 Found\r\nLocation: /${'x'.repeat(900)}\r\nContent-Length: 0\r\n\r\n`, { status: 302 }],
  ] as const) {
    const port = await listen(t, answering(answer));
    t.match(await observe(port, { request: get() }), { outcome: 'passed', http: wanted }, answer.slice(0, 40));
  }
});

t.test('a long header value is cut', async (t) => {
  const long = 'x'.repeat(900);
  const port = await listen(
    t,
    answering(`HTTP/1.1 200 OK\r\nServer: ${long}\r\nSet-Cookie: a=${long}\r\nContent-Length: 0\r\n\r\n`),
  );
  const { http } = await observe(port, { request: get() });
  t.equal(http?.headers.server?.length, 512);
  t.equal(http?.headers['set-cookie']?.length, 64, 'a cookie may be a secret');
});

t.test('interim answers are noted, and the final one is the answer', async (t) => {
  const interim = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n';
  const port = await listen(t, answering(interim + ok));
  t.match((await observe(port, { request: get() })).http, {
    status: 200,
    body: 'hello',
    headers: { server: 'lab' },
    interim: [
      { status: 103, reason: 'Early Hints' },
      { status: 100, reason: 'Continue' },
    ],
  });
  const endless = await listen(t, answering('HTTP/1.1 102 Processing\r\n\r\n'.repeat(1000) + ok));
  t.equal((await observe(endless, { request: get() })).http?.interim?.length, 8);
  const alone = await listen(t, answering(interim, [], false));
  t.match(await failing(alone, { request: get() }, { timeout: 100 }), { kind: 'timeout', stage: 'http' });
});

t.test('what HAProxy takes and strict parsers refuse', async (t) => {
  for (const [answer, wanted] of [
    ['HTTP/1.1 200 OK\nServer: lab\nContent-Length: 2\n\nok', { headers: { server: 'lab' }, body: 'ok' }],
    [
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
      { status: 200, body: 'ok' },
    ],
    ['HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\nok', { version: '9.9', body: 'ok' }],
    ['HTTP/1.1 500 \x01\0\x1b[1m\r\nContent-Length: 0\r\n\r\n', { status: 500, reason: '\x01\0\x1b[1m' }],
    ['\r\n\nHTTP/1.1  200  OK\r\nContent-Length: 0\r\n\r\n', { status: 200, reason: 'OK' }],
    ['HTTP/1.1 200 OK\r\nServer: a\r\n\tb\r\nContent-Length: 2, 2\r\n\r\nok', { headers: { server: /^a\s+b$/ } }],
  ] as const) {
    const port = await listen(t, answering(answer, [], false));
    const { outcome, http, ms } = await observe(port, { request: get() });
    t.match({ outcome, http }, { outcome: 'passed', http: wanted }, JSON.stringify(answer.slice(0, 40)));
    t.ok(ms < 200, 'the end of the answer is known');
  }
});

t.test('an answer in pieces of one byte', async (t) => {
  const whole = `HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nServer: lab\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n1\n!\n0\r\n\r\n`;
  const port = await listen(t, (socket) => {
    socket.setNoDelay(true);
    socket.once('data', async () => {
      for (const byte of whole) {
        socket.write(byte);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
  });
  const { http } = await observe(port, { request: get() });
  t.match(http, { status: 200, headers: { server: 'lab' }, body: 'hello!', interim: [{ status: 103 }] });
});

t.test('more header lines than HAProxy takes', async (t) => {
  const lines = (count: number): string =>
    `HTTP/1.1 200 OK\r\n${'X-Filler: y\r\n'.repeat(count - 1)}Connection: close\r\nContent-Length: 0\r\n\r\n`;
  const port = await listen(t, answering(lines(100)));
  t.equal((await observe(port, { request: get() })).http?.status, 200);
  const more = await listen(t, answering(lines(101)));
  const failure = await failing(more, { request: get() });
  t.match(failure, { kind: 'protocol', stage: 'http', code: 'HTTP1_TOO_MANY_HEADERS' });
  t.match(failure.message, /more header lines/);
});

t.test('a header section that only some of HAProxy has room for', async (t) => {
  // 43 bytes beside the value, and 39 more than it in HAProxy's own form.
  const sized = (bytes: number): string =>
    `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(bytes - 43)}\r\nContent-Length: 2\r\n\r\nok`;
  for (const [bytes, size] of [
    [15_273, undefined],
    [15_274, 15_313],
    [16_305, 16_344],
  ] as const) {
    const port = await listen(t, answering(sized(bytes)));
    t.equal((await observe(port, { request: get() })).http?.headSize, size);
  }
  const port = await listen(t, answering(sized(16_306)));
  t.match(await failing(port, { request: get() }), { kind: 'protocol', code: 'HTTP1_HEAD_TOO_LARGE' });
});

t.test('HEAD does not wait for a body', async (t) => {
  const port = await listen(t, answering('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n', [], false));
  const { http, ms } = await observe(port, { request: get({ method: 'HEAD' }) });
  t.match(http, { status: 200, body: '' });
  t.ok(ms < 200);
});

t.test('an answer that comes before the request is one', async (t) => {
  const port = await listen(t, (socket) => socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n'));
  t.match(await observe(port, { request: get() }), { outcome: 'passed', http: { status: 408 } });
});

t.test('a body that hangs is not waited for', async (t) => {
  const port = await listen(t, answering('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nbegin', [], false));
  for (const timeout of [3000, 150]) {
    const { outcome, http, ms } = await observe(port, { request: get() }, { timeout });
    t.match({ outcome, http }, { outcome: 'passed', http: { body: 'begin' } });
    t.ok(ms < 1000);
  }
});

t.test('an endless body is cut', async (t) => {
  const port = await listen(t, (socket) => {
    const more = (): void => void (socket.write('y'.repeat(4096)) ? setImmediate(more) : socket.once('drain', more));
    socket.once('data', () => {
      socket.write('HTTP/1.0 200 OK\r\n\r\n');
      more();
    });
    socket.on('error', () => socket.destroy());
  });
  const { http } = await observe(port, { request: get() });
  t.equal(http?.body, 'y'.repeat(1024));
});

t.test('endless headers are a breach of the protocol', async (t) => {
  const port = await listen(t, (socket) => {
    const line = `X-Filler: ${'y'.repeat(1000)}\r\n`;
    const more = (): void => {
      if (socket.destroyed) return;
      if (socket.write(line)) setImmediate(more);
      else socket.once('drain', more);
    };
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n');
      more();
    });
  });
  const failure = await failing(port, { request: get() });
  t.match(failure, { kind: 'protocol', stage: 'http', code: 'HTTP1_HEAD_TOO_LARGE' });
  t.match(failure.message, /too large/);
  t.equal(failure.received?.length, 256);
});

t.test('an answer that is not HTTP', async (t) => {
  for (const [answer, message] of [
    ['SSH-2.0-OpenSSH_9.2p1\r\n', /SSH/],
    ['\x15\x03\x01\x00\x02\x02\x46', /TLS record/],
    ['\0\0\0\x04\0\0\0\0\0', /HTTP\/2/],
    ['whatever\r\n', /not HTTP/],
    ['220 mail.example.test ESMTP', /SMTP/],
    ['RTSP/1.0 200 OK\r\n\r\n', /not HTTP/],
    ['{"no": "line end"}', /not HTTP/],
  ] as const) {
    // What is not HTTP is known at once: nobody waits for its end.
    const port = await listen(t, answering(answer, [], false));
    const failure = await failing(port, { request: get() });
    t.match(failure, { kind: 'not-http', stage: 'http', received: answer, code: /^HTTP1_/ });
    t.match(failure.message, message);
  }
});

t.test('malformed HTTP is told from something else', async (t) => {
  for (const answer of [
    'HTTP/1.1 200 OK\r\nbad header\x01: x\r\n\r\n',
    'HTTP/1.1 2xx OK\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n',
    'HTTP/1.1 200 O\rK\r\n\r\n',
    'HTTP/1.1 200 OK\r\nServer : lab\r\n\r\n',
    'HTTP/1.1 200 OK\r\n folded: first\r\n\r\n',
    'HTTP/1.1 200 OK\r\nServer: a\rb\r\n\r\n',
    'HTTP/1.1 200 OK\r\nServer: a\0b\r\n\r\n',
    'HTTP/1.10 200 OK\r\n\r\n',
    'HTTP/1.1 2000 OK\r\n\r\n',
    '\r\nHTTP/1.1 OK\r\n\r\n',
  ]) {
    const port = await listen(t, answering(answer));
    t.match(await failing(port, { request: get() }), { kind: 'protocol', code: /^HTTP1_/, received: answer });
  }
});

t.test('no answer: closed', async (t) => {
  const port = await listen(t, answering(''));
  t.match(await failing(port, { request: get() }), { kind: 'closed', stage: 'http', code: null, received: null });
});

t.test('half an answer: closed, with what came', async (t) => {
  const port = await listen(t, answering('HTTP/1.1 200 OK\r\nServ'));
  const failure = await failing(port, { request: get() });
  t.match(failure, { kind: 'closed', received: 'HTTP/1.1 200 OK\r\nServ' });
  t.match(failure.message, /middle/);
});

t.test('no answer: reset', async (t) => {
  const port = await listen(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  t.match(await failing(port, { request: get() }), { kind: 'reset', stage: 'http', code: 'ECONNRESET' });
});

t.test('no answer: timeout', async (t) => {
  const port = await listen(t, (socket) => socket.resume());
  t.match(await failing(port, { request: get() }, { timeout: 100 }), { kind: 'timeout', stage: 'http', code: null });
});
