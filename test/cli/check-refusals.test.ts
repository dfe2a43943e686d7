import { existsSync, readFileSync } from 'node:fs';
import t from 'tap';
import { run } from './run.ts';

const usage: [argv: string[], message: RegExp][] = [
  [[], /a FILE is missing\n {2}sni-doctor check \/etc\/haproxy\/haproxy\.cfg/],
  [['-f'], /-f needs a value/],
  [[''], /-f needs a value/],
  [['-', '-f', '-'], /standard input can be read only once/],
  [['a.cfg', '--nonsense'], /Unknown argument: nonsense\n {2}sni-doctor check --help/],
  [['a.cfg', '--diff', '--fix'], /--diff and --fix exclude each other\n {2}--diff prints all edits/],
  [['a.cfg', '--fix', '--fix-all'], /--fix and --fix-all exclude each other/],
  [['a.cfg', '--diff', '--offline'], /--diff needs the answers of the backends: --offline asks none/],
  [['a.cfg', '--fix-all', '--plan'], /--fix-all needs the answers of the backends: --plan asks none/],
  [['-', '--fix'], /--fix writes files, and standard input is none\n {2}its edits as a patch: --diff/],
  [['a.cfg', '--sni', 'a.test'], /Unknown argument: sni/],
  [['a.cfg', '--server', 's1'], /--server: "s1" is no server: write BACKEND\/SERVER/],
  [['a.cfg', '--server', 'be/'], /--server: "be\/" is no server/],
  [['a.cfg', '--host', 'a b'], /--host: .* space/],
  [['a.cfg', '--host', '*.example.test'], /--host: .* wildcard/],
  [['a.cfg', '--method', 'G T'], /--method: /],
  [['a.cfg', '--path', 'health'], /--path: .* begin with \//],
  [['a.cfg', '--timeout', '5'], /--timeout: .* 5s or 5ms/],
  [['a.cfg', '--timeout', '1s', '--timeout', '2s'], /--timeout is given more than once/],
  [['a.cfg', '--resolve', 'a.test'], /--resolve: "a\.test" is not NAME:PORT:ADDRESS/],
  [['a.cfg', '--env', 'A'], /--env: "A" is not NAME=VALUE/],
  [['a.cfg', '--plan', '--offline'], /--offline makes no connection/],
  [['a.cfg', '--format', 'html'], /--format html is not offered by check yet: table, json, ndjson/],
  [['a.cfg', '--fail-on', 'fatal'], /fail-on/],
  [['a.cfg', '--haproxy-version', '1.4'], /a\.cfg: no such file|--haproxy-version: .* outside/],
  [['a.cfg', '--output', ''], /--output needs a file/],
  [['a.cfg', '--resolve', '\u001b[2J'], /--resolve: .*\\\\?u001b|--resolve: .*\\x1B/],
];

for (const [argv, message] of usage) {
  t.test(`2: sni-doctor check ${JSON.stringify(argv.join(' '))}`, async (t) => {
    const folder = t.testdir({ 'a.cfg': 'global\n' });
    const { code, stdout, stderr } = await run([
      'check',
      ...argv.map((word) => (word === 'a.cfg' ? `${folder}/a.cfg` : word)),
    ]);
    t.equal(code, 2);
    t.equal(stdout, '');
    t.match(stderr, message);
    t.match(stderr, /^sni-doctor: [\x20-\x7e]+\n( {2}[\x20-\x7e]+\n)?$/, 'one printable line, and at most a hint');
  });
}

t.test('3: what cannot be read', async (t) => {
  const folder = t.testdir({
    empty: {},
    'empty.cfg': '',
    'good.cfg': 'global\n',
    'junk.cfg': Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 167) % 251)),
    'notes.cfg': 'Dear reader,\nthis is no configuration.\n',
    'bad.env': 'A=1\nB\n',
  });
  const cases: [argv: string[], message: RegExp][] = [
    [['none.cfg'], /none\.cfg: no such file or folder\n$/],
    [['good.cfg', '-f', 'none'], /none: no such file or folder\n$/],
    [['good.cfg/x'], /good\.cfg\/x: part of the path is no folder\n$/],
    [['empty'], /empty: the folder holds no file \*\.cfg\n$/],
    [['empty.cfg'], /empty\.cfg: no configuration of HAProxy: there is not one section\n/],
    [['junk.cfg'], /junk\.cfg: no configuration of HAProxy/],
    [['notes.cfg'], /notes\.cfg: no configuration of HAProxy/],
    [['good.cfg', '--env-file', 'none.env'], /none\.env: no such file or folder\n$/],
    [['good.cfg', '--env-file', 'bad.env'], /bad\.env:2: "B" is not NAME=VALUE\n$/],
    [['good.cfg', '--output', 'none/out.json'], /out\.json: cannot be written/],
  ];
  for (const [argv, message] of cases) {
    const paths = argv.map((word) => (word.startsWith('-') ? word : `${folder}/${word}`));
    const { code, stdout, stderr } = await run(['check', '--offline', '--haproxy-version', '3.2', ...paths]);
    t.equal(code, 3, argv.join(' '));
    t.equal(stdout, '');
    t.match(stderr, message);
    t.notMatch(stderr, /bug/);
  }
});

t.test('2: the result never stands over what it is about', async (t) => {
  const text = 'backend be\n';
  const folder = t.testdir({ 'a.cfg': text, d: { 'b.cfg': text } });
  for (const [input, output] of [
    ['a.cfg', 'a.cfg'],
    ['d', 'd/b.cfg'],
  ] as const) {
    const ran = await run(['check', '--offline', `${folder}/${input}`, '--output', `${folder}/${output}`]);
    t.match(ran, { code: 2, stdout: '', stderr: /would overwrite what is checked/ });
    t.equal(readFileSync(`${folder}/${output}`, 'utf8'), text);
  }
});

t.test('2: a server that is not there', async (t) => {
  const folder = t.testdir({ 'a.cfg': 'backend be\n    server s1 192.0.2.1:443\n' });
  const argv = ['check', '--offline', '--haproxy-version', '3.2', `${folder}/a.cfg`, '--output', `${folder}/out`];
  t.match(await run([...argv, '--server', 'be/s9']), {
    code: 2,
    stdout: '',
    stderr: /--server be\/s9: there is no such server\n {2}all of them: /,
  });
  t.notOk(existsSync(`${folder}/out`), 'nothing is written');
  t.match(await run([...argv, '--server', 'be/s1']), { code: 0 });
});

t.test('130: Ctrl-C', async (t) => {
  const folder = t.testdir({ 'a.cfg': 'backend be\n    server s1 127.0.0.1:1 check\n' });
  t.match(await run(['check', `${folder}/a.cfg`], { signal: AbortSignal.abort() }), { code: 130, stdout: '' });
});
