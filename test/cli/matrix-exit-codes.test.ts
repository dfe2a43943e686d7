/** What counts as not tested, where targets are compared. */
import { writeFileSync } from 'node:fs';
import t from 'tap';
import { startSite } from './matrix-site.ts';
import { run } from './run.ts';

const folder = t.testdir({ 'hosts.txt': 'a.example.test\n' });
const site = await startSite(folder);
t.teardown(() => site.close());
const common = ['--ca-file', site.caFile, '--haproxy-version', 'any', '--timeout', '2s'];
const matrix = (...argv: string[]) => run(['matrix', '--diff', ...argv, ...common]);

t.test('a host of exact pairs that has one side only was tested all the same', async (t) => {
  const pairs = [
    ['a.example.test', 'old'],
    ['a.example.test', 'new'],
    ['b.example.test', 'old'],
    ['c.example.test', 'new'],
  ];
  const lines = pairs.map(([host, label]) => `127.0.0.1,${host},${label},${site.port}\n`);
  const asked = (name: string, some: string[]) => {
    writeFileSync(`${folder}/${name}`, some.join(''));
    return matrix('--pairs', `${folder}/${name}`);
  };
  t.equal((await asked('all.csv', lines)).code, 0);
  t.equal((await asked('old.csv', lines.slice(0, 3))).code, 0);
});

t.test('a host that could not be tested is no difference, whatever --fail-on says', async (t) => {
  const targets = `old=127.0.0.1:${site.port},new=no-such-host.invalid`;
  const { code, stdout } = await matrix('--hosts', `${folder}/hosts.txt`, '--targets', targets, '--fail-on', 'warning');
  t.equal(code, 3);
  t.match(stdout, /^NOT ALL TESTED {2}/);
  t.equal(stdout.match(/a\.example\.test/g)?.length, 1, stdout);
});
