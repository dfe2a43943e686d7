import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import t from 'tap';
import { createPki, type Leaf } from '../../fixtures/pki.ts';
import type { TlsVersion } from '../../src/types.ts';
import { get, listenTls, observe, tlsPlan } from './backend.ts';

const pki = await createPki('lab CA');
const direct = await pki.leaf({ names: ['www.example.test', '*.wild.test', '127.0.0.1'], commonName: 'common.test' });
const issued = await pki.leaf({ names: ['www.example.test'], intermediate: true });
const intermediate = issued.chainPem.slice(issued.certPem.length);
const tls = tlsPlan({ servername: 'www.example.test' });

function sha256(pem: string): string {
  return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
}

function server({ keyPem }: Leaf, cert: string, maxVersion: TlsVersion) {
  return { cert, key: keyPem, maxVersion };
}

for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
  t.test(version, async (t) => {
    await t.test('the chain is what was presented, whatever the trust store could add', async (t) => {
      const everything = pki.caPem + intermediate;
      const [leaf, middle, root] = [sha256(issued.certPem), sha256(intermediate), sha256(pki.caPem)];
      for (const [name, presented, ca, hashes, reason] of [
        ['leaf only', issued.certPem, pki.caPem, [leaf], 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
        ['leaf only, completed locally', issued.certPem, everything, [leaf], null],
        ['leaf and intermediate', issued.chainPem, pki.caPem, [leaf, middle], null],
        ['with the root', issued.chainPem + pki.caPem, pki.caPem, [leaf, middle, root], null],
        ['not trusted', issued.chainPem, undefined, [leaf, middle], 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
      ] as const) {
        const port = await listenTls(t, server(issued, presented, version));
        const { outcome, tls: facts } = await observe(port, { tls }, ca === undefined ? {} : { ca });
        t.equal(outcome, 'passed', name);
        t.strictSame(
          facts?.chain.map(({ sha256 }) => sha256),
          hashes,
          name,
        );
        t.match(facts, { trusted: reason === null, reason }, name);
      }
    });

    await t.test('what was agreed on', async (t) => {
      const seen: unknown[] = [];
      const options = { ...server(direct, direct.chainPem, version), ALPNProtocols: ['http/1.1'] };
      const port = await listenTls(t, options, (socket: TLSSocket & { servername?: unknown }) => {
        seen.push(socket.servername);
      });
      const first = await observe(port, { tls: { ...tls, alpn: ['http/1.1'] } });
      const second = await observe(port, { tls: tlsPlan() });
      t.match(first.tls, { version, alpn: 'http/1.1', sni: 'www.example.test', clientCertificate: null });
      t.match(first.tls?.cipher, /^(?:TLS|ECDHE)/);
      t.match(second.tls, { alpn: null, sni: null, matchesHost: null });
      t.strictSame(seen, ['www.example.test', false]);
    });

    for (const ciphers of ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']) {
      if (version === 'TLSv1.2') continue;
      await t.test(`the chain under ${ciphers}`, async (t) => {
        const port = await listenTls(t, { ...server(issued, issued.chainPem, version), ciphers });
        const { tls: facts } = await observe(port, { tls });
        t.match(facts, { cipher: ciphers, chain: [{}, { subject: 'CN=lab CA intermediate' }] });
      });
    }

    await t.test('a client certificate that is wished for only, and the authorities it may come from', async (t) => {
      const other = await createPki('Zweite CA, ß');
      const options = { ...server(direct, direct.chainPem, version), requestCert: true, rejectUnauthorized: false };
      const port = await listenTls(t, { ...options, ca: [pki.caPem, other.caPem] });
      const named = (await observe(port, { tls })).tls?.clientCertificate?.authorities;
      t.strictSame(named?.sort(), ['CN=Zweite CA, ß', 'CN=lab CA']);
    });
  });
}

t.test('the name is judged as HAProxy judges it', async (t) => {
  const port = await listenTls(t, server(direct, direct.chainPem, 'TLSv1.3'));
  for (const [host, matches] of [
    ['www.example.test', true],
    ['WWW.EXAMPLE.TEST.', true],
    ['a.wild.test', true],
    ['common.test', true],
    ['127.0.0.1', true],
    ['other.test', false],
    ['a.b.wild.test', false],
    ['127.0.0.2', false],
  ] as const) {
    const { tls: facts } = await observe(port, { tls }, { host, ca: pki.caPem });
    t.match(facts, { matchesHost: matches, trusted: true }, host);
  }
});

t.test('facts of certificates', async (t) => {
  const notAfter = new Date(Date.now() - 86_400_000);
  const old = await pki.leaf({ names: ['old.test'], notAfter });
  const own = await pki.leaf({ names: ['own.test'], selfSigned: true });
  const orphan = await pki.leaf({ names: ['orphan.test'], omitIntermediate: true });
  const small = await pki.leaf({ names: ['small.test'], key: 'rsa1024' });
  const seen = async ({ chainPem, keyPem }: Leaf) => {
    const port = await listenTls(t, { cert: chainPem, key: keyPem });
    return (await observe(port, { tls }, { ca: pki.caPem })).tls;
  };
  notAfter.setMilliseconds(0);
  t.match(await seen(old), { reason: 'CERT_HAS_EXPIRED', chain: [{ notAfter: notAfter.toISOString() }] });
  t.match(await seen(own), { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', chain: [{ selfSigned: true }] });
  t.match(await seen(small), { trusted: false, reason: 'EE_KEY_TOO_SMALL' });
  t.match(await seen(orphan), { chain: [{ selfSigned: false, namesIssuerUrl: true }] });
  t.strictSame((await seen(direct))?.chain[0], {
    subject: 'CN=common.test',
    names: ['www.example.test', '*.wild.test', '127.0.0.1'],
    commonNames: ['common.test'],
    issuer: 'CN=lab CA',
    notBefore: new Date(new X509Certificate(direct.certPem).validFrom).toISOString(),
    notAfter: new Date(new X509Certificate(direct.certPem).validTo).toISOString(),
    sha256: sha256(direct.certPem),
    selfSigned: false,
    namesIssuerUrl: false,
  });
});

t.test('a group that the server asks for anew (HelloRetryRequest)', async (t) => {
  const port = await listenTls(t, { ...server(issued, issued.chainPem, 'TLSv1.3'), ecdhCurve: 'P-384' });
  const { outcome, tls: facts } = await observe(port, { tls: { ...tls, groups: 'X25519:P-384' } });
  t.equal(outcome, 'passed');
  t.equal(facts?.chain.length, 2);
});

t.test('the server sees a handshake that ended well', async (t) => {
  const errors: Error[] = [];
  let ended: () => void = () => {};
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const port = await listenTls(t, server(direct, direct.chainPem, 'TLSv1.3'), (socket) => {
    socket.on('error', (error) => errors.push(error));
    socket.on('close', ended);
    socket.resume();
  });
  await observe(port, { tls });
  await end;
  t.strictSame(errors, []);
});

t.test('HTTP over TLS', async (t) => {
  const seen: string[] = [];
  const port = await listenTls(t, server(direct, direct.chainPem, 'TLSv1.3'), (socket) => {
    socket.once('data', (bytes) => {
      seen.push(bytes.toString('latin1'));
      socket.end('HTTP/1.0 200 OK\r\n\r\nhello');
    });
  });
  const { http, at } = await observe(port, { tls, proxy: null, request: get({ headers: [] }) });
  t.match(http, { status: 200, body: 'hello' });
  t.strictSame(seen, ['GET / HTTP/1.1\r\n\r\n']);
  t.ok(at?.tls !== undefined && at.http !== undefined && at.tls <= at.http);
});

for (const [name, end, kind] of [
  ['closed', (socket: TLSSocket) => socket.end(), 'closed'],
  ['reset', (_: TLSSocket, carrier: Socket) => carrier.resetAndDestroy(), 'reset'],
] as const) {
  t.test(`${name} after a request over TLS`, async (t) => {
    const port = await listenTls(t, server(direct, direct.chainPem, 'TLSv1.3'), (socket, carrier) => {
      socket.once('data', () => end(socket, carrier));
    });
    t.match(await observe(port, { tls, request: get() }), {
      failure: { kind, stage: 'http' },
      tls: { version: 'TLSv1.3' },
    });
  });
}
