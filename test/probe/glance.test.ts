import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { type Glanced, type GlanceOptions, glance } from '../../src/probe/glance.ts';
import { shortageOf } from '../../src/probe/glance-shortage.ts';
import type { Plan } from '../../src/types.ts';
import { get, listen, listenTls, tlsPlan } from './backend.ts';

const host = 'www.example.test';
const pki = await createPki();
const leaf = await pki.leaf({ names: [host] });
const rsa = await pki.leaf({ names: [host], key: 'rsa2048' });
const credentials = { ca: pki.caPem, certificate: null };
const tls = tlsPlan({ servername: host });
const request = get({
  headers: [
    ['host', host],
    ['connection', 'close'],
  ],
});
const ok = 'HTTP/1.1 200 OK\r\nserver: test\r\ncontent-length: 5\r\n\r\nhello';

type Teardown = Parameters<typeof listen>[0];

function serving(
  t: Teardown,
  text: string | ((socket: TLSSocket, carrier: Socket) => void),
  from = leaf,
): Promise<number> {
  return listenTls(t, { key: from.keyPem, cert: from.certPem }, (socket, carrier) => {
    socket.once('data', () => (typeof text === 'string' ? socket.end(text) : text(socket, carrier)));
  });
}

async function seen(port: number, given: Partial<Plan> = {}, options: Partial<GlanceOptions> = {}): Promise<Glanced> {
  const plan = { address: '127.0.0.1', port, source: null, proxy: null, tls, request, ...given };
  const glanced = await glance(plan, { timeout: 3000, credentials, host, wholeBody: false, ...options });
  await glanced.closed;
  return glanced;
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

t.test('an answer over TLS, with the certificate and its key', async (t) => {
  const { glance, connections } = await seen(await serving(t, ok));
  t.equal(connections, 1);
  t.match(glance, {
    outcome: 'passed',
    failure: undefined,
    tls: {
      version: 'TLSv1.3',
      alpn: null,
      leaf: { names: [host], key: 'EC prime256v1', keySha256: keyOf(leaf.certPem) },
      trusted: true,
      reason: null,
      matchesHost: true,
    },
    http: { version: '1.1', status: 200, headers: { server: 'test' }, body: 'hello' },
  });
  t.notOk('bodySha256' in glance);
});

function keyOf(certPem: string): string {
  return sha256(new X509Certificate(certPem).publicKey.export({ type: 'spki', format: 'der' }));
}

t.test('what the certificate is and is not good for', async (t) => {
  const port = await serving(t, ok, rsa);
  const other = await seen(port, {}, { host: 'other.example.test', credentials: { ca: '\n', certificate: null } });
  t.match(other.glance.tls, {
    leaf: { key: 'RSA 2048', keySha256: keyOf(rsa.certPem) },
    trusted: false,
    reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    matchesHost: false,
  });
  t.equal((await seen(port, {}, { host: null })).glance.tls?.matchesHost, null);
});

t.test('ALPN, and HTTP/2 by way of it', async (t) => {
  const port = await listenTls(t, { key: leaf.keyPem, cert: leaf.certPem, ALPNProtocols: ['http/1.1'] }, (socket) => {
    socket.once('data', () => socket.end(ok));
  });
  t.equal((await seen(port, { tls: { ...tls, alpn: ['http/1.1'] } })).glance.tls?.alpn, 'http/1.1');
  const { glance } = await seen(port, {
    tls: { ...tls, alpn: ['h2', 'http/1.1'] },
    request: { ...request, byAlpn: true },
  });
  t.match(glance, { tls: { alpn: 'http/1.1', leaf: { key: 'EC prime256v1' } }, http: { status: 200 } });
});

for (const version of ['v1', 'v2'] as const) {
  t.test(`a PROXY header ${version} comes before everything else`, async (t) => {
    const beginnings: string[] = [];
    const port = await listen(t, (socket) => {
      socket.once('data', (chunk) => {
        beginnings.push(chunk.toString('latin1', 0, 12));
        socket.end(ok);
      });
    });
    const { glance } = await seen(port, { tls: null, proxy: version });
    t.equal(glance.http?.status, 200);
    t.match((await seen(port, { proxy: version })).glance.failure, { kind: 'not-tls', stage: 'tls', received: ok });
    const header = version === 'v1' ? /^PROXY TCP4 / : /^\r\n\r\n\0\r\nQUIT\n$/;
    for (const beginning of beginnings) t.match(beginning, header);
  });
}

t.test('TLS behind a PROXY header, from an address of our choice', async (t) => {
  const inner = await serving(t, ok);
  const { connect } = await import('node:net');
  const from: (string | undefined)[] = [];
  const port = await listen(t, (socket) => {
    from.push(socket.remoteAddress);
    socket.once('data', (chunk) => {
      const below = connect(inner, '127.0.0.1');
      // 28 bytes of version 2 for IPv4.
      below.write(chunk.subarray(28));
      socket.pipe(below).pipe(socket);
    });
  });
  const { glance, connections } = await seen(port, { proxy: 'v2', source: '127.0.0.9' });
  t.match(glance, { outcome: 'passed', tls: { trusted: true }, http: { status: 200 } });
  t.equal(connections, 1);
  t.same(from, ['127.0.0.9']);
});

t.test('the body to its end', async (t) => {
  const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n';
  const page = 'x'.repeat(300_000);
  for (const [text, expected] of [
    [ok, sha256('hello')],
    [chunked, sha256('hello!')],
    ['HTTP/1.0 200 OK\r\n\r\nhello', sha256('hello')],
    ['HTTP/1.1 204 No Content\r\n\r\n', sha256('')],
    [`HTTP/1.1 200 OK\r\ncontent-length: 300000\r\n\r\n${page}`, sha256(page)],
    ['HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nhello', null],
  ] as const) {
    const { glance } = await seen(await serving(t, text), {}, { wholeBody: true });
    t.equal(glance.bodySha256, expected, text.slice(0, 60));
  }
});

t.test('a body that is reset has no hash, where its end is that of the connection', async (t) => {
  const port = await serving(t, (socket, carrier) => {
    socket.write('HTTP/1.0 200 OK\r\n\r\nhello', () => carrier.resetAndDestroy());
  });
  const { glance } = await seen(port, {}, { wholeBody: true });
  t.match(glance, { outcome: 'passed', http: { status: 200 }, bodySha256: null });
});

t.test('a body that hangs is no timeout', async (t) => {
  const port = await serving(t, (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhell'));
  const { glance } = await seen(port);
  t.match(glance, { outcome: 'passed', http: { status: 200, body: 'hell' } });
  const whole = await seen(port, {}, { wholeBody: true, timeout: 500 });
  t.match(whole.glance, { outcome: 'passed', http: { status: 200 }, bodySha256: null });
});

t.test('one deadline for all: a byte at a time does not put it off', async (t) => {
  const port = await serving(t, (socket) => {
    const timer = setInterval(() => socket.write('H'), 20);
    socket.on('close', () => clearInterval(timer));
  });
  t.match((await seen(port, {}, { timeout: 300 })).glance.failure, { kind: 'not-http', stage: 'http' });
  const slow = await serving(t, (socket) => {
    const text = 'HTTP/1.1 200 OK and so on and on';
    let at = 0;
    const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ''), 50);
    socket.on('close', () => clearInterval(timer));
  });
  t.match((await seen(slow, {}, { timeout: 300 })).glance.failure, { kind: 'timeout', stage: 'http' });
});

t.test('an alert as a warning before the end is seen at the second look', async (t) => {
  const port = await listen(t, (socket) =>
    socket.once('data', () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 1, 112]))),
  );
  const { glance, connections } = await seen(port);
  t.match(glance.failure, { kind: 'alert', stage: 'tls', alert: { number: 112 } });
  t.equal(connections, 2);
});

