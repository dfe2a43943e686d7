import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
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

t.test('a configuration is checked from the bundle', async (t) => {
  const input = 'backend be\n    server s1 127.0.0.1:443 ssl verify none check sni good.test\n';
  const argv = [command, 'check', '-', '--offline', '--haproxy-version', '3.2'];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', env, input });
  t.match({ status, stdout, stderr }, { status: 1, stdout: /^REFUSED .*\n\n fatal {3}standard input:2:/, stderr: '' });
  t.match(run('check', '/none.cfg'), { status: 3, stdout: '', stderr: /none\.cfg: no such file/ });
});

t.test('texts and a log are explained from the bundle', async (t) => {
  t.match(run('curl: (52) Empty reply from server'), { status: 0, stdout: /^MEANS /, stderr: '' });
  t.match(run('explain', 'SNI101', 'SC--', 'nothing of the kind'), { status: 1, stdout: /^UNKNOWN /, stderr: '' });
  const input = readFileSync(`${root}fixtures/logs/haproxy-3.4.log`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'explain', '-'], {
    encoding: 'utf8',
    env,
    input,
  });
  t.match({ status, stdout, stderr }, { status: 0, stdout: /^KNOWN /, stderr: '' });
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

t.test('what standard output does not take is an error', async (t) => {
  const full = openSync('/dev/full', 'w');
  t.teardown(() => closeSync(full));
  for (const argv of [['probe', '192.0.2.1', '--plan', '--format', 'json'], ['--version'], ['--help']]) {
    const ran = spawnSync(process.execPath, [command, ...argv], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    const stderr = 'sni-doctor: standard output: cannot be written: the disk is full\n';
    t.match({ status: ran.status, stderr: ran.stderr }, { status: 3, stderr }, argv.join(' '));
  }
});

t.test('standard output by its path: what stands there stays', async (t) => {
  const folder = t.testdir({ 'log.txt': 'before\n' });
  const log = openSync(`${folder}/log.txt`, 'a');
  t.teardown(() => closeSync(log));
  const argv = [command, 'probe', '192.0.2.1', '--plan', '--output', '/dev/stdout'];
  t.equal(spawnSync(process.execPath, argv, { env, stdio: ['ignore', log, 'inherit'] }).status, 0);
  t.match(readFileSync(`${folder}/log.txt`, 'utf8'), /^before\nPLAN /);
  t.match(run(...argv.slice(1)), { status: 0, stdout: /^PLAN / });
});

for (const signals of [['SIGINT'], ['SIGTERM'], ['SIGHUP'], ['SIGTERM', 'SIGTERM']] as const) {
  t.test(`the lab ends on ${signals.join(', ')}, and leaves nothing behind`, async (t) => {
    const child = spawn(process.execPath, [command, 'lab', 'contour'], { env });
    let stdout = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
        if (/--ca-file \S+\n/.test(stdout)) resolve();
      });
    });
    const file = /--ca-file (\S+)/.exec(stdout)?.[1] ?? '';
    t.ok(existsSync(file));
    for (const signal of signals) child.kill(signal);
    t.equal(await new Promise((resolve) => child.on('close', resolve)), 130);
    t.notOk(existsSync(dirname(file)));
  });
}

t.test('the licences of what is bundled go along', async (t) => {
  const text = readFileSync(`${root}dist/THIRD-PARTY-LICENSES`, 'utf8');
  for (const name of ['yargs', 'chalk', 'cli-table3', 'ajv', 'cliui']) t.match(text, new RegExp(`^${name} \\d`, 'm'));
});
