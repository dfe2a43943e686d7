import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import t from 'tap';
import { openMerge } from '../../src/cli/matrix-merge.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { MatrixCell, MatrixDiff, MatrixResult } from '../../src/matrix-types.ts';
import { cell, line } from '../matrix/cell.ts';
import { run } from './run.ts';

const atOld = (host: string, other: Partial<MatrixCell> = {}) =>
  cell(host, { target: 'old', address: '127.0.0.2', ...other });
const moved = { headers: { hsts: 'max-age=31536000', server: 'nginx' } };
const refused = {
  verdict: 'failed',
  stage: 'connect',
  reason: 'refused',
  status: null,
  certificate: null,
  tls: null,
  findings: [{ code: 'SNI401', id: 'nothing-listens', severity: 'error', title: 'nothing listens there' }],
} as const satisfies Partial<MatrixCell>;

const folder = t.testdir({
  // Both sides of a host may stand in different files, and in any order.
  '0.ndjson': line(cell('a.test')) + line(atOld('b.test')) + line(atOld('c.test')),
  '1.ndjson': line(atOld('a.test')) + line(cell('b.test', moved)) + line({ ...cell('c.test'), ...refused }),
  'diff.ndjson': line({ schema: 'sni-doctor/matrix-diff/1', host: 'a.test', from: 'old', to: 'new', blocks: true }),
  'twice.ndjson': line(cell('a.test', { ms: 1 })) + line(cell('b.test', { status: 500 })),
  'torn.ndjson': line(cell('d.test')) + line(cell('e.test')).slice(0, 90),
  'other.txt': 'www.example.test\n',
  'empty.ndjson': '',
});
const merge = (files: string[], ...options: string[]) =>
  run(['matrix', 'merge', ...files.map((file) => `${folder}/${file}`), ...options]);
const lines = (text: string): (MatrixCell | MatrixDiff)[] =>
  text
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one));

t.test('parts become one result, each cell once, with the exit code of a run', async (t) => {
  const { code, stdout } = await merge(['0.ndjson', '1.ndjson'], '--format', 'ndjson');
  t.equal(lines(stdout).length, 6);
  t.equal(code, 1, 'a cell failed');
  t.equal((await merge(['0.ndjson', '1.ndjson'], '--fail-on', 'never')).code, 0);
  t.equal((await merge(['0.ndjson'])).code, 0);
  const error = { verdict: 'error', stage: 'resolve', reason: 'unreachable', address: null } as const;
  writeFileSync(`${folder}/error.ndjson`, line(cell('x.test', error)));
  t.equal((await merge(['error.ndjson'])).code, 3, 'a cell could not be tested');
});

t.test('differences are computed again from the cells', async (t) => {
  const files = ['diff.ndjson', '0.ndjson', '1.ndjson'];
  const { code, stdout } = await merge(files, '--diff', '--from', 'old', '--format', 'ndjson');
  const diffs = lines(stdout).filter((one): one is MatrixDiff => one.schema === 'sni-doctor/matrix-diff/1');
  t.same(
    diffs.map(({ host, from, to, judgement }) => `${host} ${from} ${to} ${judgement}`),
    ['b.test old new look', 'c.test old new blocks'],
  );
  t.equal(code, 1);
  const json = await merge(files, '--diff', '--from', 'old', '--format', 'json');
  const { cells, diffs: same, summary } = JSON.parse(json.stdout) as MatrixResult;
  t.equal(cells.length, 6);
  t.same(same, diffs);
  t.match(summary.move, { hosts: 3, same: 1, blocks: 1, look: 1 });
});

t.test('what a comparison depends on beside the cells', async (t) => {
  const certificate = (days: number, sha256: string) => ({
    ...(cell('a.test').certificate as NonNullable<MatrixCell['certificate']>),
    notAfter: new Date(Date.now() + days * 86_400_000).toISOString(),
    sha256: sha256.repeat(64),
  });
  const before = atOld('a.test', { certificate: certificate(2, 'c') });
  const after = cell('a.test', { certificate: certificate(7, 'd') });
  const clear = atOld('b.test', { certificate: null, tls: null, needs: [] });
  writeFileSync(`${folder}/options.ndjson`, line(before) + line(after) + line(clear) + line(cell('b.test')));
  const argv = ['--diff', '--from', 'old', '--format', 'json', '--ca-file', `${folder}/ca.pem`];
  const { stdout } = await merge(['options.ndjson'], ...argv, '--haproxy-version', '2.4');
  const { diffs, haproxyVersion } = JSON.parse(stdout) as MatrixResult;
  t.match(haproxyVersion, /^2\.4/);
  const [dates, moved] = diffs ?? [];
  const expiry = dates?.differences.find(({ what }) => what === 'certificate-expiry');
  t.equal(expiry?.judgement, 'look', 'newer than that of the old one, but nearly over');
  t.match(moved?.directives.join('\n'), `ca-file ${folder}/ca.pem`);
});

t.test('every format', async (t) => {
  for (const format of ['table', 'csv', 'markdown']) {
    const { stdout } = await merge(['0.ndjson', '1.ndjson'], '--format', format, '--all');
    for (const host of ['a.test', 'b.test', 'c.test']) t.match(stdout, host, `${format} ${host}`);
  }
});

t.test('what is in two files counts once, and what contradicts itself is said', async (t) => {
  const { stdout, stderr } = await merge(['0.ndjson', '1.ndjson', 'twice.ndjson'], '--format', 'ndjson');
  t.equal(lines(stdout).length, 6);
  t.notMatch(stdout, '"status":500');
  t.match(stderr, /twice\.ndjson:2: b\.test at new came out otherwise before: not counted/);
  t.match(stderr, /1 cell is in several files, counted once/);
});

t.test('a torn last line and an empty file are told, a file of something else is refused', async (t) => {
  const { stdout, stderr, code } = await merge(['torn.ndjson', 'empty.ndjson'], '--format', 'ndjson');
  t.equal(lines(stdout).length, 1);
  t.match(stderr, /torn\.ndjson:2: the line is cut off/);
  t.match(stderr, /empty\.ndjson holds no cell/);
  t.equal(code, 0);
  t.match(await merge(['0.ndjson', 'other.txt'], '--format', 'json'), {
    code: 3,
    stderr:
      /other\.txt:1: no result of matrix: it is not JSON.*\n {2}expected lines of \{"schema":"sni-doctor\/matrix\/1"/,
  });
  t.match(await merge(['0.ndjson', 'none.ndjson'], '--format', 'ndjson'), {
    code: 3,
    stdout: '',
    stderr: /no such file/,
  });
});

t.test('standard input is a file like the others', async (t) => {
  const stdin = readFileSync(`${folder}/1.ndjson`, 'utf8');
  const { stdout } = await run(['matrix', 'merge', `${folder}/0.ndjson`, '-', '--format', 'ndjson'], { stdin });
  t.equal(lines(stdout).length, 6);
});

t.test('a result is not appended to what it is made of: it would never end', async (t) => {
  const file = `${folder}/0.ndjson`;
  const fd = openSync(file, 'a');
  t.teardown(() => closeSync(fd));
  const stdout = Object.assign(new Writable(), { fd });
  t.throws(() => openMerge([file], { stdout } as unknown as Terminal), /is where the result goes, too/);
  t.doesNotThrow(() => openMerge([`${folder}/1.ndjson`], { stdout } as unknown as Terminal));
  t.match(await merge(['0.ndjson'], '--output', file), { code: 2 });
});
