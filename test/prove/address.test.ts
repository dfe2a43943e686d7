/** The remedy of a probe on real HAProxy, and what fails without each of its directives. */
import { writeFileSync } from 'node:fs';
import t from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { onHaproxy } from './haproxy-program.ts';
import { proveJson, short } from './prove-json.ts';

const host = 'www.example.test';
t.jobs = 3;

/** From 3.3 on the server name is the Host's by itself. */
const needed: Record<string, string[]> = {
  '2.6': [
    `check-sni ${host}`,
    `hdr Host ${host}`,
    `sni str(${host})`,
    `http-request set-header Host ${host}`,
    'ca-file ca.pem',
  ],
  '3.4': [`hdr Host ${host}`, `http-request set-header Host ${host}`, 'ca-file ca.pem'],
};

onHaproxy(['2.6', '3.2', '3.4'], async (t, branch, program) => {
  const backend = await fixture('contour')?.start({ host });
  if (!backend) throw new Error('no contour');
  t.teardown(() => backend.close());
  const ca = `${t.testdirName}/ca.pem`;
  writeFileSync(ca, backend.caPem ?? '');
  const argv = [
    `127.0.0.1:${backend.port}`,
    ...['--host', host, '--public-host', 'shop.example.com', '--ca-file', ca, '--haproxy', program],
    '--ablate',
  ];
  const { code, stderr, result } = await proveJson(t, argv);
  t.equal(code, 0);
  t.equal(stderr, '');
  t.equal(result.proved, true);
  t.match(result.haproxyVersion, new RegExp(`^${branch}\\.\\d+$`));
  t.equal(short(result.before), 'L6RSP DOWN, 503 x2');
  t.equal(short(result.after), 'L7OK 200 UP, 200 x4');
  t.match(result.before?.log.join('\n'), /Health check for server be_barest\/s1 failed, reason: Layer6/);
  t.match(result.before?.log.join('\n'), / be_barest\/s1 .* 503 .* SC-- /);
  t.match(result.after.log.join('\n'), /Health check for server be_www_example_test\/s1 succeeded/);
  const directives = result.ablation.map(({ directive }) => directive.replace(ca, 'ca.pem'));
  t.same(directives, needed[branch] ?? needed['2.6']);
  t.same(
    result.ablation.filter((row) => !row.needed),
    [],
    'nothing of it is too much',
  );
  const without = new Map(result.ablation.map((row) => [row.directive.split(' ').slice(0, -1).join(' '), row.without]));
  t.equal(without.get('hdr Host')?.check?.up, false);
  t.equal(without.get('hdr Host')?.traffic?.[0]?.status, 200);
  t.match(without.get('http-request set-header Host')?.traffic?.[0]?.status, /^(?:421|503)$/);
  t.match(without.get('ca-file')?.fatal, /verify is enabled by default/);
  // Clients come over TLS, under their own name, and keep their connections.
  const seen = backend.seen.filter(({ headers }) => headers?.['user-agent'] === 'sni-doctor');
  t.ok(seen.some((one) => one.host === host && one.servername === host));
});
