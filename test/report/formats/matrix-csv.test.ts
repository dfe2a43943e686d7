import t from 'tap';
import { matrixCsv } from '../../../src/report/formats/matrix-csv.ts';
import { compareCells } from '../../../src/report/matrix/diff.ts';
import { cell } from '../matrix/diff-cell.ts';
import { ending } from './matrix-ending.ts';

/** Reads CSV as RFC 4180 has it, strictly. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let rest = text;
  let row: string[] = [];
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (!match) throw new Error(`no CSV: ${JSON.stringify(rest.slice(0, 80))}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(match[0].length);
  }
  return rows;
}

function records(text: string): Record<string, string>[] {
  const [head = [], ...rows] = read(text);
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
}

t.test('a row for each cell, under a head', async (t) => {
  const format = matrixCsv();
  const text = format.begin() + format.cell(cell('new'), false) + format.cell(cell('old'), true) + format.end(ending());
  const [first, second] = records(text);
  t.match(first, { host: 'www.example.test', target: 'new', status: '200', needs: 'tls', certificate_trusted: 'true' });
  t.match(second, { target: 'old' }, 'those of an earlier run stand there too');
  t.match(first, { certificate_issuer: "C=US, O=Let's Encrypt, CN=E5", alpn: '', redirect: '' });
  t.notOk('judgement' in (first ?? {}), 'nothing is compared');
});

t.test('no value is a formula', async (t) => {
  const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '"=1', "'=1", '" =1', 'a;=1', 'a; "=1', '\n=1'];
  for (const server of [...evil, ...evil.map((text) => `${text},"x"`)]) {
    const format = matrixCsv();
    const text = format.begin() + format.cell(cell('new', { headers: { hsts: null, server } }), false);
    const value = records(text)[0]?.server ?? '';
    t.notMatch(value, /^[\s"]*[=+\-@]/, JSON.stringify(server));
    t.notMatch(value, /;[\s"]*[=+\-@]/, 'nor where a semicolon separates');
    t.equal(read(text)[1]?.length, read(text)[0]?.length, 'and the columns stay');
    t.notMatch(text.replaceAll('\r\n', ''), /[^\x20-\x7e]/, 'nothing that a terminal would act on');
  }
});

t.test('what is harmless stays as it is', async (t) => {
  const format = matrixCsv();
  for (const server of ['nginx/1.22.1', 'a-b', 'a=b; c=d', 'say "hi", twice']) {
    const text = format.begin() + format.cell(cell('new', { headers: { hsts: null, server } }), false);
    t.equal(records(text)[0]?.server, server);
  }
});

t.test('rows say how they compare once both sides are known', async (t) => {
  const format = matrixCsv('old');
  const old = cell('old');
  const fresh = cell('new', { status: 404, verdict: 'failed', stage: 'http', reason: 'not-found' });
  const diff = compareCells(old, fresh);
  t.ok(diff);
  let text = format.begin() + format.cell(fresh, false) + format.cell(old, false);
  text += format.joined({ host: old.host, diffs: diff ? [diff] : [], settled: 'blocks', missing: [] });
  const [first, second] = records(text + format.end(ending()));
  t.match(first, { target: 'new', judgement: 'blocks', differences: /^blocks verdict ok -> failed/ });
  t.match(second, { target: 'old', judgement: '', differences: '' });
});

t.test('same, and not known', async (t) => {
  const judged = (missing: string[], verdict: 'ok' | 'error', compared: string | null) => {
    const format = matrixCsv(compared);
    const text = format.begin() + format.cell(cell('new', { verdict }), false);
    const settled = missing.length > 0 || verdict === 'error' ? 'unknown' : 'same';
    return records(text + format.joined({ host: 'www.example.test', diffs: [], settled, missing }))[0]?.judgement;
  };
  t.equal(judged([], 'ok', 'old'), 'same');
  t.equal(judged([], 'ok', null), 'same');
  t.equal(judged(['old'], 'ok', 'old'), 'unknown');
  t.equal(judged(['old'], 'ok', null), 'unknown');
  t.equal(judged([], 'error', 'old'), 'unknown');
  t.equal(judged(['third'], 'ok', 'old'), 'same', 'another target is missing, not this one');
});

t.test('cells that wait when a run is interrupted are not lost', async (t) => {
  const format = matrixCsv('old');
  const text = format.begin() + format.cell(cell('new'), false);
  t.match(records(text + format.end(ending())), [{ target: 'new', judgement: '' }]);
});
