import { closeSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import t from 'tap';
import { beforeAppending, isSameFile, openResume } from '../../src/cli/matrix-resume.ts';
import type { Output } from '../../src/cli/terminal.ts';
import { all, cell, line } from '../matrix/cell.ts';
import { run } from './run.ts';

const a = cell('a.test');
const b = cell('b.test', { target: 'old', address: null, verdict: 'error', stage: 'resolve', reason: 'unreachable' });
const terminal = { stdin: Readable.from([]), signal: new AbortController().signal };
const folder = t.testdir({
  'whole.ndjson': line(a) + line(b) + line(a),
  'torn.ndjson': line(a) + line(b).slice(0, 70),
  'open.ndjson': line(a) + line(b).trim(),
  'empty.ndjson': '',
  'hosts.txt': 'a.test\n',
  'cells.csv': 'host,target\na.test,new\n',
});
const at = (file: string) => `${folder}/${file}`;

t.test('what is done is known by host, target, address and port', async (t) => {
  const resume = await openResume(at('whole.ndjson'), terminal);
  t.equal(resume.count, 2);
  t.ok(resume.done('a.test', 'new', '127.0.0.1', 8443));
  t.ok(resume.done('b.test', 'old', null, 8443));
  t.notOk(resume.done('a.test', 'old', '127.0.0.1', 8443));
  t.notOk(resume.done('a.test', 'new', '127.0.0.2', 8443));
  t.notOk(resume.done('a.test', 'new', '127.0.0.1', 443));
  t.notOk(resume.done('c.test', 'new', '127.0.0.1', 8443));
  t.same(await all(resume.cells()), [a, b], 'each once');
  t.match(resume.notes, [/1 cell is in it twice/]);
});

t.test('what is appended while it goes on is not met again', async (t) => {
  writeFileSync(at('growing.ndjson'), line(a));
  const resume = await openResume(at('growing.ndjson'), terminal);
  writeFileSync(at('growing.ndjson'), line(b), { flag: 'a' });
  t.same(await all(resume.cells()), [a]);
});

t.test('an end in the middle of a line is told, and its cell is done again', async (t) => {
  const resume = await openResume(at('torn.ndjson'), terminal);
  t.equal(resume.torn, true);
  t.notOk(resume.done('b.test', 'old', null, 8443));
  t.match(resume.notes, [/torn\.ndjson:2: the line is cut off/]);
  const open = await openResume(at('open.ndjson'), terminal);
  t.match([open.torn, open.count], [false, 2], 'only the line feed is missing');
  const empty = await openResume(at('empty.ndjson'), terminal);
  t.match([empty.torn, empty.count, empty.notes], [false, 0, [/holds no cell/]]);
});

t.test('a line feed comes first where standard output goes on with a torn line of that file', async (t) => {
  const appending = (file: string, resumed = file) => {
    const fd = openSync(at(file), 'a');
    t.teardown(() => closeSync(fd));
    return beforeAppending(at(resumed), Object.assign(new Writable(), { fd }) as Output);
  };
  t.equal(appending('torn.ndjson'), '\n');
  t.equal(appending('open.ndjson'), '\n');
  t.equal(appending('whole.ndjson'), '');
  t.equal(appending('empty.ndjson'), '');
  t.equal(appending('whole.ndjson', 'torn.ndjson'), '', 'another file');
  symlinkSync(at('torn.ndjson'), at('link'));
  t.equal(appending('torn.ndjson', 'link'), '\n', 'by another name');
  t.equal(beforeAppending(at('torn.ndjson'), new Writable() as Output), '', 'no file at all');
  t.equal(isSameFile('/none', process.stdout), false);
});

t.test('a file that nothing can be gone on from is refused, and nothing is asked of anybody', async (t) => {
  const matrix = (...more: string[]) =>
    run(['matrix', '--hosts', at('hosts.txt'), '--targets', 'new=127.0.0.1:9', '--format', 'ndjson', ...more]);
  const expected = /expected lines of \{"schema":"sni-doctor\/matrix\/1"/;
  for (const file of ['hosts.txt', 'cells.csv']) {
    const { code, stdout, stderr } = await matrix('--resume', at(file));
    t.match({ code, stdout }, { code: 3, stdout: '' });
    t.match(stderr, `${file}:1: no result of matrix`);
    t.match(stderr, expected);
  }
  t.match(await matrix('--resume', at('none')), { code: 3, stdout: '', stderr: /none: no such file/ });
  t.match(await matrix('--resume', folder), { code: 2, stdout: '', stderr: /is no file/ });
  t.match(await matrix('--resume', '-'), { code: 2, stdout: '' });
  const before = readFileSync(at('whole.ndjson'), 'utf8');
  t.match(await matrix('--resume', at('whole.ndjson'), '--output', at('whole.ndjson')), { code: 2, stdout: '' });
  t.equal(readFileSync(at('whole.ndjson'), 'utf8'), before);
});
