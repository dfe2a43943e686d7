import { createDiffieHellmanGroup } from 'node:crypto';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { failing, get, listen, listenTls, observe, tlsPlan } from './backend.ts';

const tls = tlsPlan({ servername: 'www.example.test' });

function answering(bytes: string | Buffer) {
  return (socket: Socket): void => {
    socket.once('data', () => socket.end(bytes));
  };
}

t.test('a FIN after the ClientHello is an orderly end', async (t) => {
  const port = await listen(t, (socket) => socket.once('data', () => socket.end()));
  const { outcome, failure, at, tls: facts } = await observe(port, { tls });
  t.equal(outcome, 'failed');
  t.match(failure, { kind: 'closed', stage: 'tls', alert: null, code: null, received: null });
  t.type(at?.connect, 'number');
  t.notOk(at?.tls !== undefined || facts);
});

t.test('a RST after the ClientHello is a reset', async (t) => {
  const port = await listen(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  t.match(await failing(port, { tls }), { kind: 'reset', stage: 'tls', code: 'ECONNRESET' });
});

t.test('a RST on accept is a reset', async (t) => {
  const port = await listen(t, (socket) => socket.resetAndDestroy());
  t.match(await failing(port, { tls }), { kind: 'reset', code: 'ECONNRESET' });
});

for (const [number, name] of [
  [112, 'unrecognized_name'],
  [40, 'handshake_failure'],
  [80, 'internal_error'],
  [70, 'protocol_version'],
  [120, 'no_application_protocol'],
  [49, 'access_denied'],
  [86, 'inappropriate_fallback'],
] as const) {
  t.test(`alert ${number}`, async (t) => {
    const port = await listen(t, answering(Buffer.from([0x15, 3, 3, 0, 2, 2, number])));
    const failure = await failing(port, { tls });
    t.match(failure, { kind: 'alert', stage: 'tls', alert: { number, name }, received: null });
    t.match(failure.code, /^ERR_SSL_/);
  });
}

t.test('an alert that is followed by a reset is still an alert', async (t) => {
  const port = await listen(t, (socket) => {
    socket.once('data', () => socket.write(Buffer.from([0x15, 3, 3, 0, 2, 2, 112]), () => socket.resetAndDestroy()));
  });
  t.match(await failing(port, { tls }), { kind: 'alert', alert: { number: 112 } });
});

t.test('a warning before an orderly end is the alert', async (t) => {
  const port = await listen(t, answering(Buffer.from([0x15, 3, 3, 0, 2, 1, 112])));
  t.match(await failing(port, { tls }), { kind: 'alert', alert: { number: 112 } });
});

t.test('close_notify is an orderly end, not a failure of its own', async (t) => {
  const port = await listen(t, answering(Buffer.from([0x15, 3, 3, 0, 2, 1, 0])));
  t.match(await failing(port, { tls }), { kind: 'closed', alert: null });
});

t.test('plain HTTP', async (t) => {
  const text = 'HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n';
  const port = await listen(t, answering(text));
  const failure = await failing(port, { tls });
  t.match(failure, { kind: 'not-tls', stage: 'tls', alert: null, received: text });
  t.match(failure.message, /HTTP \(400\)/);
});

t.test('banners', async (t) => {
  for (const [banner, name] of [
    ['SSH-2.0-OpenSSH_9.2p1\r\n', /SSH/],
    ['220 mail.example.test ESMTP\r\n', /SMTP/],
    ['220 ready\r\n', /FTP/],
    ['* OK IMAP4rev1\r\n', /IMAP/],
    ['+OK ready\r\n', /POP3/],
    ['J\0\0\0\n8.0.36\0', /MySQL/],
    ['\x01', /not TLS/],
  ] as const) {
    const port = await listen(t, (socket) => socket.write(banner, 'latin1'));
    const failure = await failing(port, { tls }, { timeout: banner.length < 5 ? 200 : 3000 });
    t.match(failure, { kind: 'not-tls', received: banner });
    t.match(failure.message, name);
  }
});

t.test('what begins like TLS and is not is a breach of the protocol', async (t) => {
  const port = await listen(t, answering(Buffer.from([0x16, 3, 3, 0, 4, 99, 0, 0, 0])));
  t.match(await failing(port, { tls }), { kind: 'protocol', stage: 'tls', code: /^ERR_SSL_/ });
});

t.test('a handshake that hangs', async (t) => {
  const port = await listen(t, (socket) => socket.resume());
  const { failure, ms } = await observe(port, { tls }, { timeout: 150 });
  t.match(failure, { kind: 'timeout', stage: 'tls', code: null });
  t.ok(ms >= 140 && ms < 1500);
});

t.test('client certificates', async (t) => {
  const pki = await createPki('lab CA');
  const leaf = await pki.leaf({ names: ['www.example.test'] });
  const client = await pki.leaf({ names: ['client'], clientAuth: true });
  const stranger = await (await createPki('other CA')).leaf({ names: ['client'], clientAuth: true });
  const server = { cert: leaf.chainPem, key: leaf.keyPem, ca: pki.caPem, requestCert: true, rejectUnauthorized: true };
  const withCertificate = { ...tls, certificate: { certFile: 'client.pem', keyFile: 'client.key' } };
  const served = (socket: TLSSocket) => socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));

  await t.test('TLS 1.3: refused after the handshake, which stands', async (t) => {
    const port = await listenTls(t, server, served);
    const { failure, tls: facts, at } = await observe(port, { tls, request: get() });
    t.match(failure, { kind: 'alert', stage: 'http', alert: { number: 116, name: 'certificate_required' } });
    t.equal(failure?.code, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
    t.type(at?.tls, 'number');
    t.match(facts, { version: 'TLSv1.3', clientCertificate: { authorities: ['CN=lab CA'] } });
  });

  await t.test('TLS 1.3: another authority, and a server that closes without a word', async (t) => {
    const port = await listenTls(t, server, served);
    const certificate = { cert: stranger.certPem, key: stranger.keyPem };
    const { failure, tls: facts } = await observe(port, { tls: withCertificate, request: get() }, { certificate });
    t.match(failure, { kind: 'closed', stage: 'http', code: null });
    t.match(facts, { clientCertificate: { authorities: ['CN=lab CA'] } });
  });

  await t.test('TLS 1.2: refused in the handshake, the request for it seen', async (t) => {
    const port = await listenTls(t, { ...server, maxVersion: 'TLSv1.2' }, served);
    const { failure, tls: facts, at } = await observe(port, { tls, request: get() });
    t.match(failure, { kind: 'alert', stage: 'tls', alert: { number: 40 } });
    t.equal(at?.tls, undefined);
    t.match(facts, {
      version: 'TLSv1.2',
      chain: [{ subject: 'CN=www.example.test' }],
      reason: 'HANDSHAKE_INCOMPLETE',
      clientCertificate: { authorities: ['CN=lab CA'] },
    });
  });

  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    await t.test(`${maxVersion}: accepted`, async (t) => {
      const port = await listenTls(t, { ...server, maxVersion }, served);
      const certificate = { cert: client.certPem, key: client.keyPem };
      t.match(await observe(port, { tls: withCertificate, request: get() }, { certificate }), {
        outcome: 'passed',
        http: { status: 204 },
      });
    });
  }

  await t.test('a certificate at hand is not shown unless the plan says so', async (t) => {
    const port = await listenTls(t, server, served);
    const certificate = { cert: client.certPem, key: client.keyPem };
    const failure = await failing(port, { tls, request: get() }, { certificate });
    t.match(failure, { kind: 'alert', alert: { number: 116 } });
  });

  await t.test('a key that is not the certificate’s never leaves this machine', async (t) => {
    const certificate = { cert: client.certPem, key: stranger.keyPem };
    t.match(await failing(1, { tls: withCertificate }, { certificate }), {
      kind: 'local',
      stage: 'tls',
      code: /^ERR_OSSL_/,
    });
  });
});

