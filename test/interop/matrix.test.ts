/** Before the move from nginx to Envoy: of ten hosts four differ, each in another way, and the matrix says which and how. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { createPki, type Leaf } from '../../fixtures/pki.ts';
import type { MatrixResult } from '../../src/matrix-types.ts';
import { run } from '../cli/run.ts';
import { loadTools } from '../provision/tools.ts';
import { startEnvoyWithSites } from './real/envoy-sites.ts';
import { startNginxWithSites } from './real/nginx-sites.ts';
import type { Site } from './real/sites.ts';

const names = ['wrong', 'gone', 'elsewhere', 'hsts', 'a', 'b', 'c', 'd', 'e', 'f'];
const hosts = names.map((name) => `${name}.example.test`);

const { nginx, envoy } = loadTools() ?? {};
if (!nginx || !envoy) {
  if (process.env.CI === 'true') t.fail('the tools are not provisioned');
  else t.pass('skipped: the tools are not provisioned');
} else {
  const pki = await createPki();
  const leaves = await Promise.all([...hosts, 'other.example.test'].map((name) => pki.leaf({ names: [name] })));
  const old = hosts.map((host, i) => site(host, leaves[i] as Leaf));
  const changes: Record<string, Partial<Site>> = {
    'wrong.example.test': pems(leaves.at(-1) as Leaf),
    'gone.example.test': { answer: { status: 404, body: 'not found' } },
    'elsewhere.example.test': { answer: { redirect: 'https://login.example.net/sso' } },
    'hsts.example.test': { headers: { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } },
  };
  const [before, after] = await Promise.all([
    startNginxWithSites(nginx, old),
    startEnvoyWithSites(
      envoy,
      old.map((one) => ({ ...one, ...changes[one.host] })),
    ),
  ]);
  t.teardown(async () => {
    await Promise.all([before.close(), after.close()]);
  });
  const folder = t.testdir({ 'hosts.txt': `${hosts.join('\n')}\n`, 'one.txt': 'a.example.test\n' });
  const file = (name: string) => join(folder, name);
  writeFileSync(file('ca.pem'), pki.caPem);
  const matrix = (list: string, targets: string, ...more: string[]) =>
    run([
      'matrix',
      '--hosts',
      file(list),
      '--targets',
      targets,
      '--ca-file',
      file('ca.pem'),
      '--haproxy-version',
      'any',
      ...more,
    ]);
  const [strict, tolerant, moved] = [before.strictPort, before.tolerantPort, after.securePort].map(
    (port) => `127.0.0.1:${port}`,
  );
  const both = `old=${strict},new=${moved}`;

  await t.test('every difference, judged', async (t) => {
    const { code, stdout, stderr } = await matrix('hosts.txt', both, '--diff', '--body', '--format', 'json');
    t.equal(code, 1, stderr);
    const { diffs, summary, cells } = JSON.parse(stdout) as MatrixResult;
    t.equal(cells.length, 20);
    t.same(judged(diffs), {
      'wrong.example.test': ['verdict blocks', 'server harmless'],
      'gone.example.test': ['verdict blocks'],
      'elsewhere.example.test': ['status blocks', 'server harmless'],
      'hsts.example.test': ['hsts look', 'server harmless'],
      ...Object.fromEntries(hosts.slice(4).map((host) => [host, ['server harmless']])),
    });
    t.match(find(diffs, 'wrong', 'verdict'), { from: 'ok', to: 'wrong: certificate' });
    t.match(find(diffs, 'gone', 'verdict').because, /^new answers 404.*, where old serves it\.$/);
    t.match(find(diffs, 'elsewhere', 'status'), { from: '200', to: '302 to https://login.example.net/sso' });
    t.match(find(diffs, 'hsts', 'hsts'), {
      from: null,
      because: /365 days, and for all names below it.*cannot be taken back/,
    });
    t.match(summary.move, {
      hosts: 10,
      same: 0,
      blocks: 3,
      mendable: 0,
      look: 1,
      harmless: 6,
      unknown: 0,
      directives: [],
    });
  });

  await t.test('for people', async (t) => {
    const { code, stdout } = await matrix('hosts.txt', both, '--diff');
    t.equal(code, 1);
    t.match(stdout, /^MOVE BLOCKED {2}3 of 10 hosts would break at new; 1 is to be looked at\./);
    for (const name of names.slice(0, 4)) t.match(stdout, new RegExp(`^ +${name}\\.example\\.test`, 'm'));
  });

  await t.test('an earlier run stands for the old target, before the cut-over and after it', async (t) => {
    const earlier = await matrix('hosts.txt', `old=${strict}`, '--format', 'ndjson');
    t.equal(earlier.code, 0);
    writeFileSync(file('before.ndjson'), earlier.stdout);
    const compared = ['--baseline', file('before.ndjson'), '--format', 'json'];
    const found = await matrix('hosts.txt', `new=${moved}`, ...compared);
    t.equal(found.code, 1);
    t.match(JSON.parse(found.stdout).summary.move, { hosts: 10, blocks: 3, look: 1, harmless: 6, unknown: 0 });
    const back = await matrix('hosts.txt', `new=${strict}`, ...compared);
    t.equal(back.code, 0);
    t.match(JSON.parse(back.stdout).summary.move, { hosts: 10, same: 10 });
    const fewer = await matrix('one.txt', `new=${strict}`, ...compared, '--fail-on', 'never');
    t.match(JSON.parse(fewer.stdout).summary.move, { hosts: 10, same: 1, unknown: 9 });
  });

  await t.test('a server name that is needed now', async (t) => {
    const { code, stdout } = await matrix('one.txt', `old=${tolerant},new=${moved}`, '--diff', '--format', 'json');
    t.equal(code, 1);
    const { diffs, summary } = JSON.parse(stdout) as MatrixResult;
    t.same(judged(diffs), { 'a.example.test': ['needs blocks', 'server harmless'] });
    t.same(diffs[0]?.directives, ['check-sni a.example.test', 'sni str(a.example.test)']);
    t.match(summary.move, {
      blocks: 1,
      mendable: 1,
      directives: [{ text: 'check-sni NAME' }, { text: 'sni str(NAME)' }],
    });
  });
}

function site(host: string, leaf: Leaf): Site {
  return { host, ...pems(leaf), answer: { status: 200, body: host }, headers: {} };
}

function pems({ chainPem, keyPem }: Leaf): Pick<Site, 'certPem' | 'keyPem'> {
  return { certPem: chainPem, keyPem };
}

function judged(diffs: MatrixResult['diffs']): Record<string, string[]> {
  const short = diffs.map(({ host, differences }) => [
    host,
    differences.map(({ what, judgement }) => `${what} ${judgement}`),
  ]);
  return Object.fromEntries(short);
}

function find(diffs: MatrixResult['diffs'], name: string, what: string) {
  const found = diffs
    .find(({ host }) => host === `${name}.example.test`)
    ?.differences.find((difference) => difference.what === what);
  if (!found) throw new Error(`${name} has no ${what}`);
  return found;
}
