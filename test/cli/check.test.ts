import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import t, { type Test } from 'tap';
import { fixture, type RunningFixture } from '../../fixtures/servers/index.ts';
import type { CheckResult } from '../../src/check-types.ts';
import { check } from '../../src/index.ts';
import { run } from './run.ts';

const schema = JSON.parse(readFileSync(new URL('../../docs/schemas/check-1.json', import.meta.url), 'utf8'));
const valid = new Ajv({ strict: false }).compile(schema);

/** A backend that resets a handshake without server name, refuses a request without Host, and answers 200 to both. */
async function contour(t: Test): Promise<RunningFixture> {
  const backend = await fixture('contour')?.start();
  if (!backend) throw new Error('no such fixture');
  t.teardown(() => backend.close());
  return backend;
}

const lacking = (port: number | string) => `defaults
    mode http
    timeout connect 5s
backend be
    option httpchk GET /
    server s1 127.0.0.1:${port} ssl verify none check
`;

const mended = (port: number | string) => `defaults
    mode http
    timeout connect 5s
backend be
    option httpchk GET /
    http-check send meth GET uri / ver HTTP/1.1 hdr Host www.example.test
    http-request set-header Host www.example.test
    server s1 127.0.0.1:${port} ssl ca-file ca.pem check check-sni www.example.test sni str(www.example.test)
`;

const version = ['--haproxy-version', '3.2'];

async function asJson(argv: string[], options: Parameters<typeof run>[1] = {}) {
  const ran = await run(['check', '--format', 'json', '--quiet', ...version, ...argv], options);
  const result = JSON.parse(ran.stdout || 'null') as CheckResult;
  return { ...ran, result };
}

