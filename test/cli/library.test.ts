import t from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { type ProbeOptions, probe } from '../../src/index.ts';

t.test('what cannot be used is refused before anything is sent', async (t) => {
  const cases: [options: Partial<ProbeOptions>, message: RegExp][] = [
    [{ address: 'a.test' }, /^address: "a\.test" is no IP address/],
    [{ address: '[::1]' }, /^address: /],
    [{ port: 0 }, /^port: "0" is no port/],
    [{ port: 443.5 }, /^port: "443\.5" is no port/],
    [{ httpPort: 65_536 }, /^httpPort: /],
    [{ host: 'a b' }, /^host: .* space/],
    [{ sni: 'a"' }, /^sni: .* quote/],
    [{ hostHeader: 'a.test\r\nx: y' }, /^hostHeader: .* is no host name/],
    [{ hostHeader: 'a.test:0' }, /^hostHeader: "0" is no port/],
    [{ publicHost: '*.test' }, /^publicHost: .* wildcard/],
    [{ path: '/ HTTP/1.1' }, /^path: the path holds " "/],
    [{ method: 'G T' }, /^method: /],
    [{ method: 'CONNECT' }, /^method: CONNECT is no method/],
    [{ expect: 'string OK' }, /^expect: /],
    [{ timeout: -1 }, /^timeout: -1 is no time/],
    [{ source: 'eth0' }, /^source: "eth0" is no IP address/],
    [{ ca: { pem: '', caFile: 'a b' } }, /^ca: .* cannot stand in haproxy\.cfg/],
    [{ certificate: { cert: '', key: '', certFile: '/a', keyFile: '/a\nb' } }, /^certificate: .* cannot stand/],
  ];
  for (const [options, message] of cases)
    await t.rejects(probe({ address: '192.0.2.1', ...options }), { message }, JSON.stringify(options));
});

t.test('the question is that of the command line', async (t) => {
  const backend = await fixture('port-closed')?.start();
  if (!backend) return t.fail('no such fixture');
  t.teardown(() => backend.close());
  const ask = async (options: Partial<ProbeOptions>) => {
    const { address, port } = backend;
    return (await probe({ address, port, timeout: 1000, ...options })).evidence.question;
  };
  const ipv6 = { host: '::1', sni: null, hostHeader: '[::1]' };
  for (const host of ['::1', '[::1]']) t.match(await ask({ host }), ipv6);
  t.match(await ask({ host: 'a.test', sni: '::1', hostHeader: '::1' }), { sni: null, hostHeader: '[::1]' });
  t.match(await ask({ host: 'a.test.', publicHost: 'b.test.' }), {
    host: 'a.test',
    sni: 'a.test',
    hostHeader: 'a.test',
    publicHost: 'b.test',
  });
  t.match(await ask({ host: 'a.test', sni: null, hostHeader: null, expect: ' status  200 ' }), {
    sni: null,
    hostHeader: null,
    expect: 'status 200',
  });
  const pem = { cert: '', key: '', certFile: '/c.pem' };
  t.match(await ask({}), { certificate: null, httpPort: null, path: '/', method: 'GET' });
  t.same((await ask({ certificate: pem })).certificate, { certFile: '/c.pem', keyFile: '/c.pem' });
  t.same((await ask({ certificate: { ...pem, keyFile: '/c.key' } })).certificate, {
    certFile: '/c.pem',
    keyFile: '/c.key',
  });
});
