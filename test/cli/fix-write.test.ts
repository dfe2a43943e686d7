import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { type Original, originalOf } from '../../src/cli/fix-original.ts';
import { stage, type Written } from '../../src/cli/fix-write.ts';

const isRoot = process.getuid?.() === 0;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A file as the command has read it. */
function read(name: string): Original {
  return originalOf({ name, text: readFileSync(name, 'latin1') });
}

function write(name: string, text = 'new\n'): Written[] {
  return stage([{ original: read(name), text }]).commit();
}

/** What is in a folder, and what is in it. */
function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(`${folder}/${name}`, 'latin1')]));
}

function refuses(t: Test, folder: string, act: () => unknown, message: RegExp): void {
  const before = contents(folder);
  t.throws(act, { exitCode: 3, message, hint: 'nothing was written' });
  t.same(contents(folder), before, 'nothing is changed, nothing is left behind');
}

t.test('the old file is kept and never overwritten', async (t) => {
  const folder = t.testdir({ 'a.cfg': 'one\n', 'a.cfg.orig': 'mine\n' });
  const file = `${folder}/a.cfg`;
  t.same(write(file, 'two\n'), [{ file, backup: `${file}.orig.1` }]);
  t.same(write(file, 'three \xe9\n'), [{ file, backup: `${file}.orig.2` }]);
  t.same(contents(folder), {
    'a.cfg': 'three \xe9\n',
    'a.cfg.orig': 'mine\n',
    'a.cfg.orig.1': 'one\n',
    'a.cfg.orig.2': 'two\n',
  });
});

t.test('mode and owner stay, of the old file too', async (t) => {
  const folder = t.testdir({ 'a.cfg': 'old\n' });
  const file = `${folder}/a.cfg`;
  if (isRoot) execFileSync('chown', ['1:2', file]);
  chmodSync(file, 0o640);
  const { uid, gid, ino } = statSync(file);
  write(file);
  for (const path of [file, `${file}.orig`]) {
    const now = statSync(path);
    t.match({ uid: now.uid, gid: now.gid, mode: now.mode & 0o7777 }, { uid, gid, mode: 0o640 });
  }
  t.not(statSync(file).ino, ino, 'it was replaced, not written over');
});

t.test('a symbolic link goes on leading to the file', async (t) => {
  const folder = t.testdir({ real: { 'a.cfg': 'old\n' }, near: {} });
  symlinkSync('../real/a.cfg', `${folder}/near/link.cfg`);
  t.same(write(`${folder}/near/link.cfg`), [{ file: `${folder}/near/link.cfg`, backup: `${folder}/real/a.cfg.orig` }]);
  t.equal(readlinkSync(`${folder}/near/link.cfg`), '../real/a.cfg');
  t.same(contents(`${folder}/real`), { 'a.cfg': 'new\n', 'a.cfg.orig': 'old\n' });
});

t.test('a file that changed since it was read is left alone, in whatever way it changed', async (t) => {
  const ways: [string, (file: string) => void][] = [
    ['its content', (file) => writeFileSync(file, 'OLD\n')],
    ['another file in its place', (file) => writeFileSync(`${file}.x`, 'old\n') ?? renameSync(`${file}.x`, file)],
    ['written again', (file) => utimesSync(file, 1, 1)],
    ['gone', (file) => rmSync(file)],
    ['a folder', (file) => rmSync(file) ?? mkdirSync(file)],
  ];
  for (const [title, change] of ways)
    await t.test(title, async (t) => {
      const folder = t.testdir({ 'a.cfg': 'old\n', 'b.cfg': 'old\n' });
      const staged = stage(['b.cfg', 'a.cfg'].map((name) => ({ original: read(`${folder}/${name}`), text: 'new\n' })));
      change(`${folder}/a.cfg`);
      t.throws(() => staged.commit(), { exitCode: 3, message: /a\.cfg: cannot be written: it was changed while/ });
      t.equal(readFileSync(`${folder}/b.cfg`, 'utf8'), 'old\n', 'nor is any other');
      t.same(
        readdirSync(folder).filter((name) => !/^[ab]\.cfg$/.test(name)),
        [],
      );
    });
  await t.test('a link that leads elsewhere by now', async (t) => {
    const folder = t.testdir({ 'a.cfg': 'old\n', 'b.cfg': 'old\n' });
    symlinkSync('a.cfg', `${folder}/l.cfg`);
    const staged = stage([{ original: read(`${folder}/l.cfg`), text: 'new\n' }]);
    rmSync(`${folder}/l.cfg`);
    symlinkSync('b.cfg', `${folder}/l.cfg`);
    t.throws(() => staged.commit(), { message: /l\.cfg: cannot be written: it was changed while/ });
    t.same(contents(folder), { 'a.cfg': 'old\n', 'b.cfg': 'old\n', 'l.cfg': 'old\n' });
  });
});

t.test('all files or none: what is in its place already is put back', async (t) => {
  const folder = t.testdir({ 'a.cfg': 'old a\n', 'b.cfg': 'old b\n', 'b.cfg.orig': 'mine\n' });
  const { ino } = statSync(`${folder}/a.cfg`);
  const staged = stage(['a', 'b'].map((name) => ({ original: read(`${folder}/${name}.cfg`), text: 'new\n' })));
  rmSync(staged.drafts.get(`${folder}/b.cfg`) ?? '');
  t.throws(() => staged.commit(), { exitCode: 3, message: /b\.cfg: cannot be written: no such file/ });
  t.same(contents(folder), { 'a.cfg': 'old a\n', 'b.cfg': 'old b\n', 'b.cfg.orig': 'mine\n' });
  t.equal(statSync(`${folder}/a.cfg`).ino, ino, 'it is the very file that it was');
});

