import t from 'tap';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import type { Section, Statement } from '../../../src/haproxy/syntax/tree.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';

function read(files: string | string[], version = '3.2', environment: Record<string, string> = {}) {
  const named = [files].flat().map((text, i) => ({ name: `${i + 1}.cfg`, text }));
  return readConfiguration(named, new Map(Object.entries(environment)), parseVersion(version));
}

const text = ({ words }: Statement) => words.map((word) => word.text).join(' ');

/** `backend b: mode tcp; server s 1` */
const shown = ({ header, lines }: Section) => [text(header), lines.map(text).join('; ')].filter(Boolean).join(': ');

const sections = (files: string | string[], version?: string, environment?: Record<string, string>) =>
  read(files, version, environment).sections.map(shown);

const fatal = (files: string | string[], version?: string) =>
  read(files, version)
    .problems.filter(({ severity }) => severity === 'fatal')
    .map(({ file, line, word }) => `${file}:${line} ${word}`);

t.test('sections begin at their keywords, at any indentation', async (t) => {
  const { sections, problems } = read('global\n# c\n  maxconn 1\n\n  backend b # x\nserver s 1\r\n\tlisten l\n');
  t.strictSame(sections.map(shown), ['global: maxconn 1', 'backend b: server s 1', 'listen l']);
  t.strictSame(
    sections.map(({ keyword, header }) => [keyword, header.at]),
    [
      ['global', { file: '1.cfg', line: 1 }],
      ['backend', { file: '1.cfg', line: 5 }],
      ['listen', { file: '1.cfg', line: 7 }],
    ],
  );
  t.strictSame(problems, []);
});

t.test('a section does not go on in the next file, and names do', async (t) => {
  t.strictSame(sections(['backend b\n', 'global\n']), ['backend b', 'global']);
  t.match(read(['backend b\n', ' server s 1\n']).problems, [
    { file: '2.cfg', line: 1, column: 2, word: 'server', severity: 'fatal' },
  ]);
  t.strictSame(fatal(['backend b\n', 'backend b\n']), ['2.cfg:1 b']);
  t.strictSame(fatal(['defaults d\n', 'backend b from d\n']), []);
});

t.test('what stands before the first section, or begins none, is told and the rest is read', async (t) => {
  t.strictSame(fatal('foo bar\nglobal\nbackend b\n'), ['1.cfg:1 foo']);
  t.strictSame(sections('foo bar\nglobal\nbackend b\n'), ['global', 'backend b']);
  t.strictSame(fatal('Backend b\n server s 1\n'), ['1.cfg:1 Backend']);
  t.strictSame(sections('Backend b\n server s 1\n'), ['Backend b: server s 1']);
  t.match(read('\xef\xbb\xbfglobal\n maxconn 1\n').problems, [{ line: 1, message: /byte order mark/ }]);
  t.strictSame(sections('\xef\xbb\xbfglobal\n maxconn 1\n'), ['global: maxconn 1']);
});

t.test('sections by version', async (t) => {
  const cases: [header: string, known: string, unknown: string][] = [
    ['healthcheck h', '3.4', '3.2'],
    ['acme a', '3.2', '3.0'],
    ['traces', '3.2', '3.0'],
    ['log-profile p', '3.2', '3.0'],
    ['crt-store', '3.0', '2.8'],
    ['program p', '3.2', '3.4'],
    ['log-forward f', '2.3', '2.2'],
    ['ring r', '2.2', '2.1'],
    ['fcgi-app a', '2.1', '2.0'],
  ];
  for (const [header, known, unknown] of cases) {
    t.strictSame(fatal(`${header}\n`, known), [], `${header} in ${known}`);
    t.equal(fatal(`${header}\n`, unknown).length, 1, `${header} in ${unknown}`);
  }
  t.match(read('healthcheck h\n', 'any').problems, [{ severity: 'warning' }], 'not all refuse it');
  t.strictSame(sections('backend b\nhealthcheck h\n type x\n', '3.2'), ['backend b', 'healthcheck h: type x']);
});

t.test('only lines of the branches that are read count', async (t) => {
  const branches = (a: number, b: number) => `global\n.if ${a}\n a\n.elif ${b}\n b\n.else\n c\n.endif\n d\n`;
  t.strictSame(sections(branches(1, 1)), ['global: a; d']);
  t.strictSame(sections(branches(0, 1)), ['global: b; d']);
  t.strictSame(sections(branches(0, 0)), ['global: c; d']);
  t.strictSame(sections('global\n.if 0\n.if 1\n a\n.else\n b\n.endif\n.foo\n no x\n.endif\n d\n'), ['global: d']);
  t.strictSame(
    fatal('global\n.if 0\n.foo\n.if bar\n.endif\nno x\n.endif\n'),
    [],
    'what is passed over is not looked at',
  );
  t.strictSame(fatal('global\n.if 0\n a "b\n.endif\n'), ['1.cfg:3 "b'], 'but it is taken apart');
});

