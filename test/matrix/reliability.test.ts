import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { runMatrix } from '../../src/matrix/run.ts';
import type { MatrixCell, MatrixPair } from '../../src/matrix-types.ts';
import { matrixOptions } from './options.ts';
import { type Conduct, conductOf } from './unruly.ts';
import { startUnruly } from './unruly-server.ts';

const seed = 'of the day';
const hosts = 2500;
const timeout = 500;
// A machine with other work may keep a good host waiting once, twice hardly.
const retries = 2;
const concurrency = 64;
const perTarget = 48;

/** What a cell says of each conduct: verdict, stage and reason, and that another try was needed. */
const table: Record<Exclude<Conduct, 'good'>, string> = {
  mute: 'failed tls timeout',
  silent: 'failed http timeout',
  drip: 'failed http timeout',
  reset: 'failed tls reset',
  stranger: 'wrong tls certificate',
  'busy-once': 'ok SNI420',
  'reset-once': 'ok SNI420',
  'closed-once': 'ok SNI420',
};
const hanging: readonly Conduct[] = ['mute', 'silent', 'drip'];

t.test('5,000 cells of which a third is in trouble', { timeout: 240_000 }, async (t) => {
  const pki = await createPki();
  const identity = async (name: string) => {
    const { chainPem, keyPem } = await pki.leaf({ names: [name] });
    return { cert: chainPem, key: keyPem };
  };
  const [leaf, stranger, nobodys] = [
    await identity('*.example.test'),
    await identity('stranger.test'),
    await identity('default.test'),
  ];
  const server = await startUnruly({ seed, servers: 2, leaf, stranger, nobodys });
  t.teardown(() => server.close());
  async function* pairs(): AsyncGenerator<MatrixPair> {
    for (let i = 0; i < hosts; i++) {
      for (const [index, port] of server.ports.entries()) {
        yield { host: `h${i}.example.test`, target: { label: `${index}`, address: '127.0.0.1', port } };
      }
    }
  }

  const started = performance.now();
  const cells = new Map<string, MatrixCell>();
  let given = 0;
  const options = matrixOptions({ timeout, retries, concurrency, perTarget, caFile: 'ca.pem', ca: pki.caPem });
  for await (const cell of runMatrix(pairs(), options)) {
    given += 1;
    cells.set(`${cell.target} ${cell.host}`, cell);
  }
  const took = performance.now() - started;
  const count = await server.count();

  t.equal(given, 2 * hosts, 'as many cells as pairs');
  const met = new Map<Conduct, number>();
  const wrong: string[] = [];
  for (let index = 0; index < 2; index++) {
    for (let i = 0; i < hosts; i++) {
      const host = `h${i}.example.test`;
      const conduct = conductOf(seed, index, host);
      met.set(conduct, (met.get(conduct) ?? 0) + 1);
      const cell = cells.get(`${index} ${host}`);
      const told = cell ? said(cell) : 'nothing';
      const right = conduct === 'good' ? cell?.verdict === 'ok' : told === table[conduct];
      if (!right) wrong.push(`${conduct}: ${told}`);
    }
  }
  t.same(wrong, [], 'each as the server treated it, each once');
  t.equal(met.size, Object.keys(table).length + 1, 'all conducts were met');
  const troubled = 2 * hosts - (met.get('good') ?? 0);
  t.ok(troubled > (2 * hosts) / 4, `${troubled} cells in trouble`);

  t.ok(count.most <= concurrency, `${count.most} connections at once`);
  for (const { port, most } of count.ports) t.ok(most <= perTarget, `${most} at once to ${port}`);

  const all = count.ports.reduce((sum, one) => sum + one.all, 0);
  const made = [...cells.values()].reduce((sum, { connections }) => sum + connections, 0);
  // Two targets have a baseline of three to five; a connection may have been given up before it was accepted.
  t.ok(made + 10 >= all, `${all} connections came, ${made} of them for cells`);

  // Eight ladders at most for each way to hang at each target, each of no more than forty connections.
  const hung = hanging.reduce((sum, conduct) => sum + (met.get(conduct) ?? 0), 0);
  const waits = (1 + retries) * hung + 2 * 2 * 8 * 40;
  // And as much again for what this machine has to do.
  const bound = 2 * ((waits * (timeout + 600)) / perTarget) + 20 * all;
  t.ok(took < bound, `${Math.round(took)} ms of ${Math.round(bound)}`);
});

function said({ verdict, stage, reason, findings }: MatrixCell): string {
  const again = findings.some(({ code }) => code === 'SNI420');
  return [verdict, stage ?? [], reason ?? [], again && verdict === 'ok' ? 'SNI420' : []].flat().join(' ');
}
