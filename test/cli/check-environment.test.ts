import { spawnSync } from 'node:child_process';
import t from 'tap';
import { environmentOf, parseVariable } from '../../src/cli/environment.ts';
import { parseEnvironmentFile } from '../../src/cli/environment-file.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';

t.test('--env', async (t) => {
  t.same(parseVariable('A=b'), ['A', 'b']);
  t.same(parseVariable('_A1=b=c '), ['_A1', 'b=c ']);
  t.same(parseVariable('A='), ['A', '']);
  for (const text of ['A', '=b', '1A=b', 'A-B=c', 'A B=c']) t.throws(() => parseVariable(text), text);
});

t.test('a file of variables is read as systemd reads it', async (t) => {
  const text = [
    '# a comment',
    '; another',
    '',
    'PLAIN=10.0.0.5',
    '  INDENTED=a b  ',
    'QUOTED="a # b"  ',
    "SINGLE='$x \\'",
    'ESCAPED="\\"\\\\\\$\\n"',
    'INNER=a"b"',
    'TWO="a" "b"',
    'HASH=a # b',
    'SPLIT=a\\',
    'b',
    'LINES="a',
    'b"',
    'BARE=a\\ b\\ ',
    'EMPTY=',
    'export SHELL_STYLE=x',
    'WINDOWS=a\r',
    'LAST=z',
  ].join('\n');
  t.same(parseEnvironmentFile(text), [
    ['PLAIN', '10.0.0.5'],
    ['INDENTED', 'a b'],
    ['QUOTED', 'a # b'],
    ['SINGLE', '$x \\'],
    ['ESCAPED', '"\\$\\n'],
    ['INNER', 'a"b"'],
    ['TWO', 'ab'],
    ['HASH', 'a # b'],
    ['SPLIT', 'ab'],
    ['LINES', 'a\nb'],
    ['BARE', 'a b '],
    ['EMPTY', ''],
    ['SHELL_STYLE', 'x'],
    ['WINDOWS', 'a'],
    ['LAST', 'z'],
  ]);
});

t.test('what is wrong in it is said with its line', async (t) => {
  t.throws(() => parseEnvironmentFile('A=1\nno variable\n'), { message: /^2: "no variable" is not NAME=VALUE/ });
  t.throws(() => parseEnvironmentFile('A="1\n\nB=2\n'), { message: /^1: a " is not closed/ });
  t.throws(() => parseEnvironmentFile('A="\n"\nB-C=1'), { message: /^3: .*letters, digits/ });
});

t.test('what stands over what, and in which bytes', async (t) => {
  const found = environmentOf(
    { A: 'own', B: 'own', C: undefined },
    [
      ['B', 'file'],
      ['B', 'flag'],
      ['D', '\u00e9'],
    ],
    parseVersion('2.6'),
  );
  t.same(
    [...found],
    [
      ['A', 'own'],
      ['B', 'flag'],
      ['D', '\u00c3\u00a9'],
    ],
  );
  t.equal(environmentOf({}, [], parseVersion('3.2')).get('HAPROXY_BRANCH'), '3.2');
  t.equal(environmentOf({}, [], parseVersion('any')).has('HAPROXY_BRANCH'), false);
});

t.test('a shell reads the plain ones alike', async (t) => {
  const text = 'A=1\nB="a b"\nC=\'$x\'\nexport D=2\n';
  const { stdout } = spawnSync('sh', ['-c', `${text}printf '%s,' "$A" "$B" "$C" "$D"`], { encoding: 'utf8' });
  t.equal(
    stdout,
    parseEnvironmentFile(text)
      .map(([, value]) => `${value},`)
      .join(''),
  );
});
