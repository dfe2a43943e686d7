import t from 'tap';
import { certificateNames, verifyRefusal } from '../../src/haproxy/verify.ts';
import type { CertificateFacts, TlsFacts } from '../../src/types.ts';

function leaf(names: string[], commonNames = ['nobody.example.test']): CertificateFacts {
  const dates = { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2027-01-01T00:00:00.000Z' };
  return {
    subject: '',
    names,
    commonNames,
    issuer: 'CN=ca',
    ...dates,
    sha256: '',
    selfSigned: false,
    namesIssuerUrl: false,
  };
}

function tls(trusted: boolean, names: string[]): TlsFacts {
  return {
    version: 'TLSv1.3',
    cipher: '',
    alpn: null,
    sni: null,
    chain: [leaf(names)],
    trusted,
    reason: null,
    matchesHost: null,
    clientCertificate: null,
  };
}

t.test('names as HAProxy compares them', async (t) => {
  t.ok(certificateNames(leaf(['www.example.test']), 'WWW.Example.test'));
  t.ok(certificateNames(leaf(['*.example.test']), 'www.example.test'));
  t.notOk(certificateNames(leaf(['*.example.test']), 'example.test'));
  t.notOk(certificateNames(leaf(['*.example.test']), 'a.www.example.test'), 'one label');
  t.ok(certificateNames(leaf(['w*.example.test']), 'www.example.test'), 'a wildcard may be part of the label');
  t.notOk(certificateNames(leaf(['x*.example.test']), 'www.example.test'));
  t.notOk(certificateNames(leaf(['w*w*.example.test']), 'www.example.test'), 'one wildcard');
  t.notOk(certificateNames(leaf(['www.*.test']), 'www.example.test'), 'in the left-most label');
  t.ok(certificateNames(leaf(['other.test'], ['www.example.test']), 'www.example.test'), 'CN beside other names');
  t.ok(certificateNames(leaf([], ['other.test', 'www.example.test']), 'www.example.test'), 'every CN');
});

t.test('the chain first, then the name that was sent, else verifyhost, else none', async (t) => {
  t.equal(verifyRefusal(tls(false, ['a.test']), 'a.test', true), 'chain');
  t.equal(verifyRefusal(tls(true, ['a.test']), 'b.test', true), 'server-name');
  t.equal(verifyRefusal(tls(true, ['a.test']), 'b.test', false), 'verifyhost');
  t.equal(verifyRefusal(tls(true, ['a.test']), 'a.test', true), null);
  t.equal(verifyRefusal(tls(true, ['a.test']), null, false), null, 'false green: any trusted certificate will do');
});