t.test('a server that fails: what HAProxy will report, where, and what would mend it', async (t) => {
  const { port } = await contour(t);
  const folder = t.testdir({ 'haproxy.cfg': lacking(port) });
  const argv = ['check', ...version, `${folder}/haproxy.cfg`, '--host', 'www.example.test'];
  const { code, stdout, stderr } = await run(argv);
  t.equal(code, 1);
  t.equal(stderr, '');
  t.match(stdout, /^FAILING {2}1 server fails\.\n\nDOWN\n/);
  t.match(stdout, /^ be\/s1 {2}haproxy\.cfg:6 {2}check L6RSP "/m);
  t.match(stdout, /traffic 503 SC--/);
  t.match(stdout, /error {3}SNI101/);
  t.match(stdout, /-> server be\/s1, .*haproxy\.cfg:6: .*check-sni www\.example\.test/);
  t.match(stdout, /For HAProxy 3\.2\.26\s\(--haproxy-version\)\.\n Files in\s/);
  t.ok(stdout.includes(` ${folder}/\n`));
});

t.test('the same as JSON holds to the published schema, on many lines and on one', async (t) => {
  const { port } = await contour(t);
  const folder = t.testdir({ 'haproxy.cfg': lacking(port) });
  const argv = [`${folder}/haproxy.cfg`, '--host', 'www.example.test'];
  const { code, result } = await asJson(argv);
  t.equal(code, 1);
  t.ok(valid(result), JSON.stringify(valid.errors));
  t.match(result, {
    schema: 'sni-doctor/check/1',
    files: [`${folder}/haproxy.cfg`],
    servers: [
      { proxy: 'be', server: 's1', line: 6, check: { status: 'L6RSP', up: false }, traffic: [{ status: 503 }] },
    ],
  });
  const lines = await run(['check', '--format', 'ndjson', '--quiet', ...version, ...argv]);
  t.match(lines.stdout, /^[^\n]+\n$/);
  t.ok(valid(JSON.parse(lines.stdout)));
  const kept = await run(['check', '--format', 'json', ...version, ...argv, '--output', `${folder}/out.json`]);
  t.match(kept, { code: 1, stdout: '', stderr: '' });
  t.ok(valid(JSON.parse(readFileSync(`${folder}/out.json`, 'utf8'))));
});

t.test('mended: healthy; paths are relative to the working directory', async (t) => {
  const { port, caPem } = await contour(t);
  const folder = t.testdir({ 'haproxy.cfg': mended(port), 'ca.pem': caPem ?? '' });
  const before = process.cwd();
  process.chdir(folder);
  t.teardown(() => process.chdir(before));
  const { code, stdout } = await run(['check', ...version, 'haproxy.cfg', '--color', 'never']);
  t.match(stdout, /^HEALTHY /);
  t.match(stdout, / be\/s1 {2}haproxy\.cfg:8 {2}check L7OK 200/);
  t.equal(code, 0);
});

t.test('nothing is connected to with --offline and with --plan', async (t) => {
  const { port, seen } = await contour(t);
  const folder = t.testdir({ 'haproxy.cfg': lacking(port) });
  const { code, result } = await asJson([`${folder}/haproxy.cfg`, '--offline']);
  t.equal(code, 0);
  t.ok(valid(result), JSON.stringify(valid.errors));
  t.match(result, {
    connections: 0,
    from: null,
    servers: [{ check: { status: null, up: null, sends: { tls: true } } }],
  });
  const argv = ['check', ...version, `${folder}/haproxy.cfg`, '--plan', '--host', 'www.example.test'];
  const plan = await run(argv);
  t.match(plan, { code: 0, stderr: '' });
  t.match(plan.stdout, /^PLAN {2}\d connections; none is made now\n/);
  t.match(plan.stdout, ` be/s1 to 127.0.0.1:${port}\n     check: TLS without server name; GET / HTTP/1.0, no Host\n`);
  const { plans } = JSON.parse((await run([...argv, '--format', 'json'])).stdout);
  t.ok(plans.length >= 2);
  t.match(plans[0], { server: /^be\/s1/, plan: { port } });
  t.same(seen, []);
});

t.test('standard input, a folder, several files, CRLF', async (t) => {
  const [defaults = '', backend = ''] = lacking(443).split(/(?=^backend)/m);
  const folder = t.testdir({
    'a.cfg': defaults,
    'b.cfg': backend,
    'crlf.cfg': lacking(443).replaceAll('\n', '\r\n'),
    d: { '1.cfg': defaults, '2.cfg': backend, 'note.txt': 'x' },
  });
  const offline = async (files: string[], stdin?: string) => {
    return (await asJson(['--offline', ...files], stdin === undefined ? {} : { stdin })).result;
  };
  const server = { proxy: 'be', server: 's1', mode: 'http', port: 443 };
  t.match((await offline(['-'], lacking(443))).servers, [{ ...server, file: 'standard input', line: 6 }]);
  t.match((await offline(['-f', '-'], lacking(443))).servers, [server]);
  for (const files of [
    [`${folder}/a.cfg`, `${folder}/b.cfg`],
    ['-f', `${folder}/a.cfg`, '-f', `${folder}/b.cfg`],
    [`${folder}/a.cfg`, '-f', `${folder}/b.cfg`],
    ['-f', `${folder}/a.cfg`, '--', `${folder}/b.cfg`],
  ]) {
    const result = await offline(files);
    t.same(result.files, [`${folder}/a.cfg`, `${folder}/b.cfg`], 'the order of the command line');
    t.match(result.servers, [{ ...server, file: `${folder}/b.cfg`, line: 3 }]);
  }
  t.match((await offline([`${folder}/d/`])).files, [`${folder}/d/1.cfg`, `${folder}/d/2.cfg`]);
  const crlf = await offline([`${folder}/crlf.cfg`]);
  t.match(crlf, { problems: [], servers: [{ ...server, line: 6 }] });
});

t.test('variables: of the environment, a file, the command line', async (t) => {
  const text = 'backend be\n    server s1 "$ADDRESS:$PORT" check\n';
  const folder = t.testdir({ 'a.cfg': text, 'a.env': 'ADDRESS="10.0.0.2"\nPORT=2\n' });
  const server = async (more: string[], env: Record<string, string>) => {
    return (await asJson([`${folder}/a.cfg`, '--offline', ...more], { env })).result.servers[0];
  };
  const env = { ADDRESS: '10.0.0.1', PORT: '1' };
  const file = ['--env-file', `${folder}/a.env`];
  t.match(await server([], env), { address: '10.0.0.1', port: 1, unknown: [] });
  t.match(await server(file, env), { address: '10.0.0.2', port: 2 });
  t.match(await server([...file, '--env', 'PORT=3', '--env', 'PORT=4'], env), { address: '10.0.0.2', port: 4 });
  const unset = await server([], { ADDRESS: '10.0.0.1' });
  t.match(unset?.unknown, [{ line: 2, because: /PORT/ }], 'unknown, not empty');
});

t.test('--resolve stands before the name server, and what it was not needed for is said', async (t) => {
  const { port } = await contour(t);
  const text = lacking(`${port}`).replace('127.0.0.1', 'backend.invalid');
  const folder = t.testdir({ 'haproxy.cfg': text });
  const argv = [`${folder}/haproxy.cfg`, '--host', 'www.example.test'];
  const given = ['--resolve', `Backend.invalid:${port}:127.0.0.1`];
  const { result } = await asJson([...argv, ...given]);
  t.match(result.servers, [{ address: '127.0.0.1', port, check: { status: 'L6RSP' } }]);
  const other = await run(['check', ...version, ...argv, ...given, '--resolve', 'other.test:1:127.0.0.1']);
  t.equal(other.stderr, 'note: --resolve other.test:1 was not needed: no server has this name and port\n');
  const gone = await asJson(argv);
  t.match(gone.result.servers, [{ address: null, unknown: [{ line: 6, text: /backend\.invalid/ }] }]);
});

t.test('a line that HAProxy refuses is an error, and the rest is read', async (t) => {
  const folder = t.testdir({ 'a.cfg': lacking(443).replace('check\n', 'check\n    sevrer s2 127.0.0.1:444\n') });
  const { code, result } = await asJson([`${folder}/a.cfg`, '--offline']);
  t.equal(code, 1);
  t.match(result.problems, [{ line: 7, word: 'sevrer', severity: 'fatal' }]);
  t.equal(result.servers.length, 1);
  const { stdout } = await run(['check', ...version, '--offline', `${folder}/a.cfg`]);
  t.match(stdout, /^REFUSED {2}HAProxy does not start: 1 line refused\./);
  t.match(stdout, /fatal {3}.*a\.cfg:7:\d+\s+"sevrer"/);
});

t.test('--fail-on', async (t) => {
  const folder = t.testdir({ 'a.cfg': lacking(443) });
  const code = async (...more: string[]) => (await asJson([`${folder}/a.cfg`, '--offline', ...more])).code;
  t.equal(await code(), 0);
  t.equal(await code('--fail-on', 'info'), 1, 'verify none, at least');
  t.equal(await code('--fail-on', 'never'), 0);
});

t.test('progress is drawn on a terminal, and wiped', async (t) => {
  const { port } = await contour(t);
  const folder = t.testdir({ 'a.cfg': lacking(port) });
  const argv = ['check', ...version, `${folder}/a.cfg`];
  const { stderr } = await run(argv, { isTTY: true });
  t.match(stderr, /checking: \d+ of \d+ connections/);
  t.ok(stderr.endsWith('\r\u001b[K'));
  t.equal((await run([...argv, '--quiet'], { isTTY: true })).stderr, '');
});

t.test('many servers at once: nothing but the result is said', async (t) => {
  const { port } = await contour(t);
  const backends = Array.from({ length: 40 }, (_, i) => {
    return `backend be${i}\n    server s1 127.0.0.1:${port} ssl verify none check check-sni h${i}.example.test\n`;
  });
  const folder = t.testdir({ 'a.cfg': backends.join('') });
  const warnings: Error[] = [];
  const warned = (warning: Error) => warnings.push(warning);
  process.on('warning', warned);
  t.teardown(() => process.off('warning', warned));
  const { stdout, stderr } = await run(['check', ...version, `${folder}/a.cfg`]);
  await new Promise(setImmediate);
  t.match(stdout, /of 40 servers|^\w+ {2}40 servers/);
  t.equal(stderr, '');
  t.same(warnings, []);
});

t.test('Ctrl-C in the middle ends it, and nothing is written', async (t) => {
  const backend = await fixture('silent')?.start();
  if (!backend) return t.fail('no such fixture');
  t.teardown(() => backend.close());
  const folder = t.testdir({ 'a.cfg': lacking(backend.port).replace('5s', '50s') });
  const interrupt = new AbortController();
  const running = run(['check', ...version, `${folder}/a.cfg`, '--output', `${folder}/out`], {
    signal: interrupt.signal,
  });
  setTimeout(() => interrupt.abort(), 300);
  t.match(await running, { code: 130, stdout: '' });
  t.notOk(existsSync(`${folder}/out`));
});

t.test('the library gives the same', async (t) => {
  const { port } = await contour(t);
  const text = lacking(port);
  const folder = t.testdir({ 'haproxy.cfg': text });
  const { result } = await asJson([`${folder}/haproxy.cfg`, '--host', 'www.example.test']);
  const files = [{ name: `${folder}/haproxy.cfg`, text: Buffer.from(text) }];
  const same = await check(files, { haproxyVersion: '3.2', hosts: ['www.example.test'] });
  t.same(plain(same), plain(result));
  t.match(await check([{ name: 'a', text }], { offline: true, environment: {} }), {
    haproxyVersion: 'any',
    connections: 0,
  });
  await t.rejects(check(files, { haproxyVersion: '1.4' }), { message: /outside what is modelled/ });
  await t.rejects(check(files, { hosts: ['a b'] }), { message: /^hosts: .* space/ });
  await t.rejects(check(files, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

/** Without what differs from run to run. */
function plain(result: CheckResult): CheckResult {
  const servers = result.servers.map((server) => ({ ...server, check: { ...server.check, ms: null } }));
  return { ...result, servers, ms: 0 };
}
