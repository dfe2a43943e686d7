import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { type MatrixCell, type MatrixRequest, matrix } from '../../src/index.ts';

const nowhere = { label: 'new', address: '192.0.2.1' };

async function all(cells: AsyncIterable<MatrixCell>): Promise<MatrixCell[]> {
  const list: MatrixCell[] = [];
  for await (const cell of cells) list.push(cell);
  return list;
}

t.test('what cannot be used is refused before anything is sent', async (t) => {
  const cases: [request: Partial<MatrixRequest>, message: RegExp][] = [
    [{ targets: [] }, /^targets: there is none/],
    [{ targets: [{ label: '', address: '192.0.2.1' }] }, /^targets: a label is empty/],
    [{ targets: [{ label: 'a', address: 'a.test' }] }, /^targets: "a\.test" is no IP address/],
    [{ targets: [{ ...nowhere, port: 0 }] }, /^targets: "0" is no port/],
    [{ path: 'x' }, /^path: .* begin with/],
    [{ method: 'CONNECT' }, /^method: /],
    [{ expect: 'string OK' }, /^expect: /],
    [{ timeout: 0 }, /^timeout: 0 is no time/],
    [{ retries: 11 }, /^retries: 11 is no whole number from 0 to 10/],
    [{ concurrency: 0 }, /^concurrency: 0 is no whole number/],
    [{ perTarget: 1.5 }, /^perTarget: 1\.5 is no whole number/],
    [{ rate: 0 }, /^rate: 0 is no number of connections per second/],
    [{ source: 'eth0' }, /^source: "eth0" is no IP address/],
    [{ haproxyVersion: '1.4' }, /outside/],
    [{ ca: { pem: '', caFile: 'a b' } }, /^ca: .* cannot stand in haproxy\.cfg/],
  ];
  for (const [request, message] of cases)
    t.throws(() => matrix({ hosts: ['a.test'], targets: [nowhere], ...request }), { message }, JSON.stringify(request));
  await t.rejects(all(matrix({ hosts: ['a b'], targets: [nowhere] })), { message: /^hosts: .* space/ });
});

t.test('each host on each target, once', async (t) => {
  const pki = await createPki();
  const running = await Promise.all(['contour', 'port-closed'].map((name) => fixture(name)?.start({ pki })));
  t.teardown(() => Promise.all(running.map((one) => one?.close())));
  const targets = running.map((one, i) => ({ label: `t${i}`, address: '127.0.0.1', port: one?.port ?? 0 }));
  const hosts = async function* () {
    yield* ['www.example.test', 'WWW.example.test.', 'www.example.test'];
  };
  const cells = await all(matrix({ hosts: hosts(), targets, ca: { pem: pki.caPem, caFile: '/ca.pem' } }));
  t.match(
    cells.sort((a, b) => (a.target < b.target ? -1 : 1)),
    [
      { host: 'www.example.test', target: 't0', verdict: 'ok', needs: ['tls', 'sni'], status: 200 },
      { host: 'www.example.test', target: 't1', verdict: 'failed', stage: 'connect', reason: 'refused' },
    ],
  );
  t.equal(cells.length, 2);
});

t.test('it ends when it is told to', async (t) => {
  const backend = await fixture('silent')?.start();
  t.teardown(() => backend?.close());
  const stop = new AbortController();
  const targets = [{ label: 'new', address: '127.0.0.1', port: backend?.port ?? 0 }];
  const cells = matrix({
    hosts: ['a.test', 'b.test'],
    targets,
    signal: stop.signal,
    onProgress: () => stop.abort(new Error('enough')),
    timeout: 200,
    retries: 0,
  });
  await t.rejects(all(cells), { message: 'enough' });
});
