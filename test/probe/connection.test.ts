import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import t from 'tap';
import { exchange } from '../../src/probe/exchange.ts';
import { failing, get, listen, listenTls, observe, tlsPlan } from './backend.ts';

const silent = (socket: Socket): void => void socket.resume();

t.test('a connection that stands is all that is asked', async (t) => {
  const port = await listen(t, silent);
  const plan = { address: '127.0.0.1', port, source: '127.0.0.1', proxy: null, tls: null, request: null };
  const options = { timeout: 1000, credentials: { ca: null, certificate: null }, host: null };
  const { observation, from } = await exchange({ id: 'tcp', title: 'TCP', plan }, options);
  t.equal(from, '127.0.0.1');
  t.match(observation, { id: 'tcp', title: 'TCP', outcome: 'passed', plan, at: { connect: Number } });
  t.strictSame(Object.keys(observation), ['id', 'title', 'plan', 'outcome', 'ms', 'at']);
});

t.test('a closed port refuses', async (t) => {
  let port = 0;
  await t.test('find one', async (t) => {
    port = await listen(t, silent);
  });
  const { failure, at } = await observe(port);
  t.match(failure, { kind: 'refused', stage: 'connect', code: 'ECONNREFUSED', received: null });
  t.equal(at, undefined);
});

t.test('a source address that is not ours', async (t) => {
  const port = await listen(t, silent);
  const failure = await failing(port, { source: '192.0.2.1' });
  t.match(failure, { kind: 'unreachable', stage: 'connect', code: 'EADDRNOTAVAIL' });
  t.match(failure.message, /source address/);
});

t.test('a source address of another family', async (t) => {
  const port = await listen(t, silent);
  t.match(await failing(port, { source: '::1' }), { kind: 'unreachable', stage: 'connect' });
});

t.test('PROXY headers', async (t) => {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const six = addresses.some(({ address }) => address === '::1');
  for (const address of six ? ['127.0.0.1', '::1'] : ['127.0.0.1']) {
    const seen: { bytes: string; port: number }[] = [];
    const port = await listen(
      t,
      (socket) => {
        const client = socket.remotePort ?? 0;
        let bytes = '';
        socket.on('data', (chunk) => {
          bytes += chunk.toString('latin1');
        });
        socket.on('end', () => {
          seen.push({ bytes, port: client });
          socket.end();
        });
      },
      address,
    );
    for (const proxy of ['v1', 'v2'] as const) {
      t.equal((await observe(port, { address, proxy })).outcome, 'passed');
    }
    await observe(port, { address });
    while (seen.length < 3) await new Promise(setImmediate);
    const [one, two, none] = seen;
    t.equal(one?.bytes, `PROXY TCP${address === '::1' ? 6 : 4} ${address} ${address} ${one?.port} ${port}\r\n`);
    t.equal(two?.bytes.length, address === '::1' ? 52 : 28);
    t.equal(two?.bytes.slice(0, 13), '\r\n\r\n\0\r\nQUIT\n\x21');
    t.equal(none?.bytes, '');
  }
});

t.test('a PROXY header stands before the request', async (t) => {
  const seen: string[] = [];
  const port = await listen(t, (socket) => {
    let bytes = '';
    socket.on('data', (chunk) => {
      bytes += chunk.toString('latin1');
      if (!bytes.endsWith('\r\n\r\n')) return;
      seen.push(bytes);
      socket.end('HTTP/1.1 200 OK\r\n\r\n');
    });
  });
  t.equal((await observe(port, { proxy: 'v1', request: get({ headers: [] }) })).outcome, 'passed');
  t.match(seen[0], /^PROXY TCP4 127\.0\.0\.1 127\.0\.0\.1 \d+ \d+\r\nGET \/ HTTP\/1\.1\r\n\r\n$/);
});

t.test('a reset that comes with data is no end in order', async (t) => {
  const partly = 'HTTP/1.1 200 OK\r\n';
  const resetting = await listen(t, (socket) => {
    socket.once('data', () => socket.write(partly, () => socket.resetAndDestroy()));
  });
  const ending = await listen(t, (socket) => {
    socket.once('data', () => socket.end(partly));
  });
  // Both sides run in this process: data and reset have come when the client looks.
  for (let i = 0; i < 20; i++) t.match(await failing(resetting, { request: get() }), { kind: 'reset', stage: 'http' });
  t.match(await failing(ending, { request: get() }), { kind: 'closed', stage: 'http' });
});

t.test('abort', async (t) => {
  const closed: Promise<unknown>[] = [];
  const port = await listen(t, (socket) => {
    socket.resume();
    closed.push(new Promise((resolve) => socket.on('close', resolve)));
    socket.on('end', () => socket.end());
    started.abort();
  });
  let started = new AbortController();
  for (const plan of [{ tls: tlsPlan() }, { request: get() }, { request: get({ version: '2' }) }]) {
    started = new AbortController();
    await t.rejects(observe(port, plan, { signal: started.signal }), { name: 'AbortError' });
    t.equal(getEventListeners(started.signal, 'abort').length, 0);
  }
  t.equal((await Promise.all(closed)).length, 3);
  await t.rejects(observe(port, {}, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  t.equal(closed.length, 3, 'no connection for what was aborted before');
});

t.test('a plan that cannot be performed is a bug of whoever made it', async (t) => {
  const port = await listen(t, silent);
  await t.rejects(observe(port, { request: get({ path: '/ \r\nX: y' }) }), RangeError);
  await t.rejects(observe(70_000), RangeError);
});

t.test('nothing is left behind', async (t) => {
  const clear = await listen(t, (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n')));
  const silence = await listen(t, silent);
  const pending = await listenTls(t, {});
  const resources = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = resources();
  await Promise.all([
    observe(clear, { request: get() }),
    observe(silence, { tls: tlsPlan() }, { timeout: 50 }),
    observe(silence, { request: get({ version: '2' }) }, { timeout: 50 }),
    observe(pending, { tls: tlsPlan() }),
  ]);
  t.equal(resources(), before);
});
