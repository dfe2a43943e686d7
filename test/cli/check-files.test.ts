import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import t, { type Test } from 'tap';
import { readConfiguration } from '../../src/cli/configuration-files.ts';
import { readNamedFile } from '../../src/cli/named-file.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { loadTools } from '../provision/tools.ts';
import { haproxyReads } from './check-haproxy.ts';

function terminal(stdin = '', signal = new AbortController().signal): Terminal {
  return { stdin: Readable.from([Buffer.from(stdin)]), signal } as unknown as Terminal;
}

const read = (files: string[], stdin?: string) => readConfiguration(files, terminal(stdin));

/** A folder with whatever HAProxy reads of it, and all that it passes over. */
function folder(t: Test): string {
  const path = t.testdir({
    'b.cfg': '# b\n',
    'B.cfg': '# B\n',
    '10.cfg': '# 10\n',
    '2.cfg': '# 2\n',
    '.hidden.cfg': '# hidden\n',
    'a.cfg.bak': '# bak\n',
    'a.cfg.cfg': '# twice\n',
    'a.CFG': '# upper\n',
    'notes.txt': '# notes\n',
    'z.cfg': { 'inner.cfg': '# inner\n' },
  });
  symlinkSync(`${path}/notes.txt`, `${path}/link.cfg`);
  return path;
}

t.test('a folder stands for its *.cfg files, in the order of their bytes', async (t) => {
  const path = folder(t);
  const names = ['10.cfg', '2.cfg', 'B.cfg', 'b.cfg', 'link.cfg'];
  for (const written of [path, `${path}/`])
    t.same(
      (await read([written])).map(({ name }) => name),
      names.map((name) => `${path}/${name}`),
    );
});

t.test('HAProxy reads the same files of a folder', async (t) => {
  const tools = loadTools();
  if (!tools) {
    t.not(process.env.CI, 'true', 'HAProxy is provisioned');
    return t.pass('skipped: no HAProxy at hand');
  }
  const path = folder(t);
  const own = (await read([path])).map(({ name }) => name.slice(path.length + 1));
  // Every file is refused with its name: that is how HAProxy says which it read.
  for (const file of [
    'b.cfg',
    'B.cfg',
    '10.cfg',
    '2.cfg',
    '.hidden.cfg',
    'a.cfg.bak',
    'a.cfg.cfg',
    'a.CFG',
    'notes.txt',
  ])
    writeFileSync(`${path}/${file}`, 'nonsense\n');
  writeFileSync(`${path}/z.cfg/inner.cfg`, 'nonsense\n');
  for (const tool of Object.values(tools.haproxy)) t.same(haproxyReads(tool, path), own, tool.version);
});

t.test('several files in their order, and standard input among them', async (t) => {
  const path = t.testdir({ 'a.cfg': 'a\r\n', 'b.cfg': 'b', d: { 'c.cfg': 'c' } });
  t.same(await read([`${path}/b.cfg`, '-', `${path}/d`, `${path}/a.cfg`], 'in\n'), [
    { name: `${path}/b.cfg`, text: 'b' },
    { name: 'standard input', text: 'in\n' },
    { name: `${path}/d/c.cfg`, text: 'c' },
    { name: `${path}/a.cfg`, text: 'a\r\n' },
  ]);
});

t.test('every byte is kept', async (t) => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  const path = t.testdir({ 'a.cfg': bytes });
  const [file] = await read([`${path}/a.cfg`]);
  t.same(Buffer.from(file?.text ?? '', 'latin1'), bytes);
});

t.test('what cannot be read is named', async (t) => {
  const path = t.testdir({ empty: {}, 'a.cfg': '' });
  mkdirSync(`${path}/empty/d.cfg`);
  await t.rejects(read([`${path}/none.cfg`]), { exitCode: 3, message: `${path}/none.cfg: no such file or folder` });
  await t.rejects(read([`${path}/a.cfg/b`]), { exitCode: 3, message: /a\.cfg\/b: part of the path is no folder/ });
  await t.rejects(read([`${path}/empty`]), { exitCode: 3, message: `${path}/empty: the folder holds no file *.cfg` });
  await t.rejects(read(['-', '-']), { exitCode: 2, message: /only once/ });
  if (process.getuid?.() !== 0) {
    chmodSync(`${path}/a.cfg`, 0);
    await t.rejects(read([`${path}/a.cfg`]), { exitCode: 3, message: `${path}/a.cfg: permission denied` });
  }
});

t.test('what never ends is not read to its end', async (t) => {
  await t.rejects(read(['/dev/zero']), { exitCode: 3, message: /^\/dev\/zero: too large: .* 256 MB/ });
});

t.test('Ctrl-C ends the waiting for standard input', async (t) => {
  const abort = new AbortController();
  const stdin = new Readable({ read() {} });
  const reading = readConfiguration(['-'], { stdin, signal: abort.signal } as unknown as Terminal);
  setImmediate(() => abort.abort());
  await t.rejects(reading, { name: 'AbortError' });
});

t.test('files that a configuration names', async (t) => {
  const path = t.testdir({ 'ca.pem': 'PEM \u00e9', folder: {} });
  t.equal(readNamedFile(`${path}/ca.pem`), 'PEM \u00c3\u00a9');
  for (const name of ['none.pem', 'folder', 'ca.pem/x']) t.equal(readNamedFile(`${path}/${name}`), null);
  t.equal(readNamedFile('/dev/null'), null);
});
