import { X509Certificate } from 'node:crypto';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { systemAuthorities } from '../../src/probe/trust.ts';
import { listenTls, observe, tlsPlan } from './backend.ts';

t.test('SSL_CERT_FILE stands in for the system, and is read once', async (t) => {
  const pki = await createPki();
  const leaf = await pki.leaf({ names: ['www.example.test'] });
  const directory = t.testdir({ 'ca.pem': pki.caPem });
  process.env.SSL_CERT_FILE = `${directory}/ca.pem`;
  t.equal(new X509Certificate(systemAuthorities()).subject, new X509Certificate(pki.caPem).subject);
  process.env.SSL_CERT_FILE = `${directory}/none.pem`;
  t.equal(new X509Certificate(systemAuthorities()).subject, new X509Certificate(pki.caPem).subject);
  const port = await listenTls(t, { cert: leaf.chainPem, key: leaf.keyPem });
  const credentials = { ca: null, certificate: null };
  t.match(await observe(port, { tls: tlsPlan() }, { credentials }), { tls: { trusted: true, reason: null } });
});