t.test('what our own library refuses', async (t) => {
  const pki = await createPki();
  const leaf = await pki.leaf({ names: ['www.example.test'], key: 'rsa2048' });
  const server = { cert: leaf.chainPem, key: leaf.keyPem };
  const small = {
    ...server,
    maxVersion: 'TLSv1.2',
    ciphers: 'DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0',
    dhparam: dhParameters(createDiffieHellmanGroup('modp2').getPrime()),
  } as const;
  const dhe = { ciphers: 'DHE-RSA-AES128-GCM-SHA256' };

  await t.test('a Diffie-Hellman key of 1024 bits at level 2', async (t) => {
    const port = await listenTls(t, small);
    const { failure, tls: facts } = await observe(port, { tls: { ...tls, ...dhe } });
    t.match(failure, { kind: 'local', stage: 'tls', alert: null, code: 'ERR_SSL_DH_KEY_TOO_SMALL' });
    t.match(facts, { version: 'TLSv1.2', chain: [{ subject: 'CN=www.example.test' }] });
  });

  await t.test('and not at level 1', async (t) => {
    const port = await listenTls(t, small);
    t.equal((await observe(port, { tls: { ...tls, ...dhe, securityLevel: 1 } })).outcome, 'passed');
  });

  await t.test('an old version', async (t) => {
    const old = { ...server, minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
    const port = await listenTls(t, old);
    t.match(await failing(port, { tls }), { stage: 'tls', kind: /^(?:local|alert)$/ });
    const level0 = tlsPlan({ minVersion: 'TLSv1', securityLevel: 0 });
    t.match(await observe(port, { tls: level0 }), { outcome: 'passed', tls: { version: 'TLSv1' } });
  });

  await t.test('a cipher that it does not know', async (t) => {
    const port = await listenTls(t, server);
    const failure = await failing(port, { tls: { ...tls, ciphers: 'NO-SUCH-CIPHER' } });
    t.match(failure, { kind: 'local', code: 'ERR_SSL_NO_CIPHER_MATCH' });
  });
});

// PKCS #3: SEQUENCE of the prime and the generator 2.
function dhParameters(prime: Buffer): string {
  const integer = Buffer.concat([Buffer.from([0x02, 0x81, prime.length + 1, 0]), prime]);
  const content = Buffer.concat([integer, Buffer.from([0x02, 1, 2])]);
  const der = Buffer.concat([Buffer.from([0x30, 0x81, content.length]), content]);
  return `-----BEGIN DH PARAMETERS-----\n${der.toString('base64')}\n-----END DH PARAMETERS-----\n`;
}
