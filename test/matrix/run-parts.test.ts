import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import t from 'tap';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { completed } from '../../src/matrix/completed.ts';
import { affordable, descriptorLimit } from '../../src/matrix/descriptors.ts';
import { Hopes } from '../../src/matrix/hopes.ts';
import { another, learn, type Manner, usual } from '../../src/matrix/manners.ts';
import { hostAsked, startAsking } from '../../src/matrix/questions.ts';
import { settle } from '../../src/matrix/settling.ts';
import { Breather } from '../../src/matrix/shortage.ts';
import { hopesOf, Targets } from '../../src/matrix/targets.ts';
import type { Glance } from '../../src/matrix-types.ts';
import { farewell } from '../../src/probe/farewell.ts';
import { firstPlans } from '../../src/probe/ladder.ts';
import { judgeEvidence, NoConnection } from '../../src/report/matrix/judge.ts';
import type { Evidence } from '../../src/types.ts';
import { matrixOptions } from './options.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const never = new Promise<never>(() => {});

async function* count(to: number, read: number[] = []): AsyncGenerator<number> {
  for (let i = 0; i < to; i++) {
    read.push(i);
    yield i;
  }
}

t.test('results come as they are known, each once', async (t) => {
  const results: number[] = [];
  const work = async (item: number): Promise<number> => {
    for (let turns = item % 7; turns > 0; turns--) await turn();
    return item;
  };
  for await (const result of completed(count(200), 16, work, never)) results.push(result);
  t.equal(new Set(results).size, 200);
  t.equal(results.length, 200);
});

t.test('no more is read than is worked on, and results that nobody takes count', async (t) => {
  const read: number[] = [];
  const results = completed(count(100, read), 5, async (item) => item, never);
  t.equal((await results.next()).done, false);
  for (let i = 0; i < 5; i++) await turn();
  t.equal(read.length, 5);
  await results.next();
  await turn();
  t.equal(read.length, 6);
  await results.return();
});

t.test('one that takes long does not keep the others', async (t) => {
  let finish = (): void => {};
  const long = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const results: number[] = [];
  for await (const result of completed(count(50), 4, async (i) => (i === 0 ? long.then(() => i) : i), never)) {
    results.push(result);
    if (results.length === 49) finish();
  }
  t.equal(results.at(-1), 0);
  t.equal(results.length, 50);
});

t.test('what fails surfaces, after what is known', async (t) => {
  const bug = new Error('a bug');
  const results: number[] = [];
  const run = async (): Promise<void> => {
    const work = async (item: number): Promise<number> => {
      if (item === 5) throw bug;
      return item;
    };
    for await (const result of completed(count(10), 100, work, never)) results.push(result);
  };
  await t.rejects(run(), bug);
  t.ok(results.includes(4));
  t.notOk(results.includes(5));
});

t.test('what the pairs throw surfaces, after what is known', async (t) => {
  const results: number[] = [];
  async function* broken(): AsyncGenerator<number> {
    yield* count(3);
    throw new Error('line 4');
  }
  const run = async (): Promise<void> => {
    for await (const result of completed(broken(), 10, async (i) => i, never)) results.push(result);
  };
  await t.rejects(run(), { message: 'line 4' });
  t.same(results, [0, 1, 2]);
});

t.test('ends when told, even where the next pair never comes', async (t) => {
  let stop = (_: Error): void => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  async function* quiet(): AsyncGenerator<number> {
    yield 1;
    await never;
  }
  const results = completed(quiet(), 10, async (i) => i, stopped);
  t.equal((await results.next()).value, 1);
  const next = results.next();
  stop(new Error('enough'));
  await t.rejects(next, { message: 'enough' });
});

t.test('file descriptors bound the connections', async (t) => {
  t.same(affordable(64, 1024, 20), { concurrency: 64, note: null });
  t.same(affordable(64, null, 20), { concurrency: 64, note: null });
  const few = affordable(500, 256, 32);
  t.equal(few.concurrency, 200);
  t.match(few.note, /200 connections at once instead of 500.*256 files/);
  t.equal(affordable(64, 30, 30).concurrency, 1, 'never none');
  const limit = descriptorLimit();
  t.ok(limit === null || limit > 0);
});

t.test('ladders that find nothing are not climbed for ever', async (t) => {
  const hopes = new Hopes(64);
  for (let i = 0; i < 8; i++) t.equal(hopes.ask(), true);
  const ninth = hopes.ask();
  t.type(ninth, Promise);
  t.notOk(hopes.exhausted);
  for (let i = 0; i < 8; i++) hopes.climbed(false);
  await ninth;
  t.equal(hopes.ask(), false);
  t.ok(hopes.exhausted);
});

t.test('one after the other, they are fewer', async (t) => {
  const hopes = new Hopes(1);
  t.equal(hopes.ask(), true);
  hopes.climbed(false);
  t.equal(hopes.ask(), false);
});

t.test('one that finds a way gives hope again', async (t) => {
  const hopes = new Hopes(64);
  for (let i = 0; i < 8; i++) t.equal(hopes.ask(), true);
  const ninth = hopes.ask();
  hopes.climbed(false);
  hopes.climbed(true);
  await ninth;
  t.equal(hopes.ask(), true);
});

