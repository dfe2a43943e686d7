import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import t, { type Test } from 'tap';
import type { RunningFixture } from '../../fixtures/servers/fixture.ts';
import type { UpgradeResult } from '../../src/upgrade-types.ts';
import { asks, backendNamed, hidden, site, tls } from '../upgrade/cases.ts';
import { configuration, pki } from '../upgrade/upgraded.ts';
import { run } from './run.ts';

const schema = JSON.parse(readFileSync(new URL('../../docs/schemas/upgrade-1.json', import.meta.url), 'utf8'));
const valid = new Ajv({ strict: false }).compile(schema);

const versions = ['--from', '3.2', '--to', '3.4'];

async function start(t: Test, name: string): Promise<RunningFixture> {
  const backend = await backendNamed(name).start({ host: site, pki });
  t.teardown(() => backend.close());
  return backend;
}

/** A configuration with one server, in a folder of its own. */
function written(t: Test, lines: string, { port }: { port: number }): string {
  const text = configuration(lines.replaceAll('PORT', String(port)).replaceAll('ca.pem', `${t.testdirName}/ca.pem`));
  return `${t.testdir({ 'haproxy.cfg': text, 'ca.pem': pki.caPem })}/haproxy.cfg`;
}

/** Printable ASCII, 80 columns but for what is copied, no blanks at the end of a line. */
function fits(t: Test, text: string): void {
  t.notMatch(text, /[^\n\x20-\x7e]/);
  t.notMatch(text, / $/m);
  const isLong = (line: string) => line.length > 80 && !/^ {3}-> |^ \/\S+$/.test(line);
  t.same(text.split('\n').filter(isLong), []);
}

t.test('a server that breaks: what turns, why, and what keeps it', async (t) => {
  const file = written(t, `${asks}\n${tls} check`, await start(t, 'no-name-wanted'));
  const { code, stdout, stderr } = await run(['upgrade', file, ...versions]);
  t.match({ code, stderr }, { code: 1, stderr: '' });
  fits(t, stdout);
  t.match(stdout, /^BREAKS {2}1 server turns from HAProxy 3\.2\.26 to 3\.4\.7: 1 breaks\.\n\nBREAKS\n be\/s1 {2}/);
  t.match(stdout, /^ {5}3\.2\.26 {2}check L7OK 200 {2}traffic 200 ----\n {5}3\.4\.7 {3}check L6RSP/m);
  t.match(stdout, /^ {3}error {3}SNI340 {2}only one of the versions/m);
  t.match(stdout, /^ {3}-> before haproxy\.cfg:\d+: \.if version_atleast\(3\.3\)\n {3}-> before .*no-sni-auto/m);
  t.notMatch(stdout, 'sends none');
  const explained = await run(['upgrade', file, ...versions, '--explain']);
  fits(t, explained.stdout);
  t.match(explained.stdout, /HAProxy 3\.4\.7 takes the server name from the Host/);
  t.match(explained.stdout, 'docs/codes/SNI340.md');
});

t.test('the exit code follows --fail-on', async (t) => {
  const codes = async (name: string) => {
    const file = written(t, `${asks}\n${tls} check`, await start(t, name));
    const levels = ['error', 'warning', 'info', 'never'];
    return Promise.all(
      levels.map(async (level) => (await run(['upgrade', file, ...versions, '--fail-on', level])).code),
    );
  };
  t.same(await codes('no-name-wanted'), [1, 1, 1, 0]);
  t.same(await codes('contour'), [0, 0, 1, 0]);
  t.same(await codes('healthy-tls'), [0, 0, 1, 0]);
});

t.test('nothing changes', async (t) => {
  const file = written(t, `${asks}\n${tls} check check-sni ${site} sni str(${site})`, await start(t, 'contour'));
  const { code, stdout } = await run(['upgrade', file, ...versions, '--fail-on', 'info']);
  t.equal(code, 0);
  fits(t, stdout);
  t.match(stdout, /^SAME {2}1 server stays the same from HAProxy 3\.2\.26 to 3\.4\.7\.\n\n 3 connections, /);
});

