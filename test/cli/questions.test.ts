import { resolve } from 'node:path';
import t from 'tap';
import type { ProbeOptions } from '../../src/cli/command-line.ts';
import { readProbeArguments } from '../../src/cli/probe-arguments.ts';
import { questions } from '../../src/cli/questions.ts';

function ask(addresses: string[], hosts: string[] = [], options: ProbeOptions = {}) {
  const resolved = new Map([['backend.test', ['192.0.2.1', '2001:db8::1']]]);
  return questions(readProbeArguments({ addresses, hosts, options }), resolved);
}

t.test('one address, one host', async (t) => {
  t.match(ask(['10.0.0.5'], ['www.example.test']), [
    {
      address: '10.0.0.5',
      port: 443,
      httpPort: 80,
      host: 'www.example.test',
      sni: 'www.example.test',
      hostHeader: 'www.example.test',
    },
  ]);
});

t.test('every address times every host, each once', async (t) => {
  const all = ask(['10.0.0.5', '10.0.0.6', '10.0.0.5'], ['a.test', 'b.test']);
  t.same(
    all.map(({ address, host }) => `${address} ${host}`),
    ['10.0.0.5 a.test', '10.0.0.5 b.test', '10.0.0.6 a.test', '10.0.0.6 b.test'],
  );
});

t.test('a name gives one question per address, and is the host unless another is given', async (t) => {
  t.match(ask(['backend.test']), [
    { address: '192.0.2.1', host: 'backend.test' },
    { address: '2001:db8::1', host: 'backend.test' },
  ]);
  t.match(ask(['backend.test'], ['a.test']), [{ host: 'a.test' }, { host: 'a.test' }]);
});

t.test('without a name none is sent', async (t) => {
  t.match(ask(['10.0.0.5']), [{ host: null, sni: null, hostHeader: null }]);
});

t.test('server name and Host apart', async (t) => {
  t.match(ask(['10.0.0.5'], ['a.test'], { sni: 'b.test', 'host-header': 'c.test:8443' }), [
    { host: 'a.test', sni: 'b.test', hostHeader: 'c.test:8443' },
  ]);
  t.match(ask(['10.0.0.5'], ['a.test'], { sni: 'none', 'host-header': 'none' }), [
    { host: 'a.test', sni: null, hostHeader: null },
  ]);
  t.match(ask(['10.0.0.5'], [], { sni: 'b.test' }), [{ host: 'b.test', sni: 'b.test', hostHeader: null }]);
  t.match(ask(['10.0.0.5'], [], { 'host-header': 'c.test:8443' }), [{ host: 'c.test', sni: null }]);
});

t.test('an IP address as host is no server name', async (t) => {
  t.match(ask(['10.0.0.5'], ['10.0.0.5']), [{ host: '10.0.0.5', sni: null, hostHeader: '10.0.0.5' }]);
  t.match(ask(['10.0.0.5'], ['2001:db8::1']), [{ host: '2001:db8::1', sni: null, hostHeader: '[2001:db8::1]' }]);
});

t.test('an IPv6 address is bracketed in Host, and only there', async (t) => {
  const header = { host: '::1', sni: null, hostHeader: '[::1]' };
  for (const host of ['::1', '[::1]']) {
    t.match(ask(['[::1]:8443'], [host]), [{ ...header, address: '::1', port: 8443 }]);
    t.match(ask(['10.0.0.5'], [], { 'host-header': host }), [header]);
    t.match(ask(['10.0.0.5'], ['a.test'], { sni: host }), [{ host: 'a.test', sni: null }]);
  }
  t.match(ask(['10.0.0.5'], [], { 'host-header': '[::1]:8443' }), [{ ...header, hostHeader: '[::1]:8443' }]);
  t.match(ask(['[::1]:8443']), [{ address: '::1', host: null, sni: null, hostHeader: null }]);
});

t.test('HAProxy finds the files from any folder', async (t) => {
  const [question] = ask(['10.0.0.5'], [], { 'ca-file': 'ca.pem', cert: './c.pem', key: '/etc/c.key' });
  t.match(question, {
    caFile: resolve('ca.pem'),
    certificate: { certFile: resolve('c.pem'), keyFile: '/etc/c.key' },
  });
  t.equal(ask(['10.0.0.5'], [], { 'ca-file': '@system-ca' })[0]?.caFile, null);
});

t.test('ports', async (t) => {
  t.match(ask(['10.0.0.5:8443']), [{ port: 8443, httpPort: null }]);
  t.match(ask(['10.0.0.5:8443'], [], { 'http-port': '8080' }), [{ port: 8443, httpPort: 8080 }]);
  t.match(ask(['10.0.0.5'], [], { port: '8443', 'http-port': '0' }), [{ port: 8443, httpPort: null }]);
  t.match(ask(['http://10.0.0.5/']), [{ port: 80, httpPort: null }]);
});

t.test('path of a URL, unless another is given', async (t) => {
  t.match(ask(['https://10.0.0.5/health']), [{ path: '/health' }]);
  t.match(ask(['https://10.0.0.5/health'], [], { path: '/' }), [{ path: '/' }]);
});

t.test('a name behind an address, without --host, is pointed out', async (t) => {
  const { notes } = readProbeArguments({ addresses: ['10.0.0.5', 'www.example.test'], hosts: [], options: {} });
  t.match(notes, [/--host www\.example\.test/]);
});