t.test('what failures a ladder is worth it for', async (t) => {
  const state = new Targets().enter({ label: 'a', address: '192.0.2.1', port: 443 });
  const failed = (kind: 'timeout' | 'reset'): Glance => ({
    outcome: 'failed',
    ms: 1,
    failure: { stage: 'tls', kind, message: kind, alert: null, code: null, received: null },
  });
  const answer = (status: number): Glance => ({
    outcome: 'passed',
    ms: 1,
    http: { version: '1.1', status, reason: '', headers: {}, body: '' },
  });
  const of = (seen: Glance) => hopesOf(state, seen, 64);
  t.equal(of(answer(404)), null, 'an answer');
  t.equal(of(answer(503)), of(answer(503)), 'nobody is there behind the gateway');
  t.not(of(answer(503)), of(answer(502)));
  t.equal(of(failed('timeout')), of(failed('timeout')));
  t.not(of(failed('timeout')), of(failed('reset')));
  state.answered = true;
  t.equal(of(failed('reset')), null, 'others are answered');
  t.not(of(failed('timeout')), null);
});

t.test('a manner that was found comes first, and others are tried where it is not answered', async (t) => {
  const [proxied, clear]: [Manner, Manner] = [
    { way: 'proxy-v2/', forwarded: false },
    { way: 'clear/', forwarded: false },
  ];
  const manners = [usual];
  learn(manners, proxied, false);
  t.same(manners, [proxied, usual]);
  learn(manners, { ...usual }, true);
  t.same(manners, [usual, proxied]);
  t.same(another(manners, [usual], null), proxied);
  t.equal(another(manners, [usual], 404), null, 'an answer is an answer');
  t.same(another(manners, [usual], 301), proxied);
  t.equal(another(manners, [usual, proxied], null), null);
  for (const way of ['tls12/', 'alpn-h2/'] as const) learn(manners, { way, forwarded: false }, false);
  learn(manners, clear, false);
  t.equal(manners.length, 3);
});

t.test('what one host needs is tried behind the defaults where others are answered in these', async (t) => {
  const manners = [usual];
  const proxied: Manner = { way: 'proxy-v2/', forwarded: false };
  learn(manners, proxied, true);
  t.same(manners, [usual, proxied]);
  const forwarded: Manner = { way: '', forwarded: true };
  learn(manners, forwarded, false);
  t.same(manners, [usual, forwarded, proxied], 'a header is a matter of an application');
});

t.test('a ladder of which nothing was performed is told apart from a bug', async (t) => {
  const asking = startAsking(matrixOptions({}));
  const asked = hostAsked('www.example.test');
  const question = asking.question({ address: '192.0.2.1', port: 443 }, asked);
  const skipped = firstPlans(question).map((one) => ({ ...one, outcome: 'skipped' as const, ms: 0 }));
  const evidence: Evidence = {
    ...{ schema: 'sni-doctor/evidence/1', question, observations: skipped, connections: 0 },
    ...{ from: null, at: new Date().toISOString(), ms: 0 },
  };
  const facts = {
    way: '' as const,
    defaultLeafs: [],
    needsSni: null,
    clearOnly: null,
    unreachable: false,
    notFound: [],
    answers: [],
  };
  try {
    judgeEvidence(evidence, facts, asking.judged(asked, usual), parseVersion('any'));
    t.fail('it was judged');
  } catch (error) {
    t.ok(error instanceof NoConnection);
  }
});

t.test('targets are shared by their cells, and forgotten in the end', async (t) => {
  const targets = new Targets();
  const at = (port: number) => ({ label: 'a', address: '192.0.2.1', port });
  const state = targets.enter(at(1));
  t.equal(targets.enter(at(1)), state);
  t.not(targets.enter(at(2)), state);
  targets.leave(state);
  for (let port = 10; port < 5010; port++) targets.leave(targets.enter(at(port)));
  t.equal(targets.enter(at(1)), state, 'in use');
  targets.leave(state);
  targets.leave(state);
  t.equal(targets.enter(at(1)), state, 'used last');
  targets.leave(state);
  for (let port = 10; port < 5010; port++) targets.leave(targets.enter(at(port)));
  t.not(targets.enter(at(1)), state);
});

t.test('a shortage stops all dialling for a moment and is told once', async (t) => {
  const notes: string[] = [];
  const ended = new AbortController();
  const breather = new Breather((text) => notes.push(text), ended.signal);
  t.equal(breather.wait(), null);
  breather.met('EMFILE', 0);
  breather.met('EMFILE', 0);
  const pause = breather.wait();
  t.type(pause, Promise);
  await pause;
  t.equal(breather.wait(), null);
  breather.met('EMFILE', 5);
  const refused = breather.wait();
  ended.abort(new Error('over'));
  await t.rejects(Promise.resolve(refused), { message: 'over' });
  t.equal(notes.length, 1);
  t.match(notes[0], /EMFILE/);
});

t.test('a connection counts until the peer has seen its end', async (t) => {
  const ends: string[] = [];
  let letGo = (): void => {};
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    socket.resume().once('end', () => {
      ends.push('seen');
      letGo = () => socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const open = async (): Promise<Socket> => {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    await once(socket, 'connect');
    return socket;
  };

  const first = await open();
  let over = false;
  const closed = farewell(first, 60_000).then(() => {
    over = true;
  });
  while (ends.length < 1) await turn();
  t.notOk(over, 'the peer has not ended its side');
  letGo();
  await closed;
  t.ok(first.destroyed);

  const second = await open();
  await farewell(second, 20);
  t.ok(second.destroyed, 'nobody is waited for longer than that');
  await farewell(second, 20);
});

t.test('permits come back later where the target takes its time', async (t) => {
  const state = new Targets().enter({ label: 'a', address: '192.0.2.1', port: 443 });
  const order: string[] = [];
  const done = (name: string, ms: number) =>
    new Promise<void>((resolve) => {
      settle(state, ms, Promise.resolve(), () => {
        order.push(name);
        resolve();
      });
    });
  await Promise.all([done('first', 4), done('slow', 64), done('fast', 4)]);
  t.same(order, ['first', 'fast', 'slow']);
});
