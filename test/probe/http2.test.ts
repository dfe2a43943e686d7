import { createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { failing, get, listen, listenTls, observe, tlsPlan } from './backend.ts';

const request = get({
  version: '2',
  path: '/a',
  headers: [
    ['Host', 'a.test'],
    ['Connection', 'close'],
    ['X-Twice', '1'],
    ['X-Twice', '2'],
  ],
});

/** Speaks HTTP/2 on connections that were accepted elsewhere. */
function speaking(serve: (stream: ServerHttp2Stream, headers: NodeJS.Dict<string | string[]>) => void): Http2Server {
  const server = createServer();
  server.on('session', (session: ServerHttp2Session) => session.on('error', () => {}));
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    serve(stream, headers);
  });
  return server;
}

function over(server: Http2Server): (socket: Socket) => void {
  return (socket) => void server.emit('connection', socket);
}

t.test('over TLS', async (t) => {
  const date = 'Mon, 23 Nov 2026 12:00:00 GMT';
  const leaf = await (await createPki()).leaf({ names: ['a.test'] });
  let seen: NodeJS.Dict<string | string[]> = {};
  const server = speaking((stream, headers) => {
    seen = headers;
    stream.respond({ ':status': 200, server: 'lab', date, 'content-type': 'text/plain' });
    stream.end('hello');
  });
  const port = await listenTls(t, { cert: leaf.chainPem, key: leaf.keyPem, ALPNProtocols: ['h2'] }, over(server));
  const tls = tlsPlan({ alpn: ['h2', 'http/1.1'] });
  const observation = await observe(port, { tls, request });
  t.match(observation, { outcome: 'passed', tls: { alpn: 'h2' } });
  t.strictSame(observation.http, {
    version: '2',
    status: 200,
    reason: '',
    headers: { server: 'lab', date, 'content-type': 'text/plain' },
    body: 'hello',
  });
  t.match(seen, { ':method': 'GET', ':path': '/a', ':scheme': 'https', ':authority': 'a.test', 'x-twice': '1, 2' });
  t.notOk('host' in seen || 'connection' in seen);
});

t.test('in clear', async (t) => {
  const server = speaking((stream) => {
    stream.respond({ ':status': 404 }, { endStream: true });
  });
  const port = await listen(t, over(server));
  t.match(await observe(port, { request }), { outcome: 'passed', http: { version: '2', status: 404, body: '' } });
});

t.test('a body that hangs and one without end', async (t) => {
  const server = speaking((stream, headers) => {
    stream.respond({ ':status': 200 });
    stream.write('y'.repeat(headers[':path'] === '/a' ? 10 : 100_000));
  });
  const port = await listen(t, over(server));
  t.equal((await observe(port, { request })).http?.body, 'y'.repeat(10));
  t.equal((await observe(port, { request: { ...request, path: '/b' } })).http?.body, 'y'.repeat(1024));
});

t.test('RST_STREAM', async (t) => {
  for (const code of [0, 1, 13]) {
    const port = await listen(t, over(speaking((stream) => stream.close(code))));
    const failure = await failing(port, { request });
    t.match(failure, { kind: 'protocol', stage: 'http', code: /^ERR_HTTP2_/ }, `code ${code}`);
  }
});

t.test('GOAWAY', async (t) => {
  const port = await listen(t, over(speaking((stream) => stream.session?.goaway(11, 0))));
  t.match(await failing(port, { request }), { kind: 'protocol', stage: 'http', code: /^ERR_HTTP2_/ });
});

t.test('no host is not made up', async (t) => {
  let seen: string | undefined;
  const port = await listen(
    t,
    over(
      speaking((stream, headers) => {
        seen = String(headers[':authority']);
        stream.respond({ ':status': 200 }, { endStream: true });
      }),
    ),
  );
  // nghttp2, which Node's servers are made of, refuses a request without an authority.
  t.match(await failing(port, { request: { ...request, headers: [] } }), { kind: 'protocol' });
  t.equal(seen, undefined);
});

t.test('an answer of HTTP/1', async (t) => {
  const answer = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';
  const port = await listen(t, (socket) => socket.once('data', () => socket.end(answer)));
  const failure = await failing(port, { request });
  t.match(failure, { kind: 'not-http', received: answer });
  t.match(failure.message, /HTTP\/1$/);
});

t.test('no answer', async (t) => {
  const closing = await listen(t, (socket) => socket.once('data', () => socket.end()));
  t.match(await failing(closing, { request }), { kind: 'closed', stage: 'http' });
  const resetting = await listen(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  t.match(await failing(resetting, { request }), { kind: 'reset', stage: 'http', code: 'ECONNRESET' });
  const hanging = await listen(t, (socket) => socket.resume());
  t.match(await failing(hanging, { request }, { timeout: 100 }), { kind: 'timeout', stage: 'http' });
});
