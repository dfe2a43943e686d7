import { createHash } from 'node:crypto';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { readCredentials } from '../../src/cli/credentials.ts';

const pki = await createPki();
const leaf = await pki.leaf({ names: ['client.test'] });
const other = await pki.leaf({ names: ['other.test'] });

t.test("the user's files", async (t) => {
  const folder = t.testdir({
    'ca.pem': `# the lab's\n${pki.caPem}`,
    'client.pem': leaf.certPem,
    'client.key': leaf.keyPem,
    'other.key': other.keyPem,
    'encrypted.key': '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n',
    'damaged.pem': `${pki.caPem}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
    'empty.pem': '',
  });
  const pair = (certFile: string, keyFile: string) => ({
    caFile: null,
    certificate: { certFile: `${folder}/${certFile}`, keyFile: `${folder}/${keyFile}` },
  });
  const ca = (file: string) => ({ caFile: `${folder}/${file}`, certificate: null });

  t.same(readCredentials({ caFile: null, certificate: null }), { ca: null, certificate: null });
  t.match(readCredentials(ca('ca.pem')).ca, 'BEGIN CERTIFICATE');
  t.same(readCredentials(pair('client.pem', 'client.key')).certificate, { cert: leaf.certPem, key: leaf.keyPem });

  const refused: [Parameters<typeof readCredentials>[0], RegExp][] = [
    [ca('missing.pem'), /missing\.pem: no such file/],
    [ca('.'), /is a folder/],
    [ca('empty.pem'), /empty\.pem: no certificate in PEM/],
    [ca('damaged.pem'), /damaged\.pem: certificate 2 of 2 is damaged/],
    [pair('client.pem', 'other.key'), /other\.key: the key does not belong to the certificate in .*client\.pem/],
    [pair('client.pem', 'client.pem'), /client\.pem: no private key in PEM/],
    [pair('client.pem', 'encrypted.key'), /encrypted\.key: the private key is encrypted/],
  ];
  for (const [files, message] of refused) t.throws(() => readCredentials(files), { exitCode: 3, message });
});

t.test('no content of a key is ever said', async (t) => {
  const secret = createHash('sha256').update(leaf.keyPem).digest('hex');
  const folder = t.testdir({ 'a.pem': leaf.certPem, 'a.key': secret });
  try {
    readCredentials({ caFile: null, certificate: { certFile: `${folder}/a.pem`, keyFile: `${folder}/a.key` } });
    t.fail('accepted');
  } catch (error) {
    t.notMatch(String(error), secret);
  }
});
