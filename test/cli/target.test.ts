import t from 'tap';
import { parseTarget } from '../../src/cli/target.ts';

const accepted: [text: string, host: string, isAddress: boolean, port: number | null, path: string | null][] = [
  ['10.0.0.5', '10.0.0.5', true, null, null],
  ['10.0.0.5:8443', '10.0.0.5', true, 8443, null],
  ['2001:db8::1', '2001:db8::1', true, null, null],
  ['::1', '::1', true, null, null],
  ['[2001:db8::1]', '2001:db8::1', true, null, null],
  ['[2001:db8::1]:8443', '2001:db8::1', true, 8443, null],
  ['::ffff:10.0.0.5', '::ffff:10.0.0.5', true, null, null],
  ['backend', 'backend', false, null, null],
  ['backend.example.test:8080', 'backend.example.test', false, 8080, null],
  ['https://10.0.0.5:8443/path?q=1', '10.0.0.5', true, 8443, '/path?q=1'],
  ['https://www.example.test', 'www.example.test', false, null, null],
  ['https://www.example.test:443/', 'www.example.test', false, 443, null],
  ['http://www.example.test/', 'www.example.test', false, 80, null],
  ['http://[2001:db8::1]:8080/x', '2001:db8::1', true, 8080, '/x'],
  ['HTTPS://WWW.Example.test/A b', 'www.example.test', false, null, '/A%20b'],
];

for (const [text, host, isAddress, port, path] of accepted) {
  t.test(text, async (t) => {
    const { notes, ...target } = parseTarget(text);
    t.same(target, { host, isAddress, port, path });
    t.equal(notes.length > 0, text.includes('//'), 'a URL is taken apart aloud');
  });
}

const refused: [text: string, message: RegExp][] = [
  ['', /cannot be empty/],
  ['10.0.0.5:', /is no port/],
  ['10.0.0.5:0', /is no port/],
  ['10.0.0.5:65536', /is no port/],
  ['10.0.0.5:http', /is no port/],
  ['[2001:db8::1]:x', /is no port/],
  ['2001:db8::1:99999', /write IPv6 with a port as/],
  ['10.0.0.0/8', /range/],
  ['10.0.0.256', /neither a host name nor an IP/],
  ['1.2.3', /neither a host name nor an IP/],
  ['fe80::1%eth0', /zone/],
  ['ftp://10.0.0.5/', /is no address/],
  ['https://', /is no address/],
  ['https://10.0.0.5:99999/', /is no address|is no port/],
  ['a b', /space or control/],
  ['-', /begins or ends/],
];

for (const [text, message] of refused) {
  t.test(`refused: ${text}`, async (t) => {
    t.throws(() => parseTarget(text), { message });
  });
}

t.test('credentials and fragments of a URL are not used, and not repeated', async (t) => {
  const { notes } = parseTarget('https://user:secret@10.0.0.5/x#top');
  t.match(notes.join(), /user and password and the fragment not used/);
  t.notMatch(notes.join(), /secret/);
});