t.test('a second look does not undo what happened at the first', async (t) => {
  let first = true;
  const inner = await serving(t, ok);
  const { connect } = await import('node:net');
  const port = await listen(t, (socket) => {
    if (!first) return void socket.pipe(connect(inner, '127.0.0.1')).pipe(socket);
    first = false;
    socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'));
  });
  const { glance, connections } = await seen(port);
  t.match(glance, { outcome: 'failed', failure: { kind: 'not-tls', stage: 'tls', received: null }, http: undefined });
  t.equal(connections, 2);
});

t.test('an end and a reset in the handshake, without a second look', async (t) => {
  const ends = await listen(t, (socket) => socket.once('data', () => socket.end()));
  t.match(await seen(ends), { glance: { failure: { kind: 'closed', stage: 'tls', code: null } }, connections: 1 });
  const resets = await listen(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  t.match(await seen(resets), { glance: { failure: { kind: 'reset', stage: 'tls' } }, connections: 1 });
});

t.test('a port that nobody listens on, and addresses that lead nowhere', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  t.match(await seen(port), { glance: { failure: { kind: 'refused', stage: 'connect' } } });
  const elsewhere = (await seen(port, { source: '192.0.2.1' })).glance;
  t.match(elsewhere, { failure: { kind: 'unreachable', stage: 'connect', code: 'EADDRNOTAVAIL' } });
  t.notOk('shortage' in elsewhere);
});

t.test('what this side has run out of', (t) => {
  t.equal(shortageOf('EMFILE', false), 'EMFILE');
  t.equal(shortageOf('EADDRNOTAVAIL', false), 'EADDRNOTAVAIL');
  t.equal(shortageOf('EADDRNOTAVAIL', true), undefined);
  t.equal(shortageOf('ECONNREFUSED', false), undefined);
  t.equal(shortageOf(null, false), undefined);
  t.end();
});

t.test('settings that OpenSSL refuses are a failure without a connection', async (t) => {
  const { glance, connections } = await seen(1, { tls: { ...tls, ciphers: 'NO-SUCH-CIPHER' } });
  t.match(glance, { outcome: 'failed', failure: { kind: 'local', stage: 'tls' } });
  t.equal(connections, 0);
});

t.test('a line break in a header is refused before anything is sent', async (t) => {
  await t.rejects(seen(1, { request: get({ headers: [['host', 'a\r\nb']] }) }), RangeError);
});

t.test('an aborted glance rejects, and closes its connection', async (t) => {
  const abort = new AbortController();
  const accepted: Socket[] = [];
  const port = await listen(t, (socket) => {
    accepted.push(socket);
    socket.once('data', () => abort.abort()).on('end', () => socket.end());
  });
  await t.rejects(seen(port, {}, { signal: abort.signal }), { name: 'AbortError' });
  const [socket] = accepted;
  if (socket && !socket.destroyed) await once(socket, 'close');
  await t.rejects(seen(port, {}, { signal: abort.signal }), { name: 'AbortError' });
  t.equal(accepted.length, 1);
});
