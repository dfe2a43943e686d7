import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import type { MatrixCell, MatrixDiff, MatrixResult } from '../../src/matrix-types.ts';
import { startSite } from './matrix-site.ts';
import { run } from './run.ts';

const folder = t.testdir({
  other: {},
  'hosts.txt': 'a.example.test\nb.example.test\n',
  'www.txt': 'www.example.test\n',
});
const site = await startSite(folder);
t.teardown(() => site.close());
/** The same hosts, another authority: everything about its certificate differs. */
const other = await startSite(`${folder}/other`);
t.teardown(() => other.close());
const hosts = ['--hosts', `${folder}/hosts.txt`];
const at = `new=127.0.0.1:${site.port}`;
const common = ['--ca-file', site.caFile, '--haproxy-version', 'any', '--timeout', '2s'];
const matrix = (...argv: string[]) => run(['matrix', ...argv, ...common]);
const cellsOf = (text: string): MatrixCell[] =>
  text
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one));

const pki = await createPki();
writeFileSync(`${folder}/lab.pem`, pki.caPem);

/** One host on fixtures, each a target that is called as the fixture is. */
async function lab(names: string[], ...argv: string[]) {
  const running = await Promise.all(names.map((name) => fixture(name)?.start({ pki, host: 'www.example.test' })));
  const targets = running.map((one, i) => `${names[i]}=127.0.0.1:${one?.port}`).join(',');
  try {
    const ca = ['--ca-file', `${folder}/lab.pem`, '--haproxy-version', 'any', '--timeout', '500ms'];
    return await run(['matrix', '--hosts', `${folder}/www.txt`, '--targets', targets, ...ca, ...argv]);
  } finally {
    await Promise.all(running.map((one) => one?.close()));
  }
}

t.test('0: every host is served', async (t) => {
  const { code, stdout, stderr } = await matrix(...hosts, '--targets', at);
  t.equal(code, 0);
  t.match(stdout, /^OK {2}2 of 2 cells are served as they should be\.\n/);
  t.match(stdout, / 2 cells, 2 connections, \d/);
  t.equal(stderr, '');
});

t.test('1: one is not', async (t) => {
  writeFileSync(`${folder}/one.txt`, 'a.example.test\nb.another.test\n');
  const argv = ['--hosts', `${folder}/one.txt`, '--targets', at];
  const { code, stdout } = await matrix(...argv);
  t.equal(code, 1);
  t.match(stdout, /^FAILING {2}1 of 2 cells .*; 1 answered as another host\.\n/);
  t.match(
    stdout,
    /new: the certificate is the default one, .*\n {3}b\.another\.test {2}404; certificate of \*\.example\.test/,
  );
  t.equal((await matrix(...argv, '--fail-on', 'never')).code, 0);
});

t.test('3: a target that nobody can find', async (t) => {
  const { code, stdout } = await matrix(...hosts, '--targets', 'new=no-such-host.invalid');
  t.equal(code, 3);
  t.match(stdout, /^NOT ALL TESTED {2}/);
  t.equal((await matrix(...hosts, '--targets', `${at},other=no-such-host.invalid`)).code, 3);
});

t.test('--fail-on counts warnings of cells that are served', async (t) => {
  // Without --ca-file nobody trusts the authority of the site.
  const argv = ['matrix', ...hosts, '--targets', at, '--haproxy-version', 'any'];
  const { code, stdout } = await run(argv);
  t.equal(code, 0);
  t.match(stdout, /^OK .*\n[\s\S]* ! SNI413 .* \(2 cells\)/);
  t.equal((await run([...argv, '--fail-on', 'warning'])).code, 1);
});