t.test('a branch may hold whole sections', async (t) => {
  t.strictSame(sections('global\n.if 1\nbackend a\n.else\nbackend b\n.endif\n x\n'), ['global', 'backend a: x']);
});

t.test('where a condition is not known all branches are read and marked', async (t) => {
  const { sections } = read('global\n.if feature(LUA)\n a\n.elif 1\n b\n.else\n c\n.endif\n d\n');
  t.strictSame(
    sections[0]?.lines.map((line) => [text(line), line.uncertain]),
    [
      ['a', 'feature(LUA)'],
      ['b', '!(feature(LUA))'],
      ['d', undefined],
    ],
  );
});

t.test('what follows such branches may belong to any section that they leave open', async (t) => {
  const one = read('global\n.if feature(LUA)\nbackend a\n.endif\n x\nbackend c\n y\n').sections;
  t.strictSame(one.map(shown), ['global: x', 'backend a: x', 'backend c: y']);
  t.equal(one[1]?.header.uncertain, 'feature(LUA)');
  t.equal(one[0]?.lines[0]?.uncertain, 'feature(LUA)');
  t.equal(one[2]?.header.uncertain, undefined);
  const either = sections('global\n.if "$X"\nbackend a\n.else\nbackend b\n.endif\n x\n');
  t.strictSame(either, ['global', 'backend a: x', 'backend b: x'], 'one of the two is read for sure');
});

t.test('.if and its kin in the wrong place', async (t) => {
  const cases: [text: string, ...problems: string[]][] = [
    ['.endif\n', '1.cfg:1 .endif'],
    ['.else\n', '1.cfg:1 .else'],
    ['.elif 1\n', '1.cfg:1 .elif'],
    ['.if 1\n.else\n.else\n.endif\n', '1.cfg:3 .else'],
    ['.if 1\n.else\n.elif 1\n.endif\n', '1.cfg:3 .elif'],
    ['.if 1\n.else x\n.endif y\n', '1.cfg:2 x', '1.cfg:3 y'],
    ['.if 1\n', '1.cfg:1 .if'],
    ['.if foo\n.endif\n', '1.cfg:1 foo'],
    ['.if 1\n.elif foo\n.endif\n'],
    ['.if 0\n.elif foo\n.endif\n', '1.cfg:2 foo'],
    ['.nosuch\n', '1.cfg:1 .nosuch'],
    ['.notice a b\n', '1.cfg:1 b'],
    ['.alert "no way"\n', '1.cfg:1 .alert'],
    ['.notice "a b"\n.diag x\n.warning y\n'],
  ];
  for (const [text, ...problems] of cases) t.strictSame(fatal(text), problems, JSON.stringify(text));
  t.match(read('.warning "mind this"\n').problems, [{ message: /mind this/, severity: 'warning' }]);
  t.equal(fatal('.if 1\n.endif\n', '2.3').length, 2, 'HAProxy 2.3 knows none of them');
});

t.test('99 levels of .if are taken, and 100 are not', async (t) => {
  const nested = (levels: number) => `global\n${'.if 1\n'.repeat(levels)} x\n${'.endif\n'.repeat(levels)}`;
  t.strictSame(fatal(nested(99)), []);
  t.strictSame(fatal(nested(100)), ['1.cfg:101 .if']);
  t.strictSame(sections(nested(3000)), ['global: x'], 'however deep, the rest is read');
});

t.test('the environment changes as the global section says', async (t) => {
  const environment = { HOST: 'h', KEEP: 'k' };
  const lines = (text: string, version?: string) => sections(text, version, environment).at(-1);
  t.equal(lines('global\n setenv A x\nbackend b\n s "$A"\n'), 'backend b: s x');
  t.equal(lines('global\n presetenv HOST x\n presetenv NEW y\nbackend b\n s "$HOST$NEW"\n'), 'backend b: s hy');
  t.equal(lines(`global\n resetenv KEEP\nbackend b\n s "\${KEEP-}\${HOST-gone}"\n`), 'backend b: s kgone');
  t.equal(lines('global\n.if 0\n setenv HOST x\n.endif\nbackend b\n s "$HOST"\n'), 'backend b: s h');
  t.equal(lines('backend a\n setenv HOST x\nbackend b\n s "$HOST"\n'), 'backend b: s h', 'in global sections alone');
});

