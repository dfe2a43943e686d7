import t from 'tap';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';

/** `2 b fatal`: line, word and severity of each problem. */
function problems(text: string, version: string): string[] {
  const { problems } = readConfiguration([{ name: 'x', text }], new Map(), parseVersion(version));
  return problems.map(({ line, word, severity }) => `${line} ${word} ${severity}`);
}

t.test('headers that no version takes', async (t) => {
  const cases: [text: string, ...problems: string[]][] = [
    ['backend\n', '1 backend fatal'],
    ['backend b x\n', '1 x fatal'],
    ['frontend f :80\n', '1 :80 fatal'],
    ['defaults d\nbackend b from d x\n', '2 x fatal'],
    ['backend b from d\n', '1 d fatal'],
    ['defaults d from d\n', '1 d fatal'],
    ['defaults a from b\ndefaults b from a\n', '1 b fatal'],
    ['defaults d from\n', '1 from fatal'],
    ['backend b\nbackend b\n', '2 b fatal'],
    ['listen b\nbackend b\n', '2 b fatal'],
    ['log-forward b\nbackend b\n', '2 b fatal'],
    ['global x\n', '1 x fatal'],
    ['peers\n', '1 peers fatal'],
    ['peers p q\n', '1 q fatal'],
    ['peers p@q\n', '1 p@q fatal'],
    ['peers p\npeers p\n', '2 p fatal'],
    ['userlist u\nuserlist u\n', '2 u warning'],
    ['resolvers r\nresolvers r\n', '2 r fatal'],
    ['cache\n', '1 cache fatal'],
  ];
  for (const version of ['2.6', '2.8', '3.0', '3.2', '3.3'])
    for (const [text, ...found] of cases) t.strictSame(problems(text, version), found, `${version} ${text}`);
});

t.test('headers that all versions take', async (t) => {
  const cases = [
    'defaults\nbackend b\nfrontend f\nlisten l\n',
    'defaults d\nbackend b from d\n',
    'defaults from\nbackend b\n',
    'defaults a b c d\nbackend b\n',
    'defaults a\ndefaults from a\nbackend b\n',
    'defaults d\ndefaults d\nbackend b\n',
    'backend a.b:c_d-e9\n',
    'resolvers r x\nmailers m x\nhttp-errors e x\nring r x\n',
    'cache c@d\n',
    'namespace_list x y\n',
    'global\nglobal\n',
  ];
  for (const version of ['2.6', '3.0', '3.2', '3.4', 'any'])
    for (const text of cases) t.strictSame(problems(text, version), [], `${version} ${text}`);
});

t.test('headers that versions differ in', async (t) => {
  const cases: [text: string, [version: string, ...problems: string[]][]][] = [
    [
      'backend b@\n',
      [
        ['3.2', '1 b@ fatal'],
        ['3.4', '1 b@ warning'],
        ['any', '1 b@ warning'],
      ],
    ],
    ['frontend w\nbackend w\n', [['3.0'], ['3.2', '2 w warning'], ['3.4', '2 w fatal'], ['any', '2 w warning']]],
    ['defaults w\nbackend w\n', [['3.0'], ['3.2', '2 w warning'], ['3.4', '2 w fatal']]],
    ['backend w\ndefaults w\n', [['3.0'], ['3.2', '2 w warning'], ['3.4', '2 w fatal']]],
    ['defaults d\nbackend b from d\ndefaults d\n', [['3.0'], ['3.2', '3 d fatal']]],
    [
      'defaults d\ndefaults d\nbackend b from d\n',
      [
        ['3.2', '3 d fatal'],
        ['3.4', '3 d warning'],
      ],
    ],
    ['defaults d\nbackend a from d\nbackend b\n', [['2.4'], ['3.2', '3 backend warning']]],
    ['defaults d\nbackend b from d\n', [['2.3', '2 from fatal'], ['2.4']]],
  ];
  for (const [text, versions] of cases)
    for (const [version, ...found] of versions) t.strictSame(problems(text, version), found, `${version} ${text}`);
});

t.test('sections in branches that exclude each other do not share their names', async (t) => {
  t.strictSame(problems('global\n.if feature(LUA)\nbackend b\n.else\nbackend b\n.endif\n', '3.4'), []);
  t.strictSame(
    problems('global\n.if feature(LUA)\ndefaults d\n.else\ndefaults d\n.endif\nbackend b from d\n', '3.4'),
    [],
  );
});
