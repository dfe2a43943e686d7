import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { reset } from '../../fixtures/servers/endings.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { takeProxyHeader } from '../../fixtures/servers/proxy-header.ts';
import { acceptTls } from '../../fixtures/servers/tls-server.ts';
import type { MatrixOptions } from '../../src/matrix/options.ts';
import { runMatrix } from '../../src/matrix/run.ts';
import type { MatrixCell, MatrixPair, MatrixTarget } from '../../src/matrix-types.ts';
import { listenTls } from '../probe/backend.ts';
import { matrixOptions } from './options.ts';

const pki = await createPki();
const site = await pki.leaf({ names: ['*.example.test'] });
const page = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok';

/** What tests need of the running test: a way to clear away. */
interface Teardown {
  teardown(clear: () => Promise<void>): void;
}

const at = (port: number, label = 'new'): MatrixTarget => ({ label, address: '127.0.0.1', port });
const hosts = (count: number) => Array.from({ length: count }, (_, i) => `h${i}.example.test`);

async function* pairs(names: string[], ...targets: MatrixTarget[]): AsyncGenerator<MatrixPair> {
  for (const host of names) for (const target of targets) yield { host, target };
}

async function run(all: AsyncIterable<MatrixPair>, options: MatrixOptions): Promise<MatrixCell[]> {
  const cells: MatrixCell[] = [];
  for await (const cell of runMatrix(all, options)) cells.push(cell);
  return cells;
}

/** A site with all names, which answers each request as it is told, and counts. */
async function startSite(t: Teardown, answer: (request: string, name: string, socket: Socket) => string | null) {
  const seen = { open: 0, most: 0, all: 0, requests: [] as string[] };
  const tls = { cert: site.chainPem, key: site.keyPem };
  const port = await listenTls(t, tls, (socket, carrier) => {
    seen.open += 1;
    seen.all += 1;
    seen.most = Math.max(seen.most, seen.open);
    let open = true;
    const end = (): void => {
      if (open) seen.open -= 1;
      open = false;
    };
    socket.once('end', end).once('close', end);
    socket.once('data', (chunk) => {
      const request = chunk.toString('latin1');
      seen.requests.push(request);
      const text = answer(request, String(socket.servername || ''), carrier);
      if (text !== null) socket.end(text);
    });
  });
  return { port, seen };
}

const trusting = (given: Partial<MatrixOptions> = {}) => matrixOptions({ caFile: 'ca.pem', ca: pki.caPem, ...given });

t.test('a good target costs a connection for each host, and three for itself', async (t) => {
  const { port, seen } = await startSite(t, () => page);
  const cells = await run(pairs(hosts(40), at(port)), trusting({ concurrency: 5, perTarget: 5 }));
  t.same(cells.map(({ host }) => host).sort(), hosts(40).sort());
  t.same(new Set(cells.map(({ verdict, connections }) => `${verdict} ${connections}`)), new Set(['ok 1']));
  // The third of the target's own is in clear text.
  t.equal(seen.all, 42);
  t.ok(seen.most <= 5, `${seen.most} at once`);
});

t.test('one connection at a time, ladders and all', async (t) => {
  const { port, seen } = await startSite(t, (_, name) => (name.startsWith('h1.') ? refused(418) : page));
  const cells = await run(pairs(hosts(3), at(port)), trusting({ concurrency: 1, perTarget: 1 }));
  t.same(cells.map(({ verdict }) => verdict).sort(), ['failed', 'ok', 'ok']);
  t.equal(seen.most, 1);
});

t.test('only a cell that surprises is looked at step by step', async (t) => {
  const { port, seen } = await startSite(t, (_, name) => (name.startsWith('h3.') ? refused(410) : page));
  const cells = await run(pairs(hosts(8), at(port)), trusting());
  const gone = cells.find(({ host }) => host === 'h3.example.test');
  t.match(gone, { verdict: 'failed', stage: 'http', reason: 'status', status: 410, needsComplete: true });
  t.ok((gone?.connections ?? 0) > 10);
  const others = cells.filter(({ host }) => host !== 'h3.example.test');
  t.same(new Set(others.map(({ connections }) => connections)), new Set([1]));
  t.equal(seen.requests.filter((text) => /^host: h[^3]\./im.test(text)).length, 7);
});

t.test('what a retry can change is tried again, and said', async (t) => {
  const met = new Set<string>();
  const { port } = await startSite(t, (_, name, carrier) => {
    const first = !met.has(name);
    met.add(name);
    if (name.startsWith('h0.') && first) return refused(503);
    if (name.startsWith('h1.') && first) carrier.resetAndDestroy();
    if (name.startsWith('h1.') && first) return null;
    return page;
  });
  const cells = await run(pairs(hosts(3), at(port)), trusting());
  const by = new Map(cells.map((cell) => [cell.host.slice(0, 2), cell]));
  for (const name of ['h0', 'h1']) {
    t.match(by.get(name), { verdict: 'ok', connections: 2, findings: [{ code: 'SNI420', severity: 'warning' }] });
  }
  t.match(by.get('h2'), { verdict: 'ok', connections: 1, findings: [] });
});

