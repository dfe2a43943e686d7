import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import t from 'tap';
import { readResults } from '../../src/matrix/results-file.ts';
import { all, pieces } from '../matrix/cell.ts';
import { bundleCommand } from './matrix-bundle.ts';
import { startSite } from './matrix-site.ts';

const hosts = Array.from({ length: 400 }, (_, i) => `h${i}.example.test`);
const folder = t.testdir({ 'hosts.txt': `${hosts.join('\n')}\n` });
const [command, site] = await Promise.all([bundleCommand(folder), startSite(folder)]);
t.teardown(() => site.close());

/** Starts `matrix`; standard output goes to the end of a file, or comes back through a pipe. */
function start(file: string | null, ...more: string[]): ChildProcess {
  const fd = file === null ? 'pipe' : openSync(file, 'a');
  const argv = [command, 'matrix', '--hosts', `${folder}/hosts.txt`, '--targets', `new=127.0.0.1:${site.port}`];
  const child = spawn(process.execPath, [...argv, '--ca-file', site.caFile, '--concurrency', '8', ...more], {
    stdio: ['ignore', fd, 'pipe'],
    env: { PATH: process.env.PATH ?? '' },
  });
  if (typeof fd === 'number') closeSync(fd);
  return child;
}

/** The hosts of all cells, each with its target, as often as they are there; and what else is there. */
async function read(...files: string[]): Promise<{ hosts: string[]; others: string[] }> {
  const text = files.map((file) => readFileSync(file, 'utf8')).join('');
  const results = await all(readResults(pieces(text, 65_536), files.join()));
  return {
    hosts: results.flatMap((result) => (result.kind === 'cell' ? [result.value.host] : [])).sort(),
    others: results.filter(({ kind }) => kind !== 'cell').map(({ kind }) => kind),
  };
}

const wanted = [...hosts].sort();

t.test('killed again and again, and gone on in the same file: every cell once', async (t) => {
  const file = `${folder}/same.ndjson`;
  writeFileSync(file, '');
  let torn = 0;
  for (const requests of [1, 30, 64, 11, 150]) {
    const child = start(file, '--format', 'ndjson', '--resume', file);
    site.after(requests, () => child.kill('SIGKILL'));
    const [, signal] = await once(child, 'close');
    t.equal(signal, 'SIGKILL');
    // Where a kill hits is chance: as if it were in the middle of a line.
    const { size } = statSync(file);
    if (size === 0 || requests === 64) continue;
    truncateSync(file, size - (requests === 11 ? 1 : 40));
    if (requests !== 11) torn += 1;
  }
  t.ok(torn > 1);
  const done = await read(file);
  t.ok(done.hosts.length > 100 && done.hosts.length < 380, `${done.hosts.length}`);
  const before = site.requests();
  const child = start(file, '--format', 'ndjson', '--resume', file);
  const [said, [code]] = await Promise.all([textOf(child.stderr as NodeJS.ReadableStream), once(child, 'close')]);
  t.equal(code, 0, said);
  t.match(said, /the line is cut off/);
  const after = await read(file);
  t.same(after.hosts, wanted);
  t.same(after.others, Array(torn).fill('torn'));
  t.equal(site.requests() - before, hosts.length - done.hosts.length, 'nothing is done again');
});

t.test('killed when some lines have come through a pipe: what came and what comes later are the whole', async (t) => {
  const files: string[] = [];
  for (const lines of [3, 77, Number.POSITIVE_INFINITY]) {
    const resumed = `${folder}/before-${files.length}.ndjson`;
    writeFileSync(resumed, files.map((file) => readFileSync(file, 'utf8')).join(''));
    const child = start(null, '--format', 'ndjson', ...(files.length > 0 ? ['--resume', resumed] : []));
    const file = `${folder}/part-${files.length}.ndjson`;
    writeFileSync(file, '');
    let seen = 0;
    child.stdout?.setEncoding('utf8').on('data', (data: string) => {
      appendFileSync(file, data);
      seen += data.split('\n').length - 1;
      if (seen >= lines) child.kill('SIGKILL');
    });
    const [code, signal] = await once(child, 'close');
    t.same([code, signal], lines < 400 ? [null, 'SIGKILL'] : [0, null]);
    files.push(file);
  }
  const { hosts } = await read(...files);
  t.same(hosts, wanted);
});

t.test('Ctrl-C keeps what is known, says how to go on, and going on ends it', async (t) => {
  const file = `${folder}/interrupted.ndjson`;
  const first = start(file, '--format', 'ndjson');
  site.after(100, () => first.kill('SIGINT'));
  const [said, [code]] = await Promise.all([textOf(first.stderr as NodeJS.ReadableStream), once(first, 'close')]);
  t.equal(code, 130);
  t.match(said, `--resume ${file} >> ${file}`);
  const kept = await read(file);
  t.ok(kept.hosts.length >= 80 && kept.hosts.length < 400, `${kept.hosts.length}`);
  t.same(kept.others, []);
  const second = start(file, '--format', 'ndjson', '--resume', file);
  t.same((await once(second, 'close'))[0], 0);
  t.same(await read(file), { hosts: wanted, others: [] });
});

t.test('a table, CSV or JSON of a run that goes on has the cells of both, and asks for none twice', async (t) => {
  const before = site.requests();
  const file = `${folder}/interrupted.ndjson`;
  const child = start(null, '--format', 'csv', '--resume', file);
  const [csv, [code]] = await Promise.all([textOf(child.stdout as NodeJS.ReadableStream), once(child, 'close')]);
  t.equal(code, 0);
  t.same(csv.match(/h\d+\.example\.test/g)?.sort().length, 400);
  t.same([...new Set(csv.match(/h\d+\.example\.test/g))].sort(), wanted);
  t.equal(site.requests(), before);
});
