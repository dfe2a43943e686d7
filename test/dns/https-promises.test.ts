import t from 'tap';
import { echConfigs, httpsData, startDnsServer, type Zone } from '../../fixtures/dns-server.ts';
import { httpsPromises, isPublicName } from '../../src/dns/https-promises.ts';
import { readAnswer } from '../../src/dns/message.ts';
import { readHttpsRecord } from '../../src/dns/svcb.ts';

const host = 'www.example.test';
const https = 65;
const [a, aaaa, cname] = [1, 28, 5];
const text = (...names: string[]) =>
  Buffer.concat(names.map((name) => Buffer.from(`${String.fromCharCode(name.length)}${name}`, 'latin1')));

async function promised(zone: Zone, port = 443, others: string[] = []) {
  const server = await startDnsServer(zone);
  try {
    const signal = AbortSignal.timeout(1000);
    return {
      promises: await httpsPromises({ host, port, resolvers: [...others, server.resolver], signal }),
      asked: server.asked,
    };
  } finally {
    server.close();
  }
}

t.test('a record with everything is read whole', async (t) => {
  const data = httpsData(1, '', [
    [1, text('h2', 'h3')],
    [2, Buffer.alloc(0)],
    [3, Buffer.of(0x20, 0xfb)],
    [4, Buffer.of(192, 0, 2, 7, 192, 0, 2, 8)],
    [5, echConfigs('outside.example.test')],
    [6, Buffer.from('20010db8000000000000000000000001', 'hex')],
  ]);
  const { promises } = await promised((name, type) => {
    if (type === https) return { records: [{ name, type, data }] };
    if (type === a) return { records: [{ name, type, data: Buffer.of(192, 0, 2, 9) }] };
    return { records: [{ name, type: aaaa, data: Buffer.from('20010db8000000000000000000000002', 'hex') }] };
  });
  t.same(promises, {
    name: host,
    records: [
      {
        priority: 1,
        target: host,
        alpn: ['h2', 'h3'],
        noDefaultAlpn: true,
        port: 8443,
        hints: ['192.0.2.7', '192.0.2.8', '2001:db8:0:0:0:0:0:1'],
        ech: ['outside.example.test'],
      },
    ],
    addresses: ['192.0.2.9', '2001:db8:0:0:0:0:0:2'],
  });
});

t.test('an alias is followed, another port has a name of its own, a cut answer comes over TCP', async (t) => {
  const alias = await promised((name, type) => {
    if (name === host) return { records: [{ name, type, data: httpsData(0, 'edge.example.test') }] };
    return { cut: true, records: [{ name, type, data: httpsData(1, '', [[1, text('h2')]]) }] };
  });
  t.match(alias.promises, { name: host, records: [{ target: 'edge.example.test', alpn: ['h2'], ech: null }] });
  const other = await promised(() => ({ code: 3, records: [] }), 8443);
  t.same(other.promises, { name: `_8443._https.${host}`, records: [], addresses: [] });
  t.same(other.asked, [[`_8443._https.${host}`, https]]);
});

t.test('a CNAME on the way does not hide the record', async (t) => {
  const { promises } = await promised((name, type) => ({
    records: [
      { name, type: cname, data: Buffer.of(0) },
      { name: 'edge.example.test', type, data: httpsData(2, '', [[1, text('h2')]]) },
      { name: 'edge.example.test', type, data: httpsData(1, '', [[1, text('h3')]]) },
    ],
  }));
  t.same(
    promises?.records.map(({ priority, target }) => [priority, target]),
    [
      [1, 'edge.example.test'],
      [2, 'edge.example.test'],
    ],
  );
});

t.test('aliases in a circle, silence and refusals come to an end', async (t) => {
  const circle = await promised((name, type) => ({ records: [{ name, type, data: httpsData(0, `a.${name}`) }] }));
  t.same(circle.promises?.records, []);
  t.equal((await promised(() => null)).promises, null);
  t.equal((await promised(() => ({ code: 5, records: [] }))).promises, null);
  const first = await promised((name, type) => ({ records: [{ name, type, data: httpsData(1, '') }] }), 443, [
    '127.0.0.1:1',
  ]);
  t.equal(first.promises?.records.length, 1, 'the resolver that answers counts');
});

t.test('what is malformed is no record, and nothing throws', async (t) => {
  const whole = httpsData(1, 'edge.example.test', [
    [3, Buffer.of(1, 187)],
    [5, echConfigs('outside.example.test')],
  ]);
  for (let length = 0; length < whole.length; length++) readHttpsRecord(whole.subarray(0, length), host);
  t.equal(readHttpsRecord(whole.subarray(0, whole.length - 1), host), null);
  const { promises } = await promised((name, type) => ({ records: [{ name, type, data: Buffer.of(0, 1, 0xc0, 0) }] }));
  t.same(promises?.records, []);
  // A pointer to itself, and one that leads forward.
  for (const pointer of [0x0c, 0x20]) {
    const message = Buffer.concat([Buffer.of(0, 1, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, pointer, 0, 65, 0, 1)]);
    t.equal(readAnswer(message), null);
  }
  t.equal(readAnswer(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')), null);
});

t.test('names that stand for something local are not asked for', async (t) => {
  for (const name of ['192.0.2.7', '2001:db8::1', 'localhost', 'router', host, 'db.internal', 'x.local.'])
    t.notOk(isPublicName(name), name);
  t.ok(isPublicName('www.haproxy.org'));
  t.equal(await httpsPromises({ host, port: 443, signal: AbortSignal.timeout(100) }), null);
});
