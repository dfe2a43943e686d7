import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { version } from '../../src/cli/version.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const command = `${root}dist/bin/sni-doctor.js`;
const env = { PATH: process.env.PATH ?? '' };
execFileSync(process.execPath, ['build.mjs'], { cwd: root, env });

const run = (...argv: string[]) => spawnSync(process.execPath, [command, ...argv], { encoding: 'utf8', env });

t.test('the command as it is published', async (t) => {
  t.match(run('--version'), { status: 0, stdout: `${version}\n`, stderr: '' });
  t.match(run('probe', '--help'), { status: 0, stdout: /--haproxy-version/, stderr: '' });
  t.match(run('lab', '--list'), { status: 0, stdout: /contour/, stderr: '' });
  t.match(run('probe', '192.0.2.1', '--plan'), { status: 0, stdout: /^PLAN /, stderr: '' });
  t.match(run('probe', '--from', '/none.json'), { status: 3, stdout: '', stderr: /none\.json: no such file/ });
  t.match(run('probe', '10.0.0.5', '--timeout', '5'), { status: 2, stdout: '' });
  t.ok(statSync(command).mode & 0o100, 'executable');
});

t.test('--version reads nothing but the entry, which is small', async (t) => {
  const text = readFileSync(command, 'utf8');
  t.ok(text.length < 2000);
  t.notMatch(text, /^import .*from"\.\/main/m);
});

t.test('a story is told, and evidence judged, from the bundle', async (t) => {
  t.match(run('demo'), { status: 0, stdout: /FIXABLE/, stderr: '' });
});

t.test('what a probe saw can be judged again for every version, without a network', async (t) => {
  const backend = await fixture('contour')?.start();
  if (!backend) return t.fail('no such fixture');
  const folder = t.testdir({ 'ca.pem': backend.caPem ?? '' });
  const argv = ['probe', `127.0.0.1:${backend.port}`, '--host', 'www.example.test', '--ca-file', `${folder}/ca.pem`];
  const child = spawn(process.execPath, [command, ...argv, '--haproxy-version', '2.6', '--save', `${folder}/e.json`], {
    env,
  });
  t.equal(await new Promise((resolve) => child.on('close', resolve)), 1);
  await backend.close();
  for (const [chosen, directives] of [
    ['2.6', /check-sni www\.example\.test sni str/],
    ['3.0', /check-sni www\.example\.test sni str/],
    ['any', /check-sni www\.example\.test sni str/],
    ['3.4', /ca\.pem check$/m],
    ['2.0', /option httpchk GET \/ HTTP\/1\.1\\r\\nHost:/],
  ] as const) {
    const again = run('probe', '--from', `${folder}/e.json`, '--haproxy-version', chosen);
    t.match(again, { status: 1, stdout: directives, stderr: '' }, chosen);
  }
});

t.test('a reader that has seen enough is no error', async (t) => {
  const child = spawn(process.execPath, [command, 'probe', '192.0.2.1', '--plan', '--format', 'json'], { env });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  t.match({ code, stderr }, { code: 0, stderr: '' });
});

t.test('Ctrl-C', async (t) => {
  const child = spawn(process.execPath, [command, 'lab', 'contour'], { env });
  let stdout = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      if (stdout.includes('--ca-file')) resolve();
    });
  });
  child.kill('SIGINT');
  t.equal(await new Promise((resolve) => child.on('close', resolve)), 130);
  t.notOk(existsSync(/--ca-file (\S+)/.exec(stdout)?.[1] ?? ''));
});

t.test('the licences of what is bundled go along', async (t) => {
  const text = readFileSync(`${root}dist/THIRD-PARTY-LICENSES`, 'utf8');
  for (const name of ['yargs', 'chalk', 'cli-table3', 'ajv', 'cliui']) t.match(text, new RegExp(`^${name} \\d`, 'm'));
});
