import t from 'tap';
import type { MatrixCell } from '../../../src/matrix-types.ts';
import { matrixMarkdown } from '../../../src/report/formats/matrix-markdown.ts';
import { matrixScreen } from '../../../src/report/formats/matrix-screen.ts';
import { plain } from '../../../src/report/formats/paint.ts';
import { cell } from '../matrix/diff-cell.ts';
import { written } from './matrix-ending.ts';

const few = { all: false, explain: false, verbose: false, body: false };
const screen = (cells: readonly MatrixCell[], more: Partial<typeof few> = {}, from?: string) =>
  written(matrixScreen({ ...few, ...more, compared: from, paint: plain }), cells, {}, from);
const markdown = (cells: readonly MatrixCell[], from?: string) =>
  written(matrixMarkdown({ ...few, compared: from }), cells, {}, from);

const failed = (host: string, target = 'new'): MatrixCell => {
  const finding = { code: 'SNI401', id: 'connection-refused', severity: 'error' as const, title: 'refused' };
  const nothing = { status: null, certificate: null, tls: null, findings: [finding] };
  return cell(target, { host, verdict: 'failed', stage: 'connect', reason: 'refused', ...nothing });
};
const hosts = (number: number, prefix = 'h') => Array.from({ length: number }, (_, i) => `${prefix}${i}.example.test`);

t.test('the answer comes first', async (t) => {
  t.match(screen([cell('new')]), /^OK {2}1 of 1 cell is served as it should be\.\n/);
  t.match(screen([cell('new'), failed('a.test')]), /^FAILING {2}1 of 2 cells is served as it should be; 1 failed\.\n/);
  t.match(screen([]), /^NOTHING {2}/);
  const error = cell('new', { verdict: 'error', stage: 'resolve', reason: 'unreachable' });
  t.match(screen([error]), /^NOT ALL TESTED {2}0 of 1 cell .*1 could not be tested/);
});

t.test('the rest is counted, unless all are asked for', async (t) => {
  const cells = [...hosts(100).map((host) => failed(host)), cell('new', { host: 'good.example.test' })];
  const text = screen(cells);
  t.match(text, /new: no connection: refused \[SNI401\] \(100 hosts\)/);
  t.equal(text.match(/^ {3}h\d+\.example\.test/gm)?.length, 40);
  t.match(text, /and 60 more: --all lists them/);
  t.notMatch(text, /good\.example\.test/);
  const all = screen(cells, { all: true });
  t.equal(all.match(/^ {3}h\d+\.example\.test/gm)?.length, 100);
  t.match(all, /good\.example\.test {2}.*200/);
  t.notMatch(all, /more: --all/);
});