t.test('a line that only one version takes', async (t) => {
  const file = written(t, `${hidden}\n${tls} check`, await start(t, 'healthy-tls'));
  const up = await run(['upgrade', file, '--from', '2.6', '--to', '3.0']);
  t.equal(up.code, 1);
  fits(t, up.stdout);
  t.match(up.stdout, /^REFUSED {2}HAProxy 3\.0\.11 does not start: 1 line refused\. 1 server turns/);
  t.match(up.stdout, /^NEW IN 3\.0\.11\n fatal {3}haproxy\.cfg:\d+:/m);
  t.match(
    up.stdout,
    /^ {3}-> haproxy\.cfg:\d+, instead: option httpchk GET \/\n {3}-> after haproxy\.cfg:\d+: http-check/m,
  );
  const down = await run(['upgrade', file, '--from', '3.0', '--to', '2.6']);
  t.equal(down.code, 0);
  t.match(down.stdout, /^TURNS {2}HAProxy 3\.0\.11 did not: 1 line refused\. 1 server turns [\s\S]{9,60}: 1 is mended/);
  t.match(down.stdout, 'A downgrade.');
  const both = await run(['upgrade', file, '--from', '2.8', '--to', '3.0']);
  t.equal(both.code, 1);
  t.match(both.stdout, /^REFUSED {2}Neither version starts: 1 line refused by both/);
});

t.test('the text alone', async (t) => {
  const file = written(t, `${asks}\n${tls} check`, { port: 443 });
  const { code, stdout } = await run(['upgrade', '--offline', file, ...versions]);
  t.equal(code, 0);
  fits(t, stdout);
  t.match(stdout, /^DIFFERS {2}1 server is sent something else from HAProxy 3\.2\.26 to 3\.4\.7\.\n\nSENT OTHERWISE\n/);
  t.match(stdout, /No connection was made/);
  const explained = await run(['upgrade', '--offline', '--explain', file, ...versions]);
  t.match(explained.stdout, /-> before haproxy\.cfg:\d+: default-server no-sni-auto no-check-sni-auto\n/);
  const same = await run(['upgrade', '--offline', file, '--from', '2.6', '--to', '3.2', '--fail-on', 'info']);
  t.match(same, { code: 0, stdout: /^UNTESTED {2}1 server is sent the same/ });
});

t.test('JSON is as its schema has it', async (t) => {
  const backend = await start(t, 'certificate-wrong-name');
  const server = 'server s1 127.0.0.1:PORT ssl verify required ca-file ca.pem check';
  const sections = `backend be\n    ${asks.replace('\n', '\n    ')}\n    ${server}\nbackend old\n    ${hidden}\n    ${tls} check`;
  const file = written(t, sections, backend);
  for (const change of [[], ['--offline'], ['--from', '3.4', '--to', '2.6']]) {
    const pair = change.includes('--from') ? change : ['--from', '2.6', '--to', '3.4', ...change];
    const { stdout } = await run(['upgrade', file, ...pair, '--format', 'json']);
    t.ok(valid(JSON.parse(stdout)), JSON.stringify(valid.errors));
  }
  const { stdout } = await run(['upgrade', file, '--from', '2.6', '--to', '3.4', '--format', 'ndjson', '--host', site]);
  t.equal(stdout.split('\n').length, 2);
  const { changes, patch } = JSON.parse(stdout) as UpgradeResult;
  t.match(changes, [
    { proxy: 'be', code: 'SNI340', edits: ['check-sni other.example.test', 'sni str(other.example.test)'] },
    { proxy: 'old', code: 'SNI343', after: { fatal: /http-check send/ } },
  ]);
  t.match(patch, /^--- .*haproxy\.cfg\n\+\+\+ .*haproxy\.cfg\n@@/);
});

t.test('200 servers stay readable', async (t) => {
  const { port } = await start(t, 'no-name-wanted');
  const lines = Array.from({ length: 200 }, (_, i) => tls.replace('s1', `s${i}`).replace('PORT', String(port)));
  const file = written(t, `${asks}\n${lines.map((line) => `${line} check`).join('\n')}`, { port });
  const { stdout } = await run(['upgrade', file, ...versions]);
  fits(t, stdout);
  t.match(stdout, /^BREAKS {2}200 servers turn from HAProxy 3\.2\.26 to 3\.4\.7: 200 break\.\n/);
  t.ok(stdout.split('\n').length < 30, stdout);
  const all = await run(['upgrade', file, ...versions, '--verbose']);
  t.match(all.stdout, / be\/s199 /);
});

