import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import t, { type Test } from 'tap';
import { readClientHello } from '../../fixtures/servers/client-hello.ts';
import { largeHello } from '../../src/plan.ts';
import { clientHello } from '../../src/probe/client-hello.ts';
import type { Plan, TlsPlan } from '../../src/types.ts';
import { listen, observe, tlsPlan } from './backend.ts';

const servername = 'www.example.test';
const large = tlsPlan({ servername, hello: 'X25519MLKEM768' });

function extensions(hello: Buffer): Map<number, Buffer> {
  // Record and message headers, version, random, session, suites, compression.
  let at = 5 + 4 + 2 + 32 + 33;
  at += 2 + hello.readUInt16BE(at) + 2;
  t.equal(hello.readUInt16BE(at), hello.length - at - 2, 'the extensions are the rest');
  const found = new Map<number, Buffer>();
  for (at += 2; at < hello.length; at += 4 + hello.readUInt16BE(at + 2))
    found.set(hello.readUInt16BE(at), hello.subarray(at + 4, at + 4 + hello.readUInt16BE(at + 2)));
  return found;
}

t.test('the ClientHello of OpenSSL 3.5, as a HAProxy 3.0.11 sends it', async (t) => {
  const hello = clientHello(large);
  t.equal(hello.length, 1558, 'for a name of this length');
  t.equal(hello.readUInt16BE(3), hello.length - 5);
  t.same([...extensions(hello).keys()], [0xff01, 0, 11, 10, 35, 22, 23, 13, 43, 45, 51, 27]);
  const read = readClientHello(hello)?.value;
  t.match(read, { servername, alpn: [], versions: [0x0304, 0x0303], length: 1553 });
  t.same(read?.groups, [0x11ec, 0x1d, 0x17, 0x1e, 0x18, 0x19, 0x100, 0x101]);
  const share = extensions(hello).get(51) ?? Buffer.alloc(0);
  t.equal(share.readUInt16BE(2), 0x11ec);
  t.equal(share.readUInt16BE(4), 1184 + 32);
  t.equal(share.readUInt16BE(6 + 1216), 0x1d);
  for (let at = 6; at < 6 + 1152; at += 3) {
    const pair = share.readUIntLE(at, 3);
    t.ok((pair & 0xfff) < 3329 && pair >> 12 < 3329, 'a coefficient of ML-KEM');
  }
});

t.test('at security level 0, as a HAProxy 3.0.11 sends it', async (t) => {
  const hello = clientHello({ ...large, minVersion: 'TLSv1', securityLevel: 0 });
  t.equal(hello.length, 1565);
  t.same(readClientHello(hello)?.value?.versions, [0x0304, 0x0303, 0x0302, 0x0301]);
});

t.test('without the key share it is as large, and has only what OpenSSL 3.0 knows', async (t) => {
  const hello = clientHello({ ...large, hello: 'padded' });
  t.equal(hello.length, clientHello(large).length);
  t.same(readClientHello(hello)?.value?.groups, [0x1d, 0x17, 0x1e, 0x18, 0x19, 0x100, 0x101]);
  t.ok(
    extensions(hello)
      .get(21)
      ?.every((byte) => byte === 0),
    'padding',
  );
});

t.test('names, protocols and versions are those of the plan', async (t) => {
  const of = (plan: Partial<TlsPlan>) => readClientHello(clientHello({ ...large, ...plan }))?.value;
  t.match(of({ servername: null, alpn: ['h2', 'http/1.1'] }), { servername: null, alpn: ['h2', 'http/1.1'] });
  t.same(of({ minVersion: 'TLSv1.3' })?.versions, [0x0304]);
});

t.test('only what begins large on newer libraries has one', async (t) => {
  const plan: Plan = {
    address: '192.0.2.7',
    port: 443,
    source: null,
    proxy: 'v2',
    tls: tlsPlan({ servername }),
    request: { version: '1.1', method: 'GET', path: '/', headers: [] },
  };
  t.match(largeHello(plan), { proxy: 'v2', tls: { servername, hello: 'X25519MLKEM768' }, request: null });
  t.equal(largeHello({ ...plan, tls: null }), null);
  t.equal(largeHello({ ...plan, tls: tlsPlan({ maxVersion: 'TLSv1.2' }) }), null);
  t.equal(largeHello({ ...plan, tls: tlsPlan({ groups: 'X25519:P-256' }) }), null);
  t.equal(largeHello({ ...plan, tls: tlsPlan({ ciphers: 'AES128-SHA' }) }), null);
});

const record = (type: number, ...body: number[]) =>
  Buffer.from([type, 3, 3, body.length >> 8, body.length & 0xff, ...body]);
const random = (text: string) => [...createHash('sha256').update(text).digest()];
const hello = (text: string) => record(22, 2, 0, 0, 38, 3, 3, ...random(text), 0, 0x13, 0x01, 0);

/** Answers a ClientHello once the whole of it is there. */
async function answering(t: Test, act: (socket: Socket) => void) {
  const port = await listen(t, (socket) => {
    let length = 0;
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      length += chunk.length;
      if (length === clientHello(large).length) act(socket);
    });
  });
  return observe(port, { tls: large }, { timeout: 500 });
}

t.test('what answers it is recorded', async (t) => {
  t.match(await answering(t, (socket) => socket.write(hello('any'))), { outcome: 'passed', answer: 'ServerHello' });
  t.match(await answering(t, (socket) => socket.write(hello('HelloRetryRequest'))), {
    outcome: 'passed',
    answer: 'HelloRetryRequest',
  });
  const warned = await answering(t, (socket) => socket.write(Buffer.concat([record(21, 1, 112), hello('any')])));
  t.match(warned, { outcome: 'passed', answer: 'ServerHello' }, 'a warning comes first');
  const alerted = await answering(t, (socket) => socket.write(record(21, 2, 50)));
  t.match(alerted, { outcome: 'failed', failure: { kind: 'alert', stage: 'tls', alert: { number: 50 } } });
  t.match((await answering(t, (socket) => socket.resetAndDestroy())).failure, { kind: 'reset', stage: 'tls' });
  t.match((await answering(t, (socket) => socket.end())).failure, { kind: 'closed', stage: 'tls' });
  t.match((await answering(t, (socket) => socket.end('HTTP/1.0 400 Bad Request\r\n\r\n'))).failure, {
    kind: 'not-tls',
  });
  const strange = await answering(t, (socket) => socket.write(record(22, 11, 0, 0, 0)));
  t.match(strange.failure, { kind: 'protocol', stage: 'tls' }, 'a message that does not come first');
  const half = await answering(t, (socket) => void socket.end(hello('any').subarray(0, 20)));
  t.match(half.failure, { kind: 'closed', stage: 'tls' }, 'half a ServerHello');
  t.match((await answering(t, () => {})).failure, { kind: 'timeout', stage: 'tls' });
});
