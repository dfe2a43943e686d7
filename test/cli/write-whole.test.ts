import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import t from 'tap';
import { writeWhole } from '../../src/cli/write-whole.ts';

const { signal } = new AbortController();
const isRoot = process.getuid?.() === 0;

t.test('a file is written whole or not at all', async (t) => {
  const folder = t.testdir({ 'old.txt': 'old', folder: { inside: '' } });
  await writeWhole(`${folder}/old.txt`, 'new', signal);
  t.equal(readFileSync(`${folder}/old.txt`, 'utf8'), 'new');
  for (const [file, message] of [
    ['folder', /folder: cannot be written: is a folder/],
    ['new/', /is a folder/],
    ['none/x', /no such file or folder/],
    ['old.txt/x', /part of the path is no folder/],
  ] as const)
    await t.rejects(writeWhole(`${folder}/${file}`, 'x', signal), { exitCode: 3, message });
  t.same(readdirSync(folder).sort(), ['folder', 'old.txt'], 'no draft is left behind');
});

t.test('mode and owner stay', async (t) => {
  const folder = t.testdir({ 'secret.json': 'old' });
  const file = `${folder}/secret.json`;
  chmodSync(file, 0o600);
  if (isRoot) execFileSync('chown', ['1:1', file]);
  const { uid, gid, ino } = statSync(file);
  await writeWhole(file, 'new', signal);
  const now = statSync(file);
  t.match({ uid: now.uid, gid: now.gid, mode: now.mode & 0o777 }, { uid, gid, mode: 0o600 });
  t.not(now.ino, ino, 'it was replaced, not written over');
  await writeWhole(`${folder}/new.txt`, 'x', signal);
  t.equal(statSync(`${folder}/new.txt`).mode & 0o777, 0o666 & ~process.umask());
});

t.test('what may not be written is not replaced either', { skip: isRoot && 'root may write everything' }, async (t) => {
  const folder = t.testdir({ 'fixed.txt': 'old', shut: {} });
  chmodSync(`${folder}/fixed.txt`, 0o444);
  chmodSync(`${folder}/shut`, 0o555);
  for (const file of ['fixed.txt', 'shut/x'])
    await t.rejects(writeWhole(`${folder}/${file}`, 'x', signal), { exitCode: 3, message: /permission denied/ });
});

t.test('a symbolic link goes on leading to the file', async (t) => {
  const folder = t.testdir({ real: { 'file.txt': 'old' }, far: {} });
  symlinkSync('../real/file.txt', `${folder}/far/link`);
  symlinkSync('far', `${folder}/near`);
  symlinkSync('real/none.txt', `${folder}/dangling`);
  symlinkSync('circle', `${folder}/circle`);
  await writeWhole(`${folder}/near/link`, 'new', signal);
  t.equal(readFileSync(`${folder}/real/file.txt`, 'utf8'), 'new');
  t.equal(readlinkSync(`${folder}/far/link`), '../real/file.txt');
  await writeWhole(`${folder}/dangling`, 'made', signal);
  t.equal(readFileSync(`${folder}/real/none.txt`, 'utf8'), 'made');
  await t.rejects(writeWhole(`${folder}/circle`, 'x', signal), { exitCode: 3, message: /in a circle/ });
});

t.test('devices stay what they are', async (t) => {
  const folder = t.testdir({});
  symlinkSync('/dev/null', `${folder}/link`);
  for (const file of ['/dev/null', `${folder}/link`]) await writeWhole(file, 'x', signal);
  t.ok(statSync('/dev/null').isCharacterDevice());
  t.ok(lstatSync(`${folder}/link`).isSymbolicLink());
  await t.rejects(writeWhole('/dev/full', 'x', signal), { exitCode: 3, message: /the disk is full/ });
});

t.test('a named pipe: more than it holds, and its reader may come late', async (t) => {
  const folder = t.testdir({});
  const pipe = `${folder}/pipe`;
  execFileSync('mkfifo', [pipe]);
  const content = 'x'.repeat(300_000);
  const written = writeWhole(pipe, content, signal);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const fd = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  t.teardown(() => closeSync(fd));
  let done = false;
  const end = written.then(() => {
    done = true;
  });
  let length = 0;
  const buffer = Buffer.alloc(65_536);
  while (!done || length < content.length) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    try {
      length += readSync(fd, buffer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
  await end;
  t.equal(length, content.length);
  t.ok(lstatSync(pipe).isFIFO());
});

t.test('Ctrl-C ends the waiting for a reader', async (t) => {
  const folder = t.testdir({});
  execFileSync('mkfifo', [`${folder}/pipe`]);
  await t.rejects(writeWhole(`${folder}/pipe`, 'x', AbortSignal.timeout(100)), { name: 'TimeoutError' });
});
