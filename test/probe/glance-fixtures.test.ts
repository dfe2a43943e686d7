import { isDeepStrictEqual } from 'node:util';
import t from 'tap';
import { createPki, type Pki } from '../../fixtures/pki.ts';
import { type Fixture, fixtures } from '../../fixtures/servers/index.ts';
import type { Glance } from '../../src/matrix-types.ts';
import { haproxyTls, trafficRequest } from '../../src/plan.ts';
import { exchange } from '../../src/probe/exchange.ts';
import { glance, glanceOf } from '../../src/probe/glance.ts';
import type { Plan } from '../../src/types.ts';

const host = 'www.example.test';
const timeout = 500;
const atOnce = 16;
// It counts its connections, and treats every third otherwise.
const fickle = new Set(['intermittent']);

const ways: { way: string; of: (plan: Plan) => Plan }[] = [
  { way: 'TLS', of: (plan) => plan },
  {
    way: 'TLS 1.2 without a server name',
    of: (plan) => ({ ...plan, tls: { ...haproxyTls(), maxVersion: 'TLSv1.2' } }),
  },
  { way: 'clear text', of: (plan) => ({ ...plan, tls: null }) },
  { way: 'a handshake behind a PROXY header', of: (plan) => ({ ...plan, proxy: 'v2', request: null }) },
];

/** All that both tell but for the time of day, and of what comes in pieces the first one. */
function told({ outcome, tls, http, ...rest }: Glance): unknown {
  const { date: _, ...headers } = http?.headers ?? {};
  const failure = rest.failure && { ...rest.failure, received: rest.failure.received?.split('\n', 1) };
  return { outcome, failure, tls, http: http && { ...http, headers, body: http.body.slice(0, 500) } };
}

interface Seen {
  title: string;
  glance: unknown;
  exchange: unknown;
}

async function look({ name, start }: Fixture, pki: Pki, timeout: number): Promise<Seen[]> {
  const backend = await start({ host, pki });
  const credentials = { ca: backend.caPem ?? '\n', certificate: null };
  const request = trafficRequest('GET', '/', host);
  request.headers.push(['connection', 'close']);
  const tls = { ...haproxyTls(), servername: host };
  const usual = { address: backend.address, port: backend.port, source: null, proxy: null, tls, request };
  const seen: Seen[] = [];
  for (const { way, of } of ways) {
    const plan = of(usual);
    const quick = await glance(plan, { timeout, credentials, host, wholeBody: false });
    await quick.closed;
    const { observation } = await exchange({ id: 'test', title: 'test', plan }, { timeout, credentials, host });
    const slow = told(glanceOf(observation, false));
    seen.push({ title: `${name}, ${way}`, glance: told(quick.glance), exchange: slow });
  }
  await backend.close();
  return seen;
}

t.test('a glance sees of every backend of the lab what an exchange sees', async (t) => {
  const pki = await createPki();
  const waiting = fixtures.filter(({ name }) => !fickle.has(name));
  const again: Fixture[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const seen = await look(next, pki, timeout);
      if (seen.every((one) => isDeepStrictEqual(one.glance, one.exchange))) t.pass(next.name);
      else again.push(next);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  // On a busy machine time is up sooner for the one than for the other.
  for (const backend of again) {
    for (const { title, glance, exchange } of await look(backend, pki, 4 * timeout)) t.same(glance, exchange, title);
  }
});
