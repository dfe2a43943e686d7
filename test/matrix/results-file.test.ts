import t from 'tap';
import { NoResults, type ResultLine, readResults } from '../../src/matrix/results-file.ts';
import type { MatrixCell } from '../../src/matrix-types.ts';
import { all, cell, line, pieces } from './cell.ts';

const read = (text: string, size?: number): Promise<ResultLine[]> => all(readResults(pieces(text, size), 'r.ndjson'));
const kinds = (results: readonly ResultLine[]) => results.map(({ kind, line }) => `${line} ${kind}`);
const diff = line({ schema: 'sni-doctor/matrix-diff/1', host: 'a.test', from: 'old', to: 'new' });
const a = cell('a.test');
const b = cell('b.test', {
  status: null,
  certificate: null,
  tls: null,
  verdict: 'failed',
  stage: 'connect',
  reason: 'refused',
});

t.test('cells and differences come with their line numbers, whatever pieces the bytes come in', async (t) => {
  const text = `\uFEFF${line(a)}\n${diff}${line(b).replace('\n', '\r\n')}`;
  for (const size of [1, 7, 1000, 100_000]) {
    const results = await read(text, size);
    t.same(kinds(results), ['1 cell', '3 diff', '4 cell'], `${size}`);
    t.same(
      results.flatMap((result) => (result.kind === 'cell' ? [result.value] : [])),
      [a, b],
    );
  }
  t.same(await read(''), []);
  t.same(await read('\n\r\n'), []);
});

t.test('a last line that is cut off anywhere is told from one that is broken', async (t) => {
  const second = line(b);
  for (let length = 1; length < second.length - 1; length++) {
    const results = await read(line(a) + second.slice(0, length), 4096);
    if (JSON.stringify(kinds(results)) !== '["1 cell","2 torn"]') t.fail(`${length}: ${kinds(results)}`);
  }
  t.same(kinds(await read(line(a) + second.slice(0, -1))), ['1 cell', '2 cell'], 'only the line feed is missing');
  t.same(kinds(await read(line(a).slice(0, 40))), ['1 torn'], 'of the first line too');
  t.same(
    kinds(await read(`${line(a).slice(0, 40)}\n${second}`)),
    ['1 torn', '2 cell'],
    'and where a later run went on',
  );
  t.same(kinds(await read(line(a).slice(0, 99) + second)), ['1 torn', '1 cell'], 'or on the same line');
  t.same(kinds(await read(line(a).trim() + second)), ['1 cell', '1 cell']);
  for (const length of [1, 12, 27]) t.same(kinds(await read(line(a).slice(0, length) + second)), ['1 torn', '1 cell']);
  t.same(kinds(await read(`${line(a)}npm notice${second}`)), ['1 cell', '2 broken', '2 cell']);
  t.same(kinds(await read(`${line(a)}npm notice`)), ['1 cell', '2 broken']);
});

t.test('a run that ends inside a character takes no other cell with it', async (t) => {
  const bytes = Buffer.from(line(cell('a.test', { target: 'B\u00fcro' })));
  const inside = bytes.indexOf('\u00fc') + 1;
  async function* chunks() {
    yield Buffer.concat([
      bytes.subarray(0, inside),
      Buffer.from(line(b)),
      bytes.subarray(0, inside),
      Buffer.from('\n'),
    ]);
    yield Buffer.from(line(a));
    yield Buffer.concat([bytes.subarray(0, inside), bytes.subarray(inside + 1)]);
  }
  const results = await all(readResults(chunks(), 'r.ndjson'));
  t.same(kinds(results), ['1 torn', '1 cell', '2 torn', '3 cell', '4 broken']);
  t.match(results[4], { problem: 'it is no UTF-8' }, 'a whole cell in another encoding');
});

t.test('a line that is no result is told by its number, and the others count', async (t) => {
  const results = await read(
    [
      'npm notice a new version\n',
      line(a),
      `${line(a).trim()}]\n`,
      line({ schema: 'sni-doctor/matrix/2', host: 'a.test' }),
      line([a]),
      line('sni-doctor/matrix/1'),
      line(b),
    ].join(''),
  );
  t.same(kinds(results), ['1 broken', '2 cell', '3 torn', '4 broken', '5 broken', '6 broken', '7 cell']);
  t.same(
    results.flatMap((result) => (result.kind === 'broken' ? [result.problem] : [])),
    [
      'it is not JSON on one line',
      'its schema is "sni-doctor/matrix/2"',
      'it has no "schema" of sni-doctor',
      'it has no "schema" of sni-doctor',
    ],
  );
});

t.test('a line longer than any cell is passed over without being held', async (t) => {
  async function* endless() {
    yield Buffer.from(line(a));
    const piece = Buffer.alloc(1024 * 1024, 'x');
    for (let i = 0; i < 64; i++) yield piece;
    yield Buffer.from(`\n${line(b)}`);
  }
  const results = await all(readResults(endless(), 'r.ndjson'));
  t.same(kinds(results), ['1 cell', '2 broken', '3 cell']);
  t.match(results[1], { problem: 'it is longer than 4 MiB' });
});