t.test('--diff: what the new target needs', async (t) => {
  const names = ['healthy-tls', 'contour'];
  const { code, stdout } = await lab(names, '--diff');
  t.equal(code, 1);
  t.match(stdout, /^MOVE BLOCKED {2}.* break at contour/);
  t.match(stdout, /contour: blocks: needs sni/);
  t.match(stdout, /HAPROXY needs, and did not before\n(?: {3}.*\n)* {3}sni str\(/);
  t.equal((await lab(names, '--diff', '--fail-on', 'never')).code, 0);
  const back = await lab(names, '--diff', '--from', 'contour');
  t.match(back, { code: 0, stdout: /^(?:SAFE TO MOVE|LOOK FIRST)/ });
});

t.test('lines are those of the published schemas', async (t) => {
  const ajv = new Ajv({ strict: false });
  const [isCell, isDiff, isResult] = ['matrix-1', 'matrix-diff-1', 'matrix-result-1'].map((name) => {
    return ajv.compile(JSON.parse(readFileSync(new URL(`../../docs/schemas/${name}.json`, import.meta.url), 'utf8')));
  });
  const names = ['healthy-tls', 'contour', 'port-closed', 'default-certificate', 'silent'];
  const { stdout } = await lab(names, '--diff', '--format', 'ndjson');
  const lines: { schema: string }[] = cellsOf(stdout);
  const cells = lines.filter(({ schema }) => schema === 'sni-doctor/matrix/1');
  const diffs = lines.filter(({ schema }) => schema === 'sni-doctor/matrix-diff/1');
  t.equal(cells.length, names.length);
  t.ok(diffs.length >= 3);
  for (const cell of cells) t.ok(isCell?.(cell), JSON.stringify(isCell?.errors));
  for (const diff of diffs) t.ok(isDiff?.(diff), JSON.stringify(isDiff?.errors));
  const { stdout: json } = await lab(['healthy-tls', 'contour'], '--diff', '--format', 'json');
  t.ok(isResult?.(JSON.parse(json)), JSON.stringify(isResult?.errors));
  t.notOk(isCell?.({ ...cells[0], verdict: 'well' }));
});

t.test('what a hostile backend sends is harmless in every form', async (t) => {
  for (const format of ['table', 'ndjson', 'json', 'csv', 'markdown']) {
    const { stdout, stderr } = await lab(
      ['healthy-tls', 'hostile'],
      '--diff',
      '--all',
      '--explain',
      '--format',
      format,
    );
    const text = format === 'csv' ? stdout.replaceAll('\r\n', '\n') : stdout;
    t.match(text, /hostile/);
    const outside = format.endsWith('json') ? /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u : /[^\n\x20-\x7e]/;
    t.notMatch(text, outside, format);
    t.notMatch(stderr, /[^\n\x20-\x7e]/);
    if (format === 'markdown') t.notMatch(text, /<script/);
    if (format === 'json') t.equal((JSON.parse(text) as MatrixResult).cells.length, 2);
  }
});

t.test('--baseline: against an earlier run', async (t) => {
  const argv = [...hosts, '--targets', at];
  const before = `${folder}/before.ndjson`;
  t.equal((await matrix(...argv, '--format', 'ndjson', '--output', before)).code, 0);
  const same = await matrix(...argv, '--baseline', before);
  t.match(same, { code: 0, stdout: /^SAFE TO MOVE {2}2 hosts .* new .*the earlier run/ });
  const cells = cellsOf(readFileSync(before, 'utf8'));
  const otherwise = cells.map((cell) => ({ ...cell, status: 204, redirect: '/' }));
  writeFileSync(before, otherwise.map((cell) => `${JSON.stringify(cell)}\n`).join(''));
  const { code, stdout } = await matrix(...argv, '--baseline', before, '--format', 'ndjson', '--fail-on', 'info');
  t.equal(code, 1);
  const lines = cellsOf(stdout) as unknown as MatrixDiff[];
  t.match(
    lines.filter(({ schema }) => schema === 'sni-doctor/matrix-diff/1').map(({ from, to }) => [from, to]),
    [
      ['new', 'new'],
      ['new', 'new'],
    ],
  );
});

t.test('--pairs: the first label is what others are compared with', async (t) => {
  writeFileSync(
    `${folder}/p.csv`,
    `127.0.0.1,a.example.test,one,${site.port}\n127.0.0.1,a.example.test,two,${site.port}\n`,
  );
  const { code, stdout } = await matrix('--pairs', `${folder}/p.csv`, '--diff');
  t.equal(code, 0);
  t.match(stdout, /^SAFE TO MOVE {2}1 host .* two .*one/);
});

t.test('--plan makes no connection', async (t) => {
  const before = site.requests();
  const { code, stdout } = await matrix(...hosts, '--targets', at, '--plan');
  t.equal(code, 0);
  t.match(stdout, /^new 127\.0\.0\.1:\d+ {2}baseline {2}TLS without server name; GET \/ HTTP\/1\.1/);
  t.match(stdout, /^new .* {2}b\.example\.test {2}TLS b\.example\.test; GET \/ HTTP\/1\.1, Host b\.example\.test$/m);
  t.match(stdout, /^PLAN {2}5 connections; none is made now\n/m);
  const { stdout: json } = await matrix(...hosts, '--targets', at, '--plan', '--format', 'json');
  t.equal(JSON.parse(json).length, 5);
  t.equal(site.requests(), before);
});

t.test('--quiet, and what is said without it', async (t) => {
  writeFileSync(`${folder}/notes.txt`, 'a.example.test\na.example.test\nno host\n');
  const argv = ['--hosts', `${folder}/notes.txt`, '--targets', at, '--format', 'json'];
  const { stderr, stdout } = await matrix(...argv);
  t.match(stderr, /^note: .*notes\.txt:3: /m);
  t.match(stderr, /^matrix: 1 cell: 1 ok; 1 connection, [\d.]+ s$/m);
  t.ok((JSON.parse(stdout) as MatrixResult).notes.length >= 2, 'the notes are in the result, too');
  t.equal((await matrix(...argv, '--quiet')).stderr, '');
});

t.test('--shard: each host in one part', async (t) => {
  writeFileSync(`${folder}/many.txt`, Array.from({ length: 20 }, (_, i) => `h${i}.example.test\n`).join(''));
  const argv = ['--hosts', `${folder}/many.txt`, '--targets', at, '--format', 'ndjson', '--quiet'];
  const parts = await Promise.all([0, 1, 2].map((i) => matrix(...argv, '--shard', `${i}/3`)));
  const names = parts.flatMap(({ stdout }) => cellsOf(stdout).map(({ host }) => host));
  t.equal(names.length, 20);
  t.equal(new Set(names).size, 20);
});

t.test('--resume: forms for people cover both runs', async (t) => {
  const done = `${folder}/done.ndjson`;
  const { stdout } = await matrix(
    '--hosts',
    `${folder}/many.txt`,
    '--targets',
    at,
    '--format',
    'ndjson',
    '--shard',
    '0/2',
  );
  writeFileSync(done, stdout);
  const before = site.requests();
  const argv = ['--hosts', `${folder}/many.txt`, '--targets', at, '--resume', done];
  t.match(await matrix(...argv), { code: 0, stdout: /^OK {2}20 of 20 cells/ });
  const fresh = await matrix(...argv, '--format', 'ndjson');
  t.equal(cellsOf(fresh.stdout).length + cellsOf(stdout).length, 20);
  t.equal(site.requests() - before, 2 * cellsOf(fresh.stdout).length, 'what is done is not done again');
});

t.test('--resume with --diff: each difference stands in the file once', async (t) => {
  const argv = ['--hosts', `${folder}/many.txt`, '--targets', `${at},other=127.0.0.1:${other.port}`, '--diff'];
  const whole = await matrix(...argv, '--format', 'ndjson', '--fail-on', 'never');
  const lines = whole.stdout.split('\n').filter((one) => one !== '');
  t.equal(lines.length, 60, 'two cells and a difference for each host');
  const cut = lines.slice(0, 31);
  writeFileSync(`${folder}/cut.ndjson`, `${cut.join('\n')}\n`);
  const rest = await matrix(...argv, '--format', 'ndjson', '--resume', `${folder}/cut.ndjson`, '--fail-on', 'never');
  const all = [...cut, ...rest.stdout.split('\n').filter((one) => one !== '')].map((one) => JSON.parse(one));
  const kinds = all.map(({ schema, host, target }) => `${schema} ${host} ${target ?? ''}`);
  t.equal(kinds.length, 60);
  t.equal(new Set(kinds).size, 60);
});

t.test('--resume with --diff: a difference that has changed since is written', async (t) => {
  const argv = ['--hosts', `${folder}/many.txt`, '--targets', `${at},other=127.0.0.1:${other.port}`, '--diff'];
  const whole = await matrix(...argv, '--format', 'ndjson', '--fail-on', 'never');
  const stale = whole.stdout.replaceAll('"judgement":"blocks"', '"judgement":"look"');
  t.not(stale, whole.stdout);
  writeFileSync(`${folder}/stale.ndjson`, stale);
  const rest = await matrix(...argv, '--format', 'ndjson', '--resume', `${folder}/stale.ndjson`, '--fail-on', 'never');
  t.equal(rest.stdout.split('\n').filter((one) => one.includes('"judgement":"blocks"')).length, 20);
});

t.test('--resume: cells that this run does not ask for are neither counted nor compared', async (t) => {
  const first = await matrix('--hosts', `${folder}/many.txt`, '--targets', at, '--format', 'ndjson');
  const gone = first.stdout.replaceAll('"verdict":"ok"', '"verdict":"failed"');
  writeFileSync(`${folder}/gone.ndjson`, gone.replaceAll(`"port":${site.port}`, '"port":9') + first.stdout);
  const argv = ['--hosts', `${folder}/many.txt`, '--targets', at, '--resume', `${folder}/gone.ndjson`];
  t.match(await matrix(...argv), {
    code: 0,
    stdout: /^OK {2}20 of 20 cells/,
    stderr: /note: .*gone\.ndjson: 20 cells are not of this run/,
  });
  const part = await matrix(...argv, '--shard', '0/2', '--format', 'json');
  const { cells } = JSON.parse(part.stdout) as MatrixResult;
  t.ok(cells.length > 0 && cells.length < 20, `${cells.length}`);
});

t.test('--output: whole or not at all', async (t) => {
  const out = t.testdir({ 'kept.csv': 'old' });
  const file = `${out}/kept.csv`;
  const argv = ['--hosts', `${folder}/many.txt`, '--targets', at, '--output', file, '--format', 'csv'];
  const interrupt = new AbortController();
  site.after(5, () => interrupt.abort());
  const cut = await run(['matrix', ...argv, ...common, '--concurrency', '1'], { signal: interrupt.signal });
  t.equal(cut.code, 130);
  t.match(cut.stderr, /interrupted: .*kept\.csv is not written; .*--format ndjson > FILE/);
  t.equal(readFileSync(file, 'utf8'), 'old');
  const { code, stdout, stderr } = await matrix(...argv);
  t.equal(code, 0);
  t.equal(stdout, '');
  t.match(stderr, /^matrix: 20 cells: 20 ok;/m);
  t.equal(readFileSync(file, 'utf8').split('\r\n').length, 22);
  t.same(readdirSync(out), ['kept.csv'], 'nothing is left behind');
});

t.test('130: Ctrl-C ends with what is known', async (t) => {
  for (const format of ['json', 'table', 'ndjson', 'csv', 'markdown']) {
    const interrupt = new AbortController();
    site.after(6, () => interrupt.abort());
    const argv = ['matrix', '--hosts', `${folder}/many.txt`, '--targets', at, '--format', format, '--concurrency', '1'];
    const { code, stdout, stderr } = await run([...argv, ...common], { signal: interrupt.signal });
    t.equal(code, 130);
    if (format === 'json') t.equal((JSON.parse(stdout) as MatrixResult).cells.length, 5);
    if (format === 'ndjson') t.equal(cellsOf(stdout).length, 5);
    if (format === 'csv') t.equal(stdout.split('\r\n').length, 7);
    if (format === 'table')
      t.match(stdout, /^INTERRUPTED {2}So far: 5 of 5 cells .*\n[\s\S]*interrupted after 5 cells of 20/);
    if (format === 'markdown') t.match(stdout, /^\*\*INTERRUPTED\*\* So far: 5 of 5 cells/);
    t.match(stdout + stderr, /--resume/, 'and how to go on');
    t.notMatch(stderr, /bug in sni-doctor/);
  }
});
