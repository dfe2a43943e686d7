import t from 'tap';
import { unifiedDiff } from '../../../src/haproxy/edit/diff.ts';
import { patchedBy } from './patch.ts';

type Files = { name: string; text: string }[];

const one = (text: string): Files => [{ name: 'haproxy.cfg', text }];

t.test('what changes is shown with three lines around it', async (t) => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i + 1}\n`);
  const after = lines.with(9, 'line 10 ssl\n').toSpliced(10, 0, 'new\n');
  t.equal(
    unifiedDiff(one(lines.join('')), one(after.join(''))),
    `--- haproxy.cfg
+++ haproxy.cfg
@@ -7,7 +7,8 @@
 line 7
 line 8
 line 9
-line 10
+line 10 ssl
+new
 line 11
 line 12
 line 13
`,
  );
});

t.test('where nothing changes there is nothing', async (t) => {
  t.equal(unifiedDiff(one('a\n'), one('a\n')), '');
  t.equal(unifiedDiff([], []), '');
  const files = [...one('a\n'), { name: 'b.cfg', text: 'b\n' }];
  t.equal(
    unifiedDiff(files, [files[0] as Files[0], { name: 'b.cfg', text: 'c\n' }]),
    '--- b.cfg\n+++ b.cfg\n@@ -1,1 +1,1 @@\n-b\n+c\n',
  );
});

t.test('line ends are kept, and that there is none', async (t) => {
  t.equal(
    unifiedDiff(one('a\r\nb'), one('a\r\nb c')),
    `--- haproxy.cfg
+++ haproxy.cfg
@@ -1,2 +1,2 @@
 a\r
-b
\\ No newline at end of file
+b c
\\ No newline at end of file
`,
  );
  t.match(unifiedDiff(one('a'), one('a\nb\n')), '-a\n\\ No newline at end of file\n+a\n+b\n');
});

t.test('hunks that touch are one', async (t) => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i + 1}\n`);
  const hunks = (first: number, second: number) =>
    unifiedDiff(one(lines.join('')), one(lines.with(first, 'x\n').with(second, 'y\n').join(''))).match(/^@@.*$/gm);
  t.strictSame(hunks(4, 11), ['@@ -2,14 +2,14 @@']);
  t.strictSame(hunks(4, 12), ['@@ -2,7 +2,7 @@', '@@ -10,7 +10,7 @@']);
});

const lines = [
  'global',
  '\tmaxconn 10   ',
  '',
  'backend b',
  '    # gr\xc3\xb6\xdfer',
  '    server s 10.0.0.1:443 check',
];
const section = (end: string, last: string) => [...lines, `backend c${last}`].join(end);

const names = [
  'haproxy.cfg',
  'conf.d/10 shops.cfg',
  'gr\u00f6\u00dfer.cfg',
  'a"b\\c.cfg',
  'tab\there.cfg',
  '-x.cfg',
  '\u65e5\u672c x.cfg',
];
const before: Files = names.map((name, i) => ({
  name,
  text: section(i % 2 === 0 ? '\n' : '\r\n', i % 3 === 0 ? '' : '\n'),
}));
const after = before.map(({ name, text }, i) => ({
  name,
  text:
    text
      .replace('443 check', '443 ssl verify none check')
      .replace(/^backend b(\r?\n)/m, i % 2 ? 'backend b$1\tmode http$1' : '$&') + (i % 4 === 0 ? '\nx\n' : ''),
}));

t.test('patch and git make the new files of the old ones', async (t) => {
  const diff = unifiedDiff(before, after);
  const expected = after.map(({ text }) => text);
  for (const program of ['patch', 'git'] as const)
    t.strictSame((await patchedBy(t, program, before, diff)) ?? expected, expected, program);
});

t.test('thousands of changes take no time that grows with their square', async (t) => {
  const text = Array.from({ length: 8000 }, (_, i) => `server s${i} 10.0.0.1:443\n# x\n`).join('');
  const changed = text.replaceAll('443\n', '443 ssl\n');
  const result = await patchedBy(t, 'patch', one(text), unifiedDiff(one(text), one(changed)));
  t.ok(result === null || result[0] === changed);
});