t.test('a file that holds no results is refused with its line and what was expected', async (t) => {
  const refused = async (bytes: string | Buffer) => {
    async function* chunks() {
      yield Buffer.from(bytes);
    }
    try {
      await all(readResults(chunks(), 'r.ndjson'));
    } catch (error) {
      if (error instanceof NoResults) return error;
      throw error;
    }
    throw new Error('was accepted');
  };
  t.equal(
    (await refused('\nwww.example.test\n')).message,
    'r.ndjson:2: no result of matrix: it is not JSON on one line',
  );
  t.match(
    (await refused('host,target\n')).hint,
    /lines of \{"schema":"sni-doctor\/matrix\/1", \.\.\.\}.*--format ndjson/,
  );
  t.match(
    (await refused(`${JSON.stringify({ schema: 'sni-doctor/matrix-result/1' }, null, 2)}\n`)).message,
    /^r\.ndjson:1: /,
  );
  t.match((await refused(line({ schema: 'sni-doctor/probe/1' }))).message, /its schema is "sni-doctor\/probe\/1"/);
  t.match((await refused(Buffer.from([0x1f, 0x8b, 0x08, 0x0a, 0xff, 0x0a]))).message, /compressed: unpack it first/);
  t.match((await refused(Buffer.from([0xff, 0xfe, 0x0a]))).message, /no UTF-8/);
  t.match((await refused('x'.repeat(5 * 1024 * 1024))).message, /longer than 4 MiB/);
  t.match((await refused('{}\n'.repeat(1000) + line(a))).message, /^r\.ndjson:1: /, 'not looked for for ever');
});

t.test('a cell that would mislead who works with it is no cell', async (t) => {
  const wrong: Record<string, unknown>[] = [
    { host: 'a b.test' },
    { host: 'A.test' },
    { host: 'a.test\n' },
    { host: '*.test' },
    { host: '' },
    { host: 7 },
    { target: '' },
    { target: 'new\u001b[31m' },
    { target: null },
    { address: 'example.test' },
    { address: '[::1]' },
    { port: 0 },
    { port: 70_000 },
    { port: '443' },
    { verdict: 'fine' },
    { verdict: '__proto__' },
    { stage: 'dns' },
    { reason: 'because' },
    { reason: 'constructor' },
    { needs: ['luck'] },
    { needs: 'sni' },
    { needsComplete: 1 },
    { findings: [{ code: 'SNI101', id: 'x', severity: 'fatal', title: '' }] },
    { findings: [{ code: 'SNI101\n', id: 'x', severity: 'error', title: '' }] },
    { findings: {} },
    { status: 1000 },
    { status: '200' },
    { certificate: {} },
    { certificate: { ...a.certificate, notAfter: 'tomorrow' } },
    { certificate: { ...a.certificate, names: [1] } },
    { certificate: undefined },
    { tls: { version: 'SSLv3', alpn: null } },
    { redirect: 7 },
    { headers: null },
    { headers: { hsts: null } },
    { bodySha256: 'x' },
    { directives: ['sni str(a.test)\n    server evil 203.0.113.9'] },
    { directives: ['sni\u2028'] },
    { ms: -1 },
    { ms: null },
    { connections: 0.5 },
  ];
  const lines = wrong.map((other) => line({ ...a, ...other }));
  const results = await read(line(b) + lines.join(''), 4096);
  const problems = results.slice(1).map((result) => (result.kind === 'broken' ? result.problem : result.kind));
  t.same(
    problems,
    wrong.map((other) => `"${Object.keys(other)}" is not as matrix writes it`),
  );
});

t.test('whatever a run can write is a cell', async (t) => {
  const right: Partial<MatrixCell>[] = [
    { host: '2001:db8::1', address: '2001:db8::2' },
    { host: 'xn--bcher-kva.example.test', target: 'new B\u00fcro, 2' },
    { host: '_x.a.test', address: null, verdict: 'error', stage: 'resolve', reason: 'unreachable', status: null },
    { findings: [{ code: 'SNI101', id: 'sni-required', severity: 'error', title: 'needs a name' }] },
    { directives: ['sni str(a.test)', 'http-request set-header Host a.test'], needsComplete: true },
    { bodySha256: null },
    { bodySha256: '0'.repeat(64) },
    { redirect: 'https://a.test/\u00e9', headers: { hsts: 'max-age=1', server: '\u001b[31m' } },
    { ms: 0, connections: 0 },
    { verdict: 'failed', stage: 'http', reason: 'status', status: 99 },
  ];
  for (const other of right) {
    const [result] = await read(line({ ...a, ...other }), 4096);
    t.same(result, { kind: 'cell', line: 1, value: { ...a, ...other } }, JSON.stringify(other));
  }
});

t.test('what this version does not know is left out, however deep it is', async (t) => {
  const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
  const certificate = JSON.stringify(a.certificate).replace('{', `{"later":${deep},`);
  const text = JSON.stringify({ ...a, certificate: null }).replace(
    '"certificate":null',
    `"certificate":${certificate}`,
  );
  const [result] = await read(`${text.slice(0, -1)},"__proto__":{"verdict":"ok"},"later":${deep}}\n`, 65_536);
  t.equal(JSON.stringify(result), JSON.stringify({ kind: 'cell', line: 1, value: a }));
});
