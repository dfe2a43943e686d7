import { readFileSync } from 'node:fs';
import t from 'tap';
import { evidence } from '../report/formats/sample.ts';
import { run } from './run.ts';

const json = (value: unknown) => JSON.stringify(value);

t.test('--from judges saved evidence, from a file and from standard input', async (t) => {
  const folder = t.testdir({ 'one.json': json(evidence()), 'two.json': json([evidence(), evidence()]) });
  const version = ['--haproxy-version', '2.6'];
  const one = await run(['probe', '--from', `${folder}/one.json`, '--format', 'json', ...version]);
  t.match(JSON.parse(one.stdout), {
    schema: 'sni-doctor/probe/1',
    target: { address: '10.0.0.5' },
    haproxyVersion: '2.6',
  });
  t.equal(one.stderr, '');
  const piped = await run(['probe', '--from', '-', '--format', 'json', ...version], { stdin: json(evidence()) });
  t.equal(piped.stdout, one.stdout);
  t.equal(piped.code, one.code);
  const other = await run(['probe', '--from', `${folder}/one.json`, '--haproxy-version', '3.4']);
  t.match(other, { code: 3, stdout: '', stderr: /evidence lacks \d+ connections that HAProxy 3\.4 would make/ });
  const two = await run(['probe', '--from', `${folder}/two.json`, '--format', 'json', ...version]);
  t.equal(JSON.parse(two.stdout).length, 2);
  const lines = await run(['probe', '--from', `${folder}/two.json`, '--format', 'ndjson', ...version]);
  t.equal(lines.stdout.trimEnd().split('\n').length, 2);
});

t.test('--output takes the whole result, --save the evidence', async (t) => {
  const folder = t.testdir({ 'one.json': json(evidence()) });
  const argv = ['probe', '--from', `${folder}/one.json`, '--haproxy-version', '2.6', '--color', 'auto'];
  const shown = await run(argv);
  const kept = await run([...argv, '--output', `${folder}/out.txt`, '--save', `${folder}/again.json`]);
  t.equal(kept.stdout, '');
  t.equal(readFileSync(`${folder}/out.txt`, 'utf8'), shown.stdout);
  t.same(JSON.parse(readFileSync(`${folder}/again.json`, 'utf8')), evidence());
  const failed = await run([...argv, '--output', `${folder}/none/out.txt`]);
  t.equal(failed.code, 3);
  t.match(failed.stderr, /out\.txt: cannot be written/);
});

t.test('evidence that is none', async (t) => {
  const change = (field: string, value: unknown) =>
    json({ ...evidence(), question: { ...evidence().question, [field]: value } });
  const cases: [content: string, message: RegExp][] = [
    ['{', /bad\.json: is not JSON/],
    ['[]', /bad\.json: holds no evidence/],
    ['{}', /bad\.json: no evidence of sni-doctor: \/ must have required property/],
    [json({ ...evidence(), connections: 'x' }), /\/connections must be number/],
    [json([evidence(), { ...evidence(), schema: 'other/1' }]), /\/1\/schema must be/],
    [change('host', 'a\n  http-request deny'), /\/question\/host: .* control character/],
    [change('address', 'x'), /\/question\/address: /],
    [change('path', '/ x'), /\/question\/path: /],
    [change('expect', 'status 200\nx'), /\/question\/expect: /],
    [change('caFile', 'a b'), /\/question\/caFile: .* cannot stand in haproxy\.cfg/],
    [change('certificate', { certFile: '/a.pem', keyFile: '/a\n.key' }), /\/question\/certificate\/keyFile: /],
    [change('address', '[::1]'), /\/question\/address: "\[::1\]" is no IP address/],
    [change('port', -1), /\/question\/port: "-1" is no port/],
    [change('port', 443.5), /\/question\/port: "443\.5" is no port/],
    [change('httpPort', 0), /\/question\/httpPort: "0" is no port/],
    [change('timeout', 0), /\/question\/timeout: 0 is no time/],
    [json(evidence()).replace(/"timeout":\d+/, '"timeout":1e999'), /\/question\/timeout: Infinity is no time/],
    [change('source', 'eth0'), /\/question\/source: "eth0" is no IP address/],
    [change('sni', '10.0.0.5'), /\/question\/sni: .* no server name/],
    [change('sni', 'a.test.'), /\/question\/sni: .* is not how it is sent, "a\.test"/],
    [change('hostHeader', '2001:db8::1'), /\/question\/hostHeader: .* is not how it is sent, "\[2001:db8::1\]"/],
    [change('hostHeader', 'a.test:99999'), /\/question\/hostHeader: "99999" is no port|:99999/],
    [change('publicHost', 'a b'), /\/question\/publicHost: .* space/],
    [change('expect', 'status 200\n'), /\/question\/expect: .* is not how it is sent/],
    [change('expect', 'status \u001b[31m'), /\/question\/expect: .*\\x1B/],
    [change('method', 'CONNECT'), /\/question\/method: CONNECT is no method/],
    [json({ ...evidence(), at: 'yesterday' }), /\/at: "yesterday" is no date/],
    [json({ ...evidence(), at: '2026-13-45T00:00:00Z' }), /\/at: .* is no date/],
  ];
  for (const [content, message] of cases) {
    const folder = t.testdir({ 'bad.json': content });
    const { code, stdout, stderr } = await run(['probe', '--from', `${folder}/bad.json`]);
    t.equal(code, 3);
    t.equal(stdout, '');
    t.match(stderr, message);
    t.match(stderr, /^[\x20-\x7e]+\n$/, 'one line, and nothing that a terminal acts on');
  }
  t.match(await run(['probe', '--from', '/none.json']), { code: 3, stderr: /none\.json: no such file/ });
});
