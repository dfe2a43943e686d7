import t from 'tap';
import type { MatrixResult } from '../../../src/matrix-types.ts';
import { matrixJson } from '../../../src/report/formats/matrix-json.ts';
import { compactJson, matrixNdjson } from '../../../src/report/formats/matrix-ndjson.ts';
import { cell } from '../matrix/diff-cell.ts';
import { ending, written } from './matrix-ending.ts';

const cells = [cell('old'), cell('new', { status: 404, verdict: 'failed', stage: 'http', reason: 'not-found' })];

t.test('one document, also of nothing', async (t) => {
  const result = JSON.parse(written(matrixJson('3.2'), cells, { notes: ['one'] }, 'old')) as MatrixResult;
  t.match(result, { schema: 'sni-doctor/matrix-result/1', haproxyVersion: '3.2', cells, notes: ['one'] });
  t.match(result.diffs, [{ host: 'www.example.test', judgement: 'blocks' }]);
  t.match(result.summary, { cells: 2, move: { hosts: 1, blocks: 1 } });
  const empty = JSON.parse(written(matrixJson('any'), [])) as MatrixResult;
  t.match(empty, { cells: [], diffs: [], notes: [] });
});

t.test('a line each; those of an earlier run stand in its file', async (t) => {
  const lines = written(matrixNdjson(), cells, {}, 'old').trimEnd().split('\n');
  t.same(
    lines.map((line) => JSON.parse(line).schema),
    ['sni-doctor/matrix/1', 'sni-doctor/matrix/1', 'sni-doctor/matrix-diff/1'],
  );
  t.equal(matrixNdjson().cell(cell('new'), true), '');
  t.equal(matrixNdjson().end(ending()), '');
});

t.test('what a terminal would act on is escaped, and read as it was', async (t) => {
  for (const text of ['\u001b[2J', '\u009b31m', '\u202e', 'a\nb', '\u2028', '\ud800', '\u00e9']) {
    const json = compactJson({ text });
    t.notMatch(json, /[\p{Cc}\p{Cf}\p{Zl}]/u);
    t.equal(JSON.parse(json).text, text);
  }
  t.equal(compactJson({ a: 1 }), '{"a":1}');
});