t.test('--plan lists the connections of both versions and makes none', async (t) => {
  const backend = await start(t, 'contour');
  const file = written(t, `${asks}\n${tls} check`, backend);
  const { code, stdout } = await run(['upgrade', file, ...versions, '--plan']);
  t.equal(code, 0);
  t.match(stdout, /^PLAN {2}5 connections; none is made now\n/);
  t.equal(backend.seen.length, 0);
});

t.test('standard input, and a file that is written', async (t) => {
  const folder = t.testdir({});
  const argv = ['upgrade', '-', ...versions, '--offline', '--format', 'json', '--output', `${folder}/out.json`];
  const { code, stdout } = await run(argv, { stdin: configuration(`${asks}\n${tls.replace('PORT', '443')} check`) });
  t.match({ code, stdout }, { code: 0, stdout: '' });
  t.ok(valid(JSON.parse(readFileSync(`${folder}/out.json`, 'utf8'))));
});

const usage: [argv: string[], message: RegExp][] = [
  [versions, /a FILE is missing\n {2}sni-doctor upgrade /],
  [['a.cfg', '--to', '3.4'], /--from is missing: which HAProxy version\?/],
  [['a.cfg', '--from', '3.2'], /--to is missing/],
  [['a.cfg', '--from', 'any', '--to', '3.4'], /--from: "any" is no single version/],
  [['a.cfg', '--from', '1.5', '--to', '3.4'], /--from: HAProxy 1\.5 is outside what is modelled/],
  [['a.cfg', '--from', '3.2', '--to', 'new'], /--to: "new" is no HAProxy version/],
  [['a.cfg', ...versions, '--from', '3.0'], /--from is given more than once/],
  [['a.cfg', ...versions, '--haproxy-version', '3.2'], /Unknown argument: haproxy-version/],
  [['a.cfg', ...versions, '--fix'], /Unknown argument: fix/],
  [['a.cfg', ...versions, '--plan', '--offline'], /--offline makes no connection/],
  [['a.cfg', ...versions, '--format', 'html'], /--format html is not offered by upgrade yet/],
  [['a.cfg', ...versions, '--offline', '--server', 'be/s9'], /--server be\/s9: there is no such server/],
  [['a.cfg', ...versions, '--offline', '--output', 'a.cfg'], /would overwrite/],
];

for (const [argv, message] of usage) {
  t.test(`2: sni-doctor upgrade ${argv.join(' ')}`, async (t) => {
    const folder = t.testdir({ 'a.cfg': 'backend be\n    server s1 192.0.2.1:443\n' });
    const words = argv.map((word) => (word === 'a.cfg' ? `${folder}/a.cfg` : word));
    const { code, stdout, stderr } = await run(['upgrade', ...words]);
    t.match({ code, stdout }, { code: 2, stdout: '' });
    t.match(stderr, message);
    t.match(stderr, /^sni-doctor: [\x20-\x7e]+\n( {2}[\x20-\x7e]+\n)?$/, 'one printable line, and at most a hint');
  });
}

t.test('3: what cannot be read', async (t) => {
  const folder = t.testdir({ 'notes.cfg': 'Dear reader,\nthis is no configuration.\n' });
  for (const [file, message] of [
    ['none.cfg', /none\.cfg: no such file or folder\n$/],
    ['notes.cfg', /notes\.cfg: no configuration of HAProxy/],
  ] as const) {
    const { code, stdout, stderr } = await run(['upgrade', `${folder}/${file}`, ...versions, '--offline']);
    t.match({ code, stdout }, { code: 3, stdout: '' });
    t.match(stderr, message);
  }
});

t.test('130: Ctrl-C', async (t) => {
  const file = written(t, `${tls} check`, { port: 1 });
  t.match(await run(['upgrade', file, ...versions], { signal: AbortSignal.abort() }), { code: 130, stdout: '' });
});

t.test('its help', async (t) => {
  const { code, stdout } = await run(['upgrade', '--help']);
  t.equal(code, 0);
  t.match(stdout, /^sni-doctor upgrade FILE\.\.\. --from VERSION --to VERSION\n/);
  t.match(stdout, / {2}sni-doctor upgrade \/etc\/haproxy\/haproxy\.cfg --from 3\.2 --to 3\.4\n/);
  t.same(
    stdout.split('\n').filter((line) => line.length > 80),
    [],
  );
  t.equal((await run(['help', 'upgrade'])).stdout, stdout);
});
