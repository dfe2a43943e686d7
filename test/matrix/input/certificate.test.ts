import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { readCertificateFile } from '../../../src/cli/matrix-input-certificate.ts';
import { type NamedCertificate, pemBlocks, readCertificates } from '../../../src/matrix/input/certificate.ts';
import { collect, fixturePath } from './collect.ts';

const readFile = (bytes: Buffer) => collect((sink) => readCertificateFile(bytes, sink));
const certificate: NamedCertificate = { names: [], commonNames: [], ca: false, subject: 'CN=x', line: 1 };
const read = (...certificates: Partial<NamedCertificate>[]) =>
  collect((sink) =>
    readCertificates(
      certificates.map((one) => ({ ...certificate, ...one })),
      sink,
    ),
  );

t.test('names and addresses of the leaf, not its CN, not the authority', async (t) => {
  t.same(readFile(readFileSync(fixturePath('chain.pem'))), {
    hosts: ['www.example.test', '192.0.2.7', '2001:db8::7', 'xn--mnchen-3ya.example.test'],
    pairs: [],
    problems: [],
    asides: [
      ['wildcard', '*.example.test'],
      ['authority', 'CN=Fixture CA'],
    ],
  });
});

t.test('the CN where there is no other name; a self-signed one calls itself an authority', async (t) => {
  t.same(readFile(readFileSync(fixturePath('self-signed.pem'))).hosts, ['common.example.test']);
});

t.test('one certificate in DER', async (t) => {
  const [pem] = pemBlocks(readFileSync(fixturePath('chain.pem'), 'latin1'));
  const der = Buffer.from(pem?.text.replace(/-----[^-]+-----|\s/g, '') ?? '', 'base64');
  t.equal(readFile(der).hosts[0], 'www.example.test');
});

t.test('several leaves', async (t) => {
  t.same(read({ names: ['a.test'] }, { names: ['ca.test'], ca: true }, { names: ['b.test'] }).hosts, [
    'a.test',
    'b.test',
  ]);
  t.match(read({ commonNames: ['My Server'], line: 7 }), { hosts: [], problems: [{ line: 7, message: /My Server/ }] });
});

t.test('keys are no certificates; what is broken is told with its line', async (t) => {
  const broken = 'text\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  t.match(readFile(Buffer.from(broken)).problems, [{ line: 2, message: /cannot be read/ }]);
  const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
  t.match(readFile(Buffer.from(key)).problems, [{ line: 0, message: /holds no certificate/ }]);
  t.match(readFile(Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA')).problems, [{ message: /holds no certificate/ }]);
});

t.test('whatever it holds, nothing is thrown, in time in proportion', async () => {
  const unit = fc.constantFrom('-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----', '\n', 'A', '-', '=', '\0');
  fc.assert(fc.property(fc.string({ unit, maxLength: 30 }), (text) => void readFile(Buffer.from(text))));
  pemBlocks('-----BEGIN A-----\n'.repeat(100_000));
});