t.test('a small group is shown beside a large one', async (t) => {
  const wrong = cell('new', { host: 'w.test', verdict: 'wrong', stage: 'tls', reason: 'default-certificate' });
  const text = screen([...hosts(100).map((host) => failed(host)), wrong]);
  t.match(text, /the certificate is the default one, not the host's \(1 host\)\n {3}w\.test {2}200; certificate of /);
  t.equal(text.match(/^ {3}h\d+\.example\.test/gm)?.length, 39);
});

t.test('any number of labels is shown in little', async (t) => {
  const cells = hosts(1000).map((host, i) => failed(host, `target${i}`));
  const text = screen(cells);
  t.ok(text.split('\n').length < 900, String(text.split('\n').length));
  t.match(text, /800 hosts more with yet other outcomes/);
  t.match(text, /and 988 more\n/);
});

t.test('what differs, and what HAProxy needs', async (t) => {
  const old = cell('old');
  const fresh = cell('new', { needs: ['tls', 'sni'] });
  const text = screen([fresh, old], {}, 'old');
  t.match(text, /^(?:MOVE BLOCKED|LOOK FIRST)/);
  t.match(text, /new: blocks: needs sni \(1 host\)\n {3}www\.example\.test {2}needs: none -> sni/);
  t.match(text, /HAPROXY needs, and did not before\n(?: {3}.*\n)* {3}sni str\(NAME\) {2}\(1 host\)/);
  t.match(screen([fresh, old], { explain: true }, 'old'), /needs: none -> sni\n {21,}\S/);
});

t.test('harmless differences are counted; what fails on both sides is said', async (t) => {
  const both = [failed('b.test', 'old'), failed('b.test', 'new')];
  const harmless = [cell('old'), cell('new', { headers: { hsts: null, server: 'envoy' } })];
  const text = screen([...both, ...harmless], {}, 'old');
  t.match(text, /new: as before, no connection: refused \[SNI401\] \(1 host\)\n {3}b\.test\n/);
  t.match(text, /new: only harmless differences \(1 host\)\n/);
  t.notMatch(text, /envoy/);
  t.match(screen([...both, ...harmless], { all: true }, 'old'), /server: none -> envoy \(harmless\)/);
});

t.test('a host that could not be tested is shown once', async (t) => {
  const title = 'no such name';
  const error = cell('new', {
    ...{ verdict: 'error', stage: 'resolve', reason: 'unreachable', status: null, certificate: null, tls: null },
    findings: [{ code: 'SNI400', id: 'host-unreachable', severity: 'error', title }],
  });
  const text = screen([cell('old'), error], {}, 'old');
  t.match(text, /new: one side is not known \(1 host\)\n {3}www\.example\.test {2}SNI400 no such name\n/);
  t.equal(text.match(/www\.example\.test/g)?.length, 1, text);
  const other = screen([{ ...error, target: 'old' }, cell('new')], {}, 'old');
  t.match(other, /one side is not known \(1 host\)\n {3}www\.example\.test {2}verdict: error: unreachable -> ok\n/);
  t.match(screen([cell('old'), cell('x', { host: 'b.test' })], {}, 'old'), /one side is not known \(2 hosts\)/);
});

t.test('warnings of cells that are served are counted', async (t) => {
  const untrusted = { code: 'SNI413', id: 'x', severity: 'warning' as const, title: 'the chain is not trusted' };
  const text = screen(hosts(3).map((host) => cell('new', { host, findings: [untrusted] })));
  t.match(text, / ! SNI413 the chain is not trusted \(3 cells\)/);
});

const evil = '\u001b[2J|`<script>alert(1)</script>\u202e@admin #1 *b* [x](http://evil.test)';

t.test('nothing of a backend reaches a screen or a ticket as it is', async (t) => {
  const cells = [
    cell('old'),
    cell('new', {
      redirect: evil,
      headers: { hsts: evil, server: evil },
      certificate: {
        ...(cell('x').certificate as NonNullable<MatrixCell['certificate']>),
        names: [evil],
        issuer: evil,
      },
      findings: [{ code: 'SNI401', id: 'x', severity: 'error', title: evil }],
      verdict: 'wrong',
      stage: 'tls',
      reason: 'certificate',
    }),
  ];
  for (const from of [undefined, 'old'] as const) {
    t.notMatch(screen(cells, { all: true, explain: true }, from), /[^\n\x20-\x7e]/);
    const text = markdown(cells, from);
    t.match(text, /alert/, 'it is there');
    t.notMatch(text, /[^\n\x20-\x7e]/);
    t.notMatch(text, /<(?!br>)/);
    t.notMatch(text, /(?<!\\)`<|[^\\]\*b|@admin|[^\\]\[x/);
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    const width = (line: string) => line.replace(/\\./g, '').split('|').length;
    for (const row of rows) t.ok([6, 7].includes(width(row)), row);
  }
});

t.test('at most 100 columns, but for what has no blanks', async (t) => {
  const long = hosts(5, 'a-rather-long-name-of-a-host-that-nobody-would-choose-');
  const text = screen([
    ...long.map((host) => failed(host)),
    cell('new', { redirect: `https://${'x'.repeat(90)}/`, verdict: 'failed', stage: 'http', reason: 'status' }),
  ]);
  const wide = text.split('\n').filter((line) => line.length > 100);
  t.same(
    wide.filter((line) => line.trim().includes(' ')),
    [],
  );
});
