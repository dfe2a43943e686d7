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
    ['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n', { status: 200 }],
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
  const port = await listen(t, answering(`HTTP/1.1 200 OK\r\nServer: ${'x'.repeat(900)}\r\nContent-Length: 0\r\n\r\n`));
  t.equal((await observe(port, { request: get() })).http?.headers.server?.length, 512);
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
  t.match(failure, { kind: 'protocol', stage: 'http', code: 'HPE_HEADER_OVERFLOW' });
  t.match(failure.message, /too large/);
  t.equal(failure.received?.length, 256);
});

t.test('an answer that is not HTTP', async (t) => {
  for (const [answer, message] of [
    ['SSH-2.0-OpenSSH_9.2p1\r\n', /SSH/],
    ['\x15\x03\x01\x00\x02\x02\x46', /TLS record/],
    ['\0\0\0\x04\0\0\0\0\0', /HTTP\/2/],
    ['whatever\r\n', /not HTTP/],
  ] as const) {
    const port = await listen(t, answering(answer));
    const failure = await failing(port, { request: get() });
    t.match(failure, { kind: 'not-http', stage: 'http', received: answer, code: /^HPE_/ });
    t.match(failure.message, message);
  }
});

t.test('malformed HTTP is told from something else', async (t) => {
  for (const answer of [
    'HTTP/1.1 200 OK\r\nbad header\x01: x\r\n\r\n',
    'HTTP/1.1 2xx OK\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
  ]) {
    const port = await listen(t, answering(answer));
    t.match(await failing(port, { request: get() }), { kind: 'protocol', code: /^HPE_/, received: answer });
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
