import { mkdirSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { type MatrixInputAsked, type MatrixInputHooks, openPairs } from '../../src/cli/matrix-input.ts';
import { Refusal } from '../../src/cli/refusal.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { terminalWith } from './matrix-input-terminal.ts';

const hostsFixture = (name: string) => fileURLToPath(new URL(`../../fixtures/hosts/${name}`, import.meta.url));
const two = ['old=203.0.113.1,new=10.0.0.5:8443'];

interface Opened {
  notes: string[];
  /** `host label address:port` */
  pairs: string[];
  total: number | null;
  first: string | null;
  refused: Refusal | null;
}

async function open(
  asked: Partial<MatrixInputAsked>,
  stdin: string | Readable = '',
  hooks: Partial<MatrixInputHooks> = {},
): Promise<Opened> {
  const notes: string[] = [];
  const pairs: string[] = [];
  const all: MatrixInputAsked = {
    hosts: [],
    pairs: [],
    targets: [],
    hostsFormat: 'auto',
    strict: false,
    port: 443,
    version: parseVersion('any'),
    ...asked,
  };
  try {
    const opened = await openPairs(all, { onNote: (text) => void notes.push(text), ...hooks }, terminalWith(stdin));
    for await (const { host, target } of opened.pairs)
      pairs.push(`${host} ${target.label} ${target.address}:${target.port}`);
    return { notes, pairs, total: opened.total, first: opened.first, refused: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { notes, pairs, total: null, first: null, refused: error };
  }
}

t.test('host by host, all targets of a host one after another, each once', async (t) => {
  const { pairs, total, notes } = await open({ hosts: ['-'], targets: two }, 'b.test\nA.test\nb.test\n');
  t.same(pairs, [
    'b.test old 203.0.113.1:443',
    'b.test new 10.0.0.5:8443',
    'a.test old 203.0.113.1:443',
    'a.test new 10.0.0.5:8443',
  ]);
  t.equal(total, null, 'only the end of standard input tells');
  t.same(notes, ['1 duplicate is tested once']);
});

t.test('a file: how many pairs is known, and bad lines are said before anything is tested', async (t) => {
  const { pairs, total, notes } = await open({ hosts: [hostsFixture('list.txt')], targets: two });
  t.equal(total, 22);
  t.equal(pairs.length, 22);
  t.match(notes[0], /list\.txt:13: "\*\.example\.test" is a wildcard/);
  t.match(notes[1], /list\.txt:14: "two words\.test"/);
  t.ok(notes.every((note) => /^[ -~]*$/.test(note)));
});

t.test('every kind is told by its beginning, a flag overrides it', async (t) => {
  const hosts = async (name: string, format: Partial<MatrixInputAsked> = {}) =>
    (await open({ hosts: [hostsFixture(name)], targets: ['x=10.0.0.1'], ...format })).total;
  t.equal(await hosts('example.test.zone'), 11);
  t.equal(await hosts('chain.pem'), 4);
  t.equal(await hosts('haproxy/haproxy.cfg'), 27);
  t.equal(await hosts('haproxy'), 27, 'a folder of *.cfg');
  const { refused } = await open({ hosts: ['-'], targets: two, hostsFormat: 'zone' }, 'a.test\n');
  t.match(refused, { exitCode: 3, message: /standard input: there is no host/ });
});

t.test('several files are one list; configurations are one configuration', async (t) => {
  const folder = t.testdir({
    'a.txt': 'a.test\nb.test\n',
    'b.txt': 'b.test\nc.test\n',
    'c.cfg': 'global\n  setenv NAME d.test\n',
    'd.cfg': 'frontend f\n  acl x hdr(host) "$NAME"\n',
  });
  const hosts = ['a.txt', 'c.cfg', 'b.txt', 'd.cfg'].map((name) => `${folder}/${name}`);
  const { pairs } = await open({ hosts, targets: ['x=10.0.0.1'] });
  t.same(
    pairs.map((pair) => pair.split(' ')[0]),
    ['a.test', 'b.test', 'd.test', 'c.test'],
  );
});

t.test('files that a configuration names are looked for where HAProxy would', async (t) => {
  const folder = t.testdir({ maps: { 'f.map': 'a.test x\n' } });
  const rule = 'frontend f\n  use_backend %[req.hdr(host),map(maps/f.map)]\n';
  mkdirSync(`${folder}/etc`);
  writeFileSync(`${folder}/etc/parent.cfg`, `global\n  default-path parent\n${rule}`);
  writeFileSync(`${folder}/config.cfg`, `global\n  default-path config\n${rule}`);
  writeFileSync(`${folder}/origin.cfg`, `global\n  default-path origin ${folder}\n${rule}`);
  writeFileSync(`${folder}/none.cfg`, rule);
  for (const name of ['etc/parent.cfg', 'config.cfg', 'origin.cfg'])
    t.equal((await open({ hosts: [`${folder}/${name}`], targets: ['x=10.0.0.1'] })).total, 1, name);
  const { refused } = await open({ hosts: [`${folder}/none.cfg`], targets: ['x=10.0.0.1'] });
  t.match(refused, { exitCode: 3, hint: /none\.cfg:2: maps\/f\.map: no such file/ });
});

t.test('pairs of a CSV file, said where it was given as hosts', async (t) => {
  const pairs = [
    'www.example.test old 203.0.113.1:443',
    'www.example.test new, in "B" 10.0.0.5:8443',
    'shop.example.test old 203.0.113.1:443',
    'shop.example.test new, in "B" 10.0.0.5:8443',
    'shop.example.test 10.0.0.5:8444 10.0.0.5:8444',
    'm.example.test six 2001:db8::5:8443',
    'multi.example.test old 203.0.113.1:443',
  ];
  const file = hostsFixture('pairs.csv');
  const asPairs = await open({ pairs: [file] });
  t.same(asPairs.pairs, pairs);
  t.equal(asPairs.total, 7);
  t.equal(asPairs.notes.filter((note) => /csv:\d+: /.test(note)).length, 7);
  const asHosts = await open({ hosts: [file] });
  t.same(asHosts.pairs, pairs);
  t.match(asHosts.notes[0], /taken for ADDRESS, HOST, LABEL, PORT/);
});

t.test('pairs on standard input come in the order of their lines, each once', async (t) => {
  const lines = ['10.0.0.1,a.test,old', '10.0.0.1,b.test,old', '10.0.0.2,a.test,new', '10.0.0.1,a.test,old'];
  const { pairs, total, notes } = await open({ pairs: ['-'] }, lines.join('\n'));
  t.same(pairs, ['a.test old 10.0.0.1:443', 'b.test old 10.0.0.1:443', 'a.test new 10.0.0.2:443']);
  t.equal(total, null);
  t.same(notes, ['1 duplicate is tested once']);
});

t.test('an ADDRESS may be a name; one that does not resolve has no address', async (t) => {
  const { pairs, total, notes } = await open(
    { pairs: ['-'], strict: true },
    'no.name.invalid,a.test,x\n10.0.0.1,b.test\n',
  );
  t.same(pairs, ['a.test x null:443', 'b.test 10.0.0.1 10.0.0.1:443']);
  t.equal(total, 2);
  t.match(notes, [/no\.name\.invalid does not resolve/]);
});

t.test('--strict: one bad line and nothing is tested, from standard input too', async (t) => {
  const asked = { hosts: ['-'], targets: two, strict: true };
  const bad = await open(asked, 'a.test\nb test\nc..test\n');
  t.match(bad.refused, { exitCode: 3, message: /^standard input:2: "b test"/, hint: /2 lines cannot be used/ });
  t.same(bad.pairs, []);
  const good = await open(asked, 'a.test\na.test\n');
  t.equal(good.total, 2);
});

t.test('of many bad lines the first twenty are shown, the others counted', async (t) => {
  const { notes, refused } = await open({ hosts: ['-'], targets: two }, 'bad!.test\n'.repeat(332));
  t.equal(notes.filter((note) => note.includes('bad!')).length, 20);
  t.equal(notes.at(-1), 'and 312 more lines that cannot be used');
  t.match(refused, { exitCode: 3, message: /no host that can be tested/, hint: /standard input:1: / });
});

t.test('what cannot be read is refused with its name and line', async (t) => {
  const folder = t.testdir({ empty: '', comments: '# nothing\n' });
  writeFileSync(`${folder}/utf16`, Buffer.from('\ufeffa.test\r\n', 'utf16le'));
  writeFileSync(`${folder}/nul`, 'a.test\nb\0.test\n');
  writeFileSync(`${folder}/long`, 'a'.repeat(200_000));
  const cases: [name: string, message: RegExp][] = [
    ['empty', /empty: there is no host/],
    ['comments', /comments: there is no host/],
    ['utf16', /UTF-16/],
    ['nul', /nul:2: holds a NUL byte/],
    ['long', /long:1: a line of more than 64 KiB/],
    ['none', /none: no such file/],
  ];
  for (const [name, message] of cases)
    t.match((await open({ hosts: [`${folder}/${name}`], targets: two })).refused, { exitCode: 3, message }, name);
  t.match((await open({ hosts: [folder], targets: two, hostsFormat: 'list' })).refused, { message: /is a folder/ });
});

t.test('further down, a long line and one with a NUL byte are bad lines like others', async (t) => {
  const text = `a.test\n${'# filled\n'.repeat(20_000)}${'b'.repeat(70_000)}\nc\0.test\nd.test`;
  const { pairs, notes } = await open({ hosts: ['-'], targets: ['x=10.0.0.1'] }, text);
  t.equal(pairs.length, 2);
  t.match(notes, [/:20002: a line of more than 64 KiB/, /:20003: a line with a NUL byte/]);
});

t.test('options that do not go together', async (t) => {
  const csv = { hosts: [hostsFixture('pairs.csv')] };
  t.match((await open({ ...csv, targets: two })).refused, { exitCode: 2, message: /--targets does not go with it/ });
  t.match((await open({ hosts: [hostsFixture('list.txt')] })).refused, {
    exitCode: 2,
    message: /--targets is missing/,
  });
  const list = await open({ hosts: ['-'], targets: two, hostsFormat: 'list' }, '10.0.0.1,a.test\nb.test\n');
  t.match(list, { notes: [/^standard input:1: .*it holds ","/], refused: null });
});

t.test('what another shard tests, and what is done already, is left out', async (t) => {
  const hooks = {
    keep: (host: string) => host !== 'a.test',
    skip: (host: string, { label }: { label: string }) => host === 'b.test' && label === 'old',
  };
  const folder = t.testdir({ list: 'a.test\nb.test\nc.test\na.test\n', only: 'a.test\n' });
  const { pairs, total } = await open({ hosts: [`${folder}/list`], targets: two }, '', hooks);
  t.same(
    pairs.map((pair) => pair.split(' ').slice(0, 2).join(' ')),
    ['b.test new', 'c.test old', 'c.test new'],
  );
  t.equal(total, 4, 'what is done already counts');
  const none = await open({ hosts: [`${folder}/only`], targets: two }, '', hooks);
  t.same([none.total, none.first, none.refused], [0, 'old', null], 'nothing for this shard is no mistake');
  const csv = await open(
    { pairs: ['-'], strict: true },
    '10.0.0.1,a.test\n10.0.0.1,b.test,old\n10.0.0.2,b.test,new',
    hooks,
  );
  t.same([csv.pairs, csv.total, csv.first], [['b.test new 10.0.0.2:443'], 2, '10.0.0.1']);
});

t.test('two labels for the same target are said', async (t) => {
  const asked = { hosts: ['-'], targets: ['a=10.0.0.1,b=10.0.0.2,c=10.0.0.1:443'] };
  const { notes, pairs } = await open(asked, 'x.test\n');
  t.same(notes, ['a and c are the same target: 10.0.0.1 port 443']);
  t.equal(pairs.length, 3);
});

t.test('an IPv6 address is one target, however it is written', async (t) => {
  const { notes } = await open({ hosts: ['-'], targets: ['a=2001:db8::1,b=[2001:DB8:0::0:1]'] }, 'x.test\n');
  t.same(notes, ['a and b are the same target: 2001:db8::1 port 443']);
  const csv = '2001:db8::1,a.test\n2001:DB8:0:0::1,a.test\n';
  t.same((await open({ pairs: ['-'] }, csv)).pairs, ['a.test 2001:db8::1 2001:db8::1:443']);
});

t.test('Ctrl-C while nothing comes from standard input', async (t) => {
  const controller = new AbortController();
  const terminal = { ...terminalWith(new Readable({ read() {} })), signal: controller.signal };
  const asked = { hosts: ['-'], pairs: [], targets: two, hostsFormat: 'auto', strict: false, port: 443 } as const;
  const opening = openPairs({ ...asked, version: parseVersion('any') }, { onNote() {} }, terminal);
  const reason = new Error('interrupted');
  controller.abort(reason);
  await t.rejects(opening, reason);
});

t.test('many files leave nobody who waits', async (t) => {
  const names = Array.from({ length: 30 }, (_, i) => `${i}.txt`);
  const folder = t.testdir(Object.fromEntries(names.map((name, i) => [name, `h${i}.test\n`])));
  const warnings: Error[] = [];
  const listen = (warning: Error) => void warnings.push(warning);
  process.on('warning', listen);
  const { pairs } = await open({ hosts: names.map((name) => `${folder}/${name}`), targets: ['x=10.0.0.1'] });
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', listen);
  t.equal(pairs.length, 30);
  t.same(warnings, []);
});

t.test('standard input is read as it is used, not ahead of it', async (t) => {
  let sent = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.from(Array.from({ length: 1000 }, () => `h${sent++}.test\n`).join(''));
    })(),
    { highWaterMark: 1 },
  );
  const { pairs } = await openPairs(
    {
      hosts: ['-'],
      pairs: [],
      targets: two,
      hostsFormat: 'auto',
      strict: false,
      port: 443,
      version: parseVersion('any'),
    },
    { onNote() {} },
    terminalWith(endless),
  );
  let seen = 0;
  for await (const _ of pairs) if (++seen === 10_000) break;
  t.ok(sent <= 20_000, `${sent} lines for ${seen} pairs`);
  t.ok(endless.destroyed, 'and let go of');
});

t.test('the one name of a configuration that people wrote', async (t) => {
  const { pairs } = await open({ hosts: [hostsFixture('../configs/hand-written.cfg')], targets: ['x=10.0.0.1'] });
  t.same(pairs, ['www.example.test x 10.0.0.1:443']);
  const none = await open({ hosts: [hostsFixture('../configs/odd-layout.cfg')], targets: ['x=10.0.0.1'] });
  t.match(none.refused, { exitCode: 3 }, 'one without any');
});
