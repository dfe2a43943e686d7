import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import t, { type Test } from 'tap';
import { originalOf } from '../../src/cli/fix-original.ts';
import { patchCommand } from '../../src/cli/fix-patch.ts';
import { bare, mended, openLab, verifying } from './fix-lab.ts';

/** Runs what the command says to apply a patch with; null where there is no `patch` here. */
function patch(t: Test, command: string, input: Buffer): boolean {
  const { status, stdout, error } = spawnSync('sh', ['-c', `command -v patch >/dev/null || exit 99; ${command}`], {
    input,
    encoding: 'utf8',
  });
  if (error) throw error;
  if (status === 99) {
    t.pass('skipped: there is no patch');
    return false;
  }
  t.equal(status, 0, `${command}: ${stdout}`);
  return true;
}

t.test('the patch and nothing else on standard output, all else on standard error', async (t) => {
  const { folder, port, check } = await openLab(t);
  const text = `${bare(port)}${verifying(port)}`.replace('\xe9', '\xc3\xa9');
  writeFileSync('a.cfg', text, 'latin1');
  const { code, stdout, stderr } = await check(['a.cfg', '--diff']);
  t.equal(code, 1, 'as check has it');
  t.match(stdout, /^--- a\.cfg\n\+\+\+ a\.cfg\n@@ /);
  t.equal(stdout.split('\n').filter((line) => !/^(?:[ +-]|@@ |$)/.test(line)).length, 0);
  t.match(stdout, /^\+\thttp-check send hdr Host www\.example\.test$/m);
  t.match(
    stdout,
    /^\+ {4}server s2 .* verify required .*sni str\(www\.example\.test\)/m,
    'what is to be looked at, too',
  );
  t.match(stderr, /^FAILING /);
  t.match(stderr, /error {3}SNI101/, 'why');
  t.match(stderr, /It changes which name is verified/);
  t.match(stderr, /\nnote: apply it with: patch -p0\n$/);
  t.same(readdirSync(folder).sort(), ['a.cfg', 'ca.pem'], 'nothing is written');
  t.match(await check(['a.cfg', '--diff', '--quiet']), { stdout, stderr: '' });

  const json = await check(['a.cfg', '--diff', '--format', 'json', '--quiet']);
  t.match(json, { code: 1, stderr: '' });
  t.equal(JSON.parse(json.stdout).patch, stdout);

  if (!patch(t, 'patch -p0', Buffer.from(stdout))) return;
  t.match(await check(['a.cfg', '--diff']), { code: 0, stdout: '', stderr: /^HEALTHY / });
});

t.test('bytes are what they are in the file, whatever they are', async (t) => {
  const { port, check } = await openLab(t);
  writeFileSync('a.cfg', bare(port), 'latin1');
  t.match(await check(['a.cfg', '--diff', '--output', 'a.patch']), { code: 1, stdout: '' });
  if (!patch(t, 'patch -p0 --binary', readFileSync('a.patch'))) return;
  t.equal(readFileSync('a.cfg', 'latin1'), mended(port), 'the same that --fix writes');
});

t.test('standard input, and several files', async (t) => {
  const { port, check } = await openLab(t);
  const { stdout, stderr } = await check(['-', '--diff'], { stdin: bare(port) });
  t.match(stdout, /^--- standard input/);
  t.match(stderr, /apply it with: patch FILE\n/);
  writeFileSync('a.cfg', bare(port, 'one'), 'latin1');
  mkdirSync('d');
  writeFileSync('d/b.cfg', bare(port, 'two'), 'latin1');
  const both = await check(['a.cfg', 'd', '--diff', '--output', 'both.patch']);
  t.equal(both.code, 1);
  if (!patch(t, 'patch -p0 --binary', readFileSync('both.patch'))) return;
  t.equal(readFileSync('a.cfg', 'latin1'), mended(port, 'one'));
  t.equal(readFileSync('d/b.cfg', 'latin1'), mended(port, 'two'));
});

t.test('the command that applies a patch, for names that patch would not take', async (t) => {
  const folder = t.testdir({ a: { 'x.cfg': '1\n' }, 'y z.cfg': '1\n' });
  const make = (name: string) => Buffer.from(`--- ${name}\n+++ ${name}\n@@ -1 +1 @@\n-1\n+2\n`);
  for (const [from, name, file, command] of [
    [folder, 'a/x.cfg', 'a/x.cfg', 'patch -p0'],
    ['/', `${folder}/a/x.cfg`, 'a/x.cfg', 'patch -d / -p1'],
    [`${folder}/a`, '../a/x.cfg', 'a/x.cfg', 'patch ../a/x.cfg'],
  ] as const) {
    writeFileSync(`${folder}/${file}`, '1\n');
    t.equal(
      patchCommand([originalOf({ name: resolve(from, name), text: '' })].map((file) => ({ ...file, name }))),
      command,
    );
    if (!patch(t, `cd '${from}' && ${command}`, make(name))) return;
    t.equal(readFileSync(`${folder}/${file}`, 'utf8'), '2\n', name);
  }
  const { stats } = originalOf({ name: folder, text: '' });
  t.equal(
    patchCommand([
      { name: 'a.cfg', stats },
      { name: 'b.cfg', stats },
    ]),
    'patch -p0',
  );
  t.equal(
    patchCommand([
      { name: '/a.cfg', stats },
      { name: 'b.cfg', stats },
    ]),
    null,
    'no one command does',
  );
  t.equal(patchCommand([{ name: "../it's.cfg", stats }]), "patch '../it'\\''s.cfg'");
});