t.test('what is discarded leaves nothing behind', async (t) => {
  const folder = t.testdir({ 'a.cfg': 'old\n' });
  const staged = stage([{ original: read(`${folder}/a.cfg`), text: 'new\n' }]);
  t.equal(readdirSync(folder).length, 2);
  t.ok(
    readdirSync(folder).every((name) => name === 'a.cfg' || name.startsWith('.')),
    'HAProxy would not read the draft',
  );
  staged.discard();
  t.same(contents(folder), { 'a.cfg': 'old\n' });
});

t.test('a file with several hard links is left alone; one that an earlier run was killed behind is not', async (t) => {
  const folder = t.testdir({ 'a.cfg': 'old\n' });
  const file = `${folder}/a.cfg`;
  linkSync(file, `${folder}/other`);
  refuses(t, folder, () => write(file), /a\.cfg: cannot be written: it has 2 hard links/);
  rmSync(`${folder}/other`);
  linkSync(file, `${file}.orig`);
  t.same(write(file), [{ file, backup: `${file}.orig` }]);
  t.same(contents(folder), { 'a.cfg': 'new\n', 'a.cfg.orig': 'old\n' });
});

t.test('what is no file, and what is given twice', async (t) => {
  const folder = t.testdir({ 'a.cfg': 'old\n' });
  const file = `${folder}/a.cfg`;
  const twice = [read(file), read(`${folder}/../${folder.split('/').at(-1)}/a.cfg`)];
  refuses(t, folder, () => stage(twice.map((original) => ({ original, text: 'new\n' }))), /it is given twice/);
  refuses(
    t,
    folder,
    () => stage([{ original: originalOf({ name: '/dev/null', text: '' }), text: 'new\n' }]),
    /^\/dev\/null: cannot be written: it is a pipe or a device/,
  );
  refuses(
    t,
    folder,
    () => stage([{ original: originalOf({ name: `${folder}/none`, text: '' }), text: 'new\n' }]),
    /there is no such file/,
  );
});

/** Stages and commits a large text in a process of its own. */
function program(folder: string, asUser?: number): string {
  const module = (name: string) => JSON.stringify(`${root}src/cli/${name}.ts`);
  return `
    const { originalOf } = await import(${module('fix-original')});
    const { stage } = await import(${module('fix-write')});
    const { readFileSync } = await import('node:fs');
    const name = ${JSON.stringify(`${folder}/a.cfg`)};
    const original = originalOf({ name, text: readFileSync(name, 'latin1') });
    ${asUser === undefined ? '' : `process.setgroups([]); process.setgid(${asUser}); process.setuid(${asUser});`}
    try {
      stage([{ original, text: '#'.repeat(100_000) + '\\n' }]).commit();
      process.stdout.write('written');
    } catch (error) {
      process.stdout.write(error.exitCode + ' ' + error.message);
    }`;
}

function writeAs(folder: string, asUser: number): string {
  const argv = ['--import', 'tsx', '--input-type=module', '-e', program(folder, asUser)];
  return spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8', timeout: 60_000 }).stdout;
}

t.test('where a file may not be as large, everything stays as it was', async (t) => {
  const folder = t.testdir({ 'a.cfg': 'old\n' });
  const argv = ['-c', 'ulimit -f 10; exec "$0" --import tsx --input-type=module -e "$1"', process.execPath];
  const { stdout, stderr } = spawnSync('bash', [...argv, program(folder)], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  t.match(stdout, /^3 .*a\.cfg: cannot be written: a file may not be as large here/, stderr);
  t.same(contents(folder), { 'a.cfg': 'old\n' });
});

t.test('a disk that is full, and one that is read-only', async (t) => {
  const folder = t.testdir({ disk: {} });
  const disk = `${folder}/disk`;
  const shown = `ls -A ${disk}; cat ${disk}/a.cfg`;
  const script = `mount -t tmpfs -o size=16k none ${disk} && echo old >${disk}/a.cfg && echo mounted || exit;
    "$0" --import tsx --input-type=module -e "$1"; echo; ${shown}; mount -o remount,ro ${disk};
    "$0" --import tsx --input-type=module -e "$1"; echo; ${shown}`;
  // The disk is there for these processes only, and gone with them.
  const argv = ['-m', 'bash', '-c', script, process.execPath, program(disk)];
  const { stdout } = spawnSync('unshare', argv, { cwd: root, encoding: 'utf8', timeout: 60_000 });
  if (!stdout?.startsWith('mounted')) return t.pass('skipped: no disk can be mounted here');
  t.match(stdout, /^mounted\n3 .*a\.cfg: cannot be written: the disk is full\na\.cfg\nold\n3 /);
  t.match(stdout, /\n3 .*a\.cfg: cannot be written: the file system is read-only\na\.cfg\nold\n$/);
});

t.test('without permission', { skip: !isRoot && 'another user is needed' }, async (t) => {
  const folder = t.testdir({ 'a.cfg': 'old\n' });
  chmodSync(folder, 0o777);
  chmodSync(`${folder}/a.cfg`, 0o644);
  const other = 65_534;
  t.match(writeAs(folder, other), /^3 .*cannot be written: permission denied/, 'of the file');
  chmodSync(`${folder}/a.cfg`, 0o666);
  t.match(writeAs(folder, other), /^3 .*its owner \(0:0\) could not be kept/, 'to give it away');
  chmodSync(folder, 0o755);
  t.match(writeAs(folder, other), /^3 .*no file can be made beside it: permission denied/, 'of the folder');
  t.same(contents(folder), { 'a.cfg': 'old\n' });
  t.equal(lstatSync(`${folder}/a.cfg`).nlink, 1);
});
