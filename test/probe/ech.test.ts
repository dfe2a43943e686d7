import {
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
} from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import t from 'tap';
import { echNotServed } from '../../src/catalogue/faults/ech-not-served.ts';
import { view } from '../../src/catalogue/view.ts';
import { haproxyTls } from '../../src/plan.ts';
import { echAnswer, echHello } from '../../src/probe/ech.ts';
import { exchange } from '../../src/probe/exchange.ts';
import type { Evidence, HttpsPromises } from '../../src/types.ts';
import { asked } from '../question.ts';

const sized = (bytes: number, data: Buffer) => {
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(data.length, 0, bytes);
  return Buffer.concat([length, data]);
};
const uint16 = (...values: number[]) => Buffer.concat(values.map((value) => Buffer.of(value >> 8, value & 0xff)));
const extend = (type: number, data: Buffer) => Buffer.concat([uint16(type), sized(2, data)]);
const spki = '302a300506032b656e032100';

/** The beginning of a TLS 1.3 server's flight (RFC 8446, section 7.1), with the given EncryptedExtensions. */
function flight(hello: Buffer, extensions: Buffer): Buffer {
  const own = generateKeyPairSync('x25519');
  const marker = Buffer.from('001d0020', 'hex');
  const share = hello.indexOf(marker) + marker.length;
  const theirs = createPublicKey({
    key: Buffer.concat([Buffer.from(spki, 'hex'), hello.subarray(share, share + 32)]),
    format: 'der',
    type: 'spki',
  });
  const key = own.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const body = Buffer.concat([
    uint16(0x0303),
    Buffer.alloc(32, 9),
    sized(1, hello.subarray(4 + 2 + 32 + 1, 4 + 2 + 32 + 1 + 32)),
    uint16(0x1301),
    Buffer.of(0),
    sized(2, Buffer.concat([extend(43, uint16(0x0304)), extend(51, Buffer.concat([uint16(0x001d), sized(2, key)]))])),
  ]);
  const serverHello = Buffer.concat([Buffer.of(2), sized(3, body)]);
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  const hmac = (secret: Buffer, bytes: Buffer) => createHmac('sha256', secret).update(bytes).digest();
  const expand = (secret: Buffer, label: string, context: Buffer, length: number) => {
    const info = [uint16(length), sized(1, Buffer.from(`tls13 ${label}`)), sized(1, context), Buffer.of(1)];
    return hmac(secret, Buffer.concat(info)).subarray(0, length);
  };
  const zeros = Buffer.alloc(32);
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey: theirs });
  const handshake = hmac(expand(hmac(zeros, zeros), 'derived', digest(Buffer.alloc(0)), 32), shared);
  const secret = expand(handshake, 's hs traffic', digest(Buffer.concat([hello, serverHello])), 32);
  const cipher = createCipheriv(
    'aes-128-gcm',
    expand(secret, 'key', Buffer.alloc(0), 16),
    expand(secret, 'iv', Buffer.alloc(0), 12),
  );
  const plain = Buffer.concat([Buffer.of(8), sized(3, sized(2, extensions)), Buffer.of(22)]);
  const header = Buffer.concat([Buffer.of(23, 3, 3), uint16(plain.length + 16)]);
  cipher.setAAD(header);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([Buffer.of(22, 3, 3), sized(2, serverHello), Buffer.of(20, 3, 3, 0, 1, 1), header, sealed]);
}

const retryConfigs = extend(0xfe0d, sized(2, Buffer.alloc(60)));

t.test('keys in EncryptedExtensions are seen, whatever the bytes come in', async (t) => {
  const hello = echHello({ servername: 'outside.example.test', alpn: ['h2'] });
  const offering = flight(hello.message, retryConfigs);
  t.equal(echAnswer(offering, hello), 'keys');
  const parts = Array.from(offering, (_, length) => echAnswer(offering.subarray(0, length), hello));
  t.ok(parts.every((part) => part === null));
  t.equal(echAnswer(flight(hello.message, extend(16, Buffer.from('000302683200', 'hex'))), hello), 'none');
  t.equal(echAnswer(Buffer.from('HTTP/1.1 400 Bad Request\r\n'), hello), 'refused');
  t.equal(echAnswer(Buffer.of(21, 3, 3, 0, 2, 2, 70), hello), 'refused');
  // Under keys of another ClientHello nothing opens.
  t.equal(echAnswer(offering, echHello({ servername: null, alpn: [] })), null);
});

t.test('an address that sends keys is left alone', async (t) => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (data) => socket.write(flight(data.subarray(5), retryConfigs)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const name = 'outside.example.test';
  const tls = { ...haproxyTls(), servername: name, minVersion: 'TLSv1.3', hello: 'ech' } as const;
  const plan = { address: '127.0.0.1', port, source: null, proxy: null, tls, request: null };
  const options = { timeout: 3000, credentials: { ca: null, certificate: null }, host: name };
  const { observation } = await exchange({ id: 'tls-ech', title: '', plan }, options);
  t.match(observation, { outcome: 'passed', ech: 'keys' });
  const record = { priority: 1, target: name, alpn: [], noDefaultAlpn: false, port: null, hints: [], ech: [name] };
  const https: HttpsPromises = { name, records: [record], addresses: [] };
  const evidence: Evidence = {
    schema: 'sni-doctor/evidence/1',
    question: asked({ port }),
    observations: [observation],
    connections: 1,
    from: null,
    at: new Date().toISOString(),
    ms: 1,
    https,
  };
  t.equal(echNotServed.shown(view(evidence), null), null);
  const passedOver = { ...observation, ech: 'none' as const };
  t.ok(echNotServed.shown(view({ ...evidence, observations: [passedOver] }), null));
});