t.test('since 3.1 what global sections set holds from the first line on', async (t) => {
  const text = `backend b\n s "\${A-before}"\nglobal\n setenv A after\n`;
  t.equal(sections(text, '3.0')[0], 'backend b: s before');
  t.equal(sections(text, '3.2')[0], 'backend b: s after');
});

t.test('a variable that is not set is told once, and its words are marked', async (t) => {
  const { sections, problems } = read(`backend b\n server "$NAME" "\${PORT}$NAME"\n server "$NAME"\n`, '3.4');
  t.strictSame(
    sections[0]?.lines[0]?.words.map(({ unset }) => unset),
    [undefined, ['NAME'], ['PORT', 'NAME']],
  );
  t.match(problems, [
    { line: 2, column: 9, word: 'NAME', severity: 'warning' },
    { line: 2, column: 17, word: 'PORT', severity: 'warning' },
  ]);
  t.strictSame(read('backend b\n log "$HAPROXY_LOCALPEER"\n').problems, [], 'HAProxy sets this one itself');
});

t.test('variables that a branch may have set are not known', async (t) => {
  const { sections } = read(
    'global\n setenv A x\n.if feature(LUA)\n setenv A y\n.endif\n log "$A"\n.if defined(A)\n z\n.endif\n',
  );
  t.strictSame(sections[0]?.lines.at(-2)?.words[1]?.unset, ['A']);
  t.equal(sections[0]?.lines.at(-1)?.uncertain, 'defined(A)');
});

t.test('the environment is text and the configuration bytes', async (t) => {
  const [section] = read('backend b\n log "$A"\n', '3.2', { A: 'bücher' }).sections;
  t.equal(section?.lines[0]?.words[1]?.text, Buffer.from('bücher').toString('latin1'));
});

t.test('places and names that HAProxy knows itself', async (t) => {
  t.strictSame(sections(`global\n log "\${.FILE}:\${.LINE}"\nbackend b\n log "\${.SECTION}"\n`), [
    'global: log 1.cfg:2',
    'backend b: log b',
  ]);
  t.strictSame(sections('global\n.if streq("$HAPROXY_BRANCH",3.2)\n x\n.endif\n'), ['global: x']);
});

t.test('a file that is cut off', async (t) => {
  t.match(read('global\n maxconn 1', '3.2').problems, [{ line: 2, column: 11, severity: 'fatal' }]);
  t.strictSame(sections('global\n maxconn 1', '3.2'), ['global: maxconn 1'], 'the line is read all the same');
  t.match(read('global\n maxconn 1', '2.2').problems, [{ severity: 'warning' }]);
  t.match(read('global\n max\0conn 1\n no\0 x\nbackend b\n').problems, [{ line: 2, column: 5, message: /NUL/ }]);
  t.strictSame(sections('global\n max\0conn 1\nbackend b\n'), ['global: max', 'backend b']);
  t.strictSame(read('').problems, []);
});

t.test('a default in braces on a line that HAProxy has no room for yet', async (t) => {
  const long = 'a'.repeat(1100);
  t.strictSame(fatal(`.notice "\${A-b}"\n`), [`1.cfg:1 "\${A-b}"`]);
  t.strictSame(fatal(`\n.notice "\${A-b}"\n`), []);
  t.strictSame(fatal(`\nglobal\n ${long} "\${A-b}"\n`), [`1.cfg:3 "\${A-b}"`]);
  t.strictSame(fatal(`\nglobal\n ${long}${long}\n ${long} "\${A-b}"\n`), []);
});

t.test('lines that begin with a bracket are scopes', async (t) => {
  t.strictSame(fatal('global\n[name] # x\n maxconn 1\n'), []);
  t.strictSame(sections('global\n[name]\n maxconn 1\n'), ['global: maxconn 1']);
  for (const scope of ['[]', '[a@b]', '[a] b', '[a']) t.equal(fatal(`global\n ${scope}\n`).length, 1, scope);
});

t.test('no and default stand before a few keywords only', async (t) => {
  t.strictSame(fatal('backend b\n no option httpclose\n default log\n no server s\n no\n'), [
    '1.cfg:4 server',
    '1.cfg:5 no',
  ]);
  t.strictSame(sections('backend b\n no option x\n'), ['backend b: no option x']);
  t.strictSame(sections('no backend b\n x\n'), ['backend b: x']);
  t.equal(fatal('global\n no strict-limits\n', '2.0').length, 1);
});

t.test('more problems than HAProxy would list are left out', async (t) => {
  t.equal(fatal('x\n'.repeat(1000)).length, 50);
  t.equal(fatal(['x\n'.repeat(1000), 'x\n']).length, 51, 'of each file');
});