t.test('without retries there is none', async (t) => {
  const { port } = await startSite(t, (_, name) => (name === 'unrelated.invalid' ? page : refused(503)));
  const [cell] = await run(pairs(['h0.example.test'], at(port)), trusting({ retries: 0 }));
  t.match(cell, { verdict: 'failed', reason: 'status', status: 503 });
});

t.test('a way of speaking is learned from the first that needs it', async (t) => {
  const backend = await fixture('proxy-v2-required')?.start({ host: 'www.example.test', pki });
  t.teardown(() => backend?.close());
  const asked = pairs(
    Array.from({ length: 30 }, () => 'www.example.test'),
    at(backend?.port ?? 0),
  );
  const cells = await run(asked, trusting({ concurrency: 4, perTarget: 4 }));
  t.equal(cells.length, 30);
  t.same(new Set(cells.map(({ verdict }) => verdict)), new Set(['ok']));
  for (const { needs } of cells) t.ok(needs.includes('proxy-protocol') && needs.includes('tls'));
  t.equal(cells.filter(({ connections }) => connections === 1).length, 29, 'all but one with one connection');
  t.ok(cells.some(({ directives }) => directives?.some((text) => text.includes('send-proxy-v2'))));
});

t.test('what a target that wants a PROXY header wants beside it is known of every host', async (t) => {
  const accept = acceptTls({
    leaf: site,
    admit: (hello, socket) => {
      const isServed = /^h\d/.test(hello?.servername ?? '');
      // unrecognized_name (RFC 6066, section 3)
      if (!isServed) socket.end(Buffer.from('15030100020270', 'hex'), () => socket.destroy());
      return isServed;
    },
    serve: (socket) => void socket.once('data', () => socket.end(page)),
  });
  const unseen = { port: 0, servername: null, alpn: null, request: null, host: null, proxyHeader: null };
  const server = createServer(async (socket) => {
    socket.on('error', () => {});
    if (await takeProxyHeader(socket)) await accept(socket, { ...unseen });
    else reset(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => new Promise((done) => server.close(done)));
  const asked = pairs([...hosts(3), 'x.example.test'], at((server.address() as AddressInfo).port));
  const cells = await run(asked, trusting({ retries: 0 }));
  const served = cells.filter(({ verdict }) => verdict === 'ok');
  t.same(
    served.map(({ needs }) => needs),
    Array(3).fill(['proxy-protocol', 'tls', 'sni']),
  );
  t.equal(served.filter(({ connections }) => connections === 1).length, 2);
  const other = cells.find(({ host }) => host === 'x.example.test');
  t.match(
    other,
    { verdict: 'failed', stage: 'tls', reason: 'alert' },
    'what HAProxy gets with the header, not without',
  );
});

t.test(
  'a header that ends a redirect is tried for the next host, and not said of one that lacks nothing',
  async (t) => {
    const { port } = await startSite(t, (request, name) => {
      if (/^x-forwarded-proto: https/im.test(request) || /^h1/.test(name)) return page;
      return `HTTP/1.1 301 Moved\r\nlocation: https://${name}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;
    });
    const cells = await run(pairs(hosts(20), at(port)), trusting({ concurrency: 2, perTarget: 2 }));
    t.equal(cells.length, 20);
    const [plain, wanting] = [true, false].map((is) => cells.filter(({ host }) => /^h1/.test(host) === is));
    for (const cell of plain ?? []) t.match(cell, { verdict: 'ok', status: 200, connections: 1 }, cell.host);
    for (const { needs } of plain ?? []) t.same(needs, ['tls']);
    for (const cell of wanting ?? []) t.match(cell, { verdict: 'ok', needs: ['tls', 'forwarded-proto'] }, cell.host);
    t.ok((wanting ?? []).filter(({ connections }) => connections === 2).length >= 5, 'only the first climb a ladder');
  },
);

t.test('what a TLS port answers to clear text is not taken for the host', async (t) => {
  const other = await pki.leaf({ names: ['other.test'] });
  const secure = await listenTls(t, { cert: other.chainPem, key: other.keyPem }, (socket) => {
    socket.once('data', () => socket.end(page));
  });
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (chunk) => {
      if (chunk[0] !== 0x16) return void socket.end(page);
      const carried = connect(secure, '127.0.0.1', () => carried.write(chunk));
      carried.on('error', () => {}).pipe(socket);
      socket.pipe(carried);
      socket.once('close', () => carried.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const cells = await run(pairs(hosts(3), at(port)), trusting());
  for (const cell of cells) t.match(cell, { verdict: 'wrong', stage: 'tls', reason: 'default-certificate' }, cell.host);
});

t.test('whoever had too many requests is not asked twenty more', async (t) => {
  const { port, seen } = await startSite(t, (_, name) => (name === 'unrelated.invalid' ? page : refused(429)));
  const [cell] = await run(pairs(['h0.example.test'], at(port)), trusting({ retries: 0 }));
  t.match(cell, { verdict: 'failed', reason: 'status', status: 429, connections: 1 });
  t.ok(seen.all <= 3);
});

t.test('a target in clear text is asked in clear text', async (t) => {
  const seen: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (chunk) => {
      const text = chunk.toString('latin1');
      seen.push(text);
      socket.end(text.startsWith('GET ') ? page : refused(400));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const cells = await run(pairs(hosts(5), at(port)), trusting());
  for (const cell of cells) {
    t.match(cell, { verdict: 'ok', status: 200, certificate: null, tls: null, needs: [], connections: 1 });
  }
  t.equal(seen.filter((text) => /^host: h\d\./im.test(text)).length, 5);
});

t.test('a target whose name does not resolve is said at once, beside others', async (t) => {
  const { port } = await startSite(t, () => page);
  const lost: MatrixTarget = { label: 'lost', address: null, port: 443, name: 'lost.example.test' };
  const cells = await run(pairs(hosts(2), at(port), lost), trusting());
  t.equal(cells.length, 4);
  for (const cell of cells.filter(({ target }) => target === 'lost')) {
    t.match(cell, { verdict: 'error', stage: 'resolve', reason: 'unreachable', address: null, connections: 0 });
    t.match(cell.findings[0]?.title, /lost\.example\.test does not resolve/);
  }
});

t.test('a closed port is looked at once more and not climbed', async (t) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const cells = await run(pairs(hosts(3), at(port)), trusting());
  for (const cell of cells) t.match(cell, { verdict: 'failed', stage: 'connect', reason: 'refused', connections: 2 });
});

t.test('an address as host: no server name', async (t) => {
  const { port, seen } = await startSite(t, () => page);
  const [cell] = await run(pairs(['2001:db8::1'], at(port)), trusting());
  t.ok(seen.requests.some((text) => /^host: \[2001:db8::1\]\r$/im.test(text)));
  t.match(cell, { verdict: 'wrong', stage: 'tls' });
});

t.test('a body is told by its fingerprint, after a ladder too', async (t) => {
  const { port } = await startSite(t, (_, name) => (name.startsWith('h1.') ? refused(418) : page));
  const cells = await run(pairs(hosts(2), at(port)), trusting({ body: true }));
  for (const { bodySha256 } of cells) t.match(bodySha256, /^[0-9a-f]{64}$/);
});

t.test('an abort gives what is known and throws its reason', async (t) => {
  const { port, seen } = await startSite(t, (_, name) => (name.startsWith('h9.') ? null : page));
  const ended = new AbortController();
  const reason = new Error('enough');
  const cells: MatrixCell[] = [];
  const go = async (): Promise<void> => {
    const options = trusting({ signal: ended.signal, concurrency: 2, perTarget: 2, timeout: 60_000 });
    for await (const cell of runMatrix(pairs(hosts(5000), at(port)), options)) {
      cells.push(cell);
      if (cells.length === 20) ended.abort(reason);
    }
  };
  await t.rejects(go(), reason);
  t.ok(cells.length >= 20 && cells.length < 30, `${cells.length} cells`);
  t.ok(seen.all < 60);
});

t.test('aborted before it begins', async (t) => {
  const signal = AbortSignal.abort(new Error('not today'));
  await t.rejects(run(pairs(hosts(3), at(1)), trusting({ signal })), { message: 'not today' });
});

t.test('whoever takes no more cells ends the run', async (t) => {
  const { port, seen } = await startSite(t, () => page);
  for await (const cell of runMatrix(pairs(hosts(1000), at(port)), trusting({ concurrency: 2, perTarget: 2 }))) {
    t.equal(cell.verdict, 'ok');
    break;
  }
  t.ok(seen.all < 20);
});

t.test('what cannot be judged surfaces', async (t) => {
  const { port } = await startSite(t, () => page);
  await t.rejects(run(pairs(hosts(3), at(port)), trusting({ expect: 'nonsense' })));
});

t.test('progress counts what is known, what of it is bad, and what is waiting', async (t) => {
  const { port } = await startSite(t, (_, name) => (name.startsWith('h1.') ? refused(418) : page));
  const all: string[] = [];
  const onProgress: MatrixOptions['onProgress'] = ({ done, failed, waiting }) =>
    all.push(`${done} ${failed} ${waiting}`);
  await run(pairs(hosts(3), at(port)), trusting({ onProgress }));
  t.equal(all.at(-1), '3 1 0');
});

t.test('a rate holds for whatever is connected', async (t) => {
  const { port, seen } = await startSite(t, (_, name) => (name.startsWith('h1.') ? refused(418) : page));
  const started = performance.now();
  const cells = await run(pairs(hosts(3), at(port)), trusting({ rate: 100 }));
  const made = cells.reduce((sum, { connections }) => sum + connections, 0) + 3;
  t.ok(made > 15 && seen.all > 10);
  // No faster than asked for; how much slower is the machine's matter.
  t.ok(performance.now() - started >= (made - 2) * 10 - 20);
});

function refused(status: number): string {
  return `HTTP/1.1 ${status} No\r\ncontent-length: ${status === 400 ? 0 : 2}\r\nconnection: close\r\n\r\n${status === 400 ? '' : 'no'}`;
}
