import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import t, { type Test } from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { run } from './run.ts';

const schema = JSON.parse(readFileSync(new URL('../../docs/schemas/probe-1.json', import.meta.url), 'utf8'));
const valid = new Ajv({ strict: false }).compile(schema);

async function start(t: Test, name: string) {
  const backend = await fixture(name)?.start();
  if (!backend) throw new Error(name);
  t.teardown(() => backend.close());
  const folder = t.testdir();
  const ca = `${folder}/ca.pem`;
  if (backend.caPem) writeFileSync(ca, backend.caPem);
  const argv = [
    'probe',
    `${backend.address}:${backend.port}`,
    '--host',
    'www.example.test',
    '--haproxy-version',
    '2.6',
  ];
  if (backend.caPem) argv.push('--ca-file', ca);
  return { backend, argv, folder };
}

t.test('the ingress: fixable', async (t) => {
  const { backend, argv } = await start(t, 'contour');
  const { code, stdout, stderr } = await run([...argv, '--http-port', String(backend.httpPort)]);
  t.equal(code, 1);
  t.equal(stderr, '');
  t.match(stdout, /^FIXABLE {2}127\.0\.0\.1:\d+ needs TLS \+ server name \(SNI\) \+ Host header\n/);
  t.match(
    stdout,
    /PASTE into the backend .*\n(?: {4}.*\n)* {4}server .* check-sni www\.example\.test sni str\(www\.example\.test\)\n/,
  );
  t.match(stdout, / Verified: /);
  t.equal((await run([...argv, '--fail-on', 'never'])).code, 0);
});

t.test('a healthy backend exits 0', async (t) => {
  const { argv } = await start(t, 'healthy-http');
  const { code, stdout } = await run(argv);
  t.equal(code, 0);
  t.match(stdout, /^HEALTHY /);
});

t.test('nobody listens: a finding, not an inability', async (t) => {
  const { argv } = await start(t, 'port-closed');
  const { code, stdout } = await run([...argv, '--format', 'json']);
  t.equal(code, 1);
  t.match(JSON.parse(stdout), { verdict: 'unreachable' });
});

t.test('JSON holds to its schema; saved evidence gives the same result', async (t) => {
  const { argv, folder } = await start(t, 'contour');
  const live = await run([...argv, '--format', 'json', '--save', `${folder}/saved.json`]);
  const result = JSON.parse(live.stdout);
  t.ok(valid(result), JSON.stringify(valid.errors));
  t.match(result, {
    verdict: 'fixable',
    needs: ['tls', 'sni', 'host'],
    haproxyVersion: '2.6',
    haproxyVersionFrom: 'flag',
  });
  const again = await run(['probe', '--from', `${folder}/saved.json`, '--format', 'json', '--haproxy-version', '2.6']);
  t.same(JSON.parse(again.stdout), result);
});

t.test('several hosts: an array, or a line each', async (t) => {
  const { argv } = await start(t, 'contour');
  const both = [...argv, '--host', 'other.example.test'];
  const { stdout } = await run([...both, '--format', 'json']);
  t.match(JSON.parse(stdout), [{ target: { host: 'www.example.test' } }, { target: { host: 'other.example.test' } }]);
  const lines = (await run([...both, '--format', 'ndjson'])).stdout.trimEnd().split('\n');
  t.ok(lines.length === 2 && lines.every((line) => valid(JSON.parse(line))));
});

t.test('--repeat says how often what failed', async (t) => {
  const { argv } = await start(t, 'healthy-tls');
  const { stdout } = await run([...argv, '--repeat', '3', '--format', 'json']);
  const { repeats } = JSON.parse(stdout);
  t.ok(repeats.length > 0 && repeats.every(({ runs }: { runs: number }) => runs === 3));
});

t.test('a hostile backend cannot write to the terminal', async (t) => {
  for (const name of ['hostile', 'hostile-malformed']) {
    const { argv } = await start(t, name);
    const { stdout } = await run([...argv, '--verbose', '--explain']);
    t.notMatch(stdout, /[^\n\x20-\x7e]/);
    const { stdout: json } = await run([...argv, '--format', 'json']);
    t.notMatch(json, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
});

t.test('Ctrl-C ends it at once', async (t) => {
  const { argv } = await start(t, 'silent');
  const interrupt = new AbortController();
  const began = Date.now();
  setTimeout(() => interrupt.abort(), 300);
  const { code, stdout } = await run([...argv, '--timeout', '20s'], { signal: interrupt.signal });
  t.equal(code, 130);
  t.equal(stdout, '');
  t.ok(Date.now() - began < 3000);
});

t.test('the demo tells the story', async (t) => {
  const { code, stdout } = await run(['demo']);
  t.equal(code, 0);
  t.match(stdout, /Step 1\n/);
  t.match(stdout, /FIXABLE/);
});
