/** Configurations on real HAProxy: as they are, cured, and without each edit; nothing of the real one is touched. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import t, { type Test } from 'tap';
import { fixture, type RunningFixture } from '../../fixtures/servers/index.ts';
import { run } from '../cli/run.ts';
import { onHaproxy } from './haproxy-program.ts';
import { proveJson, short } from './prove-json.ts';

const host = 'www.example.test';
t.jobs = 3;

async function start(t: Test, name: string): Promise<RunningFixture> {
  const backend = await fixture(name)?.start({ host });
  if (!backend) throw new Error(`no fixture ${name}`);
  t.teardown(() => backend.close());
  writeFileSync(`${t.testdirName}/ca.pem`, backend.caPem ?? '');
  return backend;
}

/** What a server of ours must not have: places, users and programs of the real one. */
const real = (folder: string) => `global
    log /dev/log local0
    chroot ${folder}/nowhere
    user nobody-of-that-name
    group nobody-of-that-name
    daemon
    pidfile ${folder}/haproxy.pid
    stats socket ${folder}/real.sock level admin
    server-state-file ${folder}/state
    ca-base ${folder}
    ssl-default-server-options ssl-min-ver TLSv1.2
defaults
    log global
    mode http
    option httplog
    timeout connect 2s
    timeout client 5s
    timeout server 5s
    errorfile 503 ${folder}/503.http
peers real
    peer here 127.0.0.1:1
`;

onHaproxy(['2.6', '3.2', '3.4'], async (t, branch, program) => {
  const { port, seen } = await start(t, 'contour');
  const folder = t.testdirName;
  const file = `${folder}/haproxy.cfg`;
  const listen = branch === '3.2';
  const entrance = `    bind *:443 ssl crt ${folder}/none.pem
    bind *:80
    acl admin path_beg -i /admin
    http-request deny if admin
    http-request set-header X-Forwarded-Proto https if { ssl_fc }
    http-request set-header X-From %[src] if { dst_port 443 }`;
  writeFileSync(
    file,
    `${real(folder)}
${listen ? 'listen be' : 'frontend users'}
${entrance}
${listen ? '' : `    use_backend be if { hdr(host) -i ${host} }\n\nbackend be # the one`}
    # checks know no name
    option httpchk GET /
    stick-table type ip size 10 peers real
    server s1 127.0.0.1:${port} ssl ca-file ca.pem check   # and it is down
    server spare 127.0.0.1:${port} ssl ca-file ca.pem backup
backend elsewhere
    server s1 127.0.0.1:1 check
`,
  );
  const { code, result, stderr } = await proveJson(t, [
    file,
    '--server',
    'be/s1',
    '--haproxy',
    program,
    '--host',
    host,
    '--ablate',
  ]);
  t.equal(stderr, '');
  t.equal(code, 0);
  t.equal(short(result.after), 'L7OK 200 UP, 200 x4');
  // From 3.3 on traffic takes its server name from the Host by itself.
  t.equal(short(result.before), branch === '3.4' ? 'L6RSP DOWN, 200 x4' : 'L6RSP DOWN, 503 x2');
  t.same(
    result.ablation.filter(({ needed }) => !needed),
    [],
  );
  t.ok(result.ablation.length >= (branch === '3.4' ? 1 : 3));
  t.same(
    result.ablation.map(({ directive }) => directive),
    result.changes,
  );
  t.match(result.after.log.join('\n'), new RegExp(` ${listen ? 'be' : 'users'}~ be/s1 .* 200 `));
  t.notMatch(result.after.log.join('\n'), /elsewhere/);
  t.match(
    result.partial.join('\n'),
    listen ? /Left out of defaults: errorfile/ : /Left out of frontend users: http-request deny/,
  );
  const clients = seen.filter(({ headers }) => headers?.['x-from'] === '127.0.0.1');
  t.ok(clients.length >= 4, 'the rules that change requests are there, and see clients of the real port');
  t.ok(clients.every(({ headers }) => headers?.['x-forwarded-proto'] === 'https'));
});

onHaproxy(
  ['3.2'],
  async (t, _, program) => {
    const { port } = await start(t, 'contour');
    const folder = t.testdirName;
    const text = (server: string) => `defaults
    mode http
    timeout connect 2s
    timeout client 5s
    timeout server 5s
frontend users
    bind :80
    default_backend be
backend be
    option httpchk
    http-check send meth GET uri / ver HTTP/1.1 hdr Host "\${SITE}"
    server s1 127.0.0.1:${port} ${server}
`;
    t.jobs = 3;
    const works = `ssl ca-file ${relative('.', folder)}/ca.pem check inter 3s sni req.hdr(host),field(1,:) check-sni "\${SITE}"`;
    void t.test('what works is shown to work: relative paths, the environment', { buffered: true }, async (t) => {
      writeFileSync(`${folder}/works.cfg`, text(works));
      const argv = [`${folder}/works.cfg`, '--env', `SITE=${host}`, '--haproxy', program, '--host', host];
      const { code, result } = await proveJson(t, argv);
      t.equal(code, 0);
      t.same(result.before, result.after);
      t.same(result.changes, []);
      t.equal(short(result.after), 'L7OK 200 UP, 200 x4');
    });
    void t.test('what HAProxy refuses for another reason', { buffered: true }, async (t) => {
      writeFileSync(`${folder}/refused.cfg`, text('ssl verify none check crt /nowhere/client.pem'));
      const argv = ['prove', `${folder}/refused.cfg`, '--env', `SITE=${host}`, '--haproxy', program, '--host', host];
      const { code, stderr, stdout } = await run(argv);
      t.equal(code, 3);
      t.equal(stdout, '');
      t.match(stderr, /refuses the configuration: .*refused\.cfg:12: .*\/nowhere\/client\.pem/);
    });
    void t.test(
      'several names, each server for itself, and one that follows another',
      { buffered: true },
      async (t) => {
        t.testdir();
        const other = await start(t, 'healthy-tls');
        const server = `127.0.0.1:${other.port} ssl verify none`;
        const more = `    server s2 ${server} track s1 backup\n    server s3 ${server} check inter 1s weight 0\n`;
        const file = `${t.testdirName}/several.cfg`;
        writeFileSync(file, `${text('ssl verify none check inter 1s').replace(`:${port}`, `:${other.port}`)}${more}`);
        const names = ['a.example.test', 'b.example.test'];
        const argv = [
          file,
          '--haproxy',
          program,
          '--env',
          `SITE=${host}`,
          ...names.flatMap((name) => ['--host', name]),
        ];
        const { code, result } = await proveJson(t, argv);
        t.equal(code, 0);
        const [s1, s2, s3] = result.after.servers;
        t.same(
          s1?.traffic.map((one) => [one.host, one.status, one.requests]),
          names.map((name) => [name, 200, 4]),
        );
        t.match(s2?.check, { status: null, info: 'tracks s1', up: true });
        t.equal(s2?.traffic.length, 2);
        t.match(s3, { check: { status: 'L7OK', up: true }, traffic: [] });
        t.match(
          result.partial.join('\n'),
          /Clients of a\.example\.test do not come to be\/s3: HAProxy answers them itself/,
        );
        for (const name of names) t.ok(other.seen.some((one) => one.host === name));
      },
    );
    void t.test('nothing helps: not proved', { buffered: true }, async (t) => {
      writeFileSync(`${folder}/broken.cfg`, text('verify none ssl check').replace(`:${port}`, ':1'));
      const argv = [`${folder}/broken.cfg`, '--env', `SITE=${host}`, '--haproxy', program, '--host', host, '--ablate'];
      const { code, result } = await proveJson(t, argv);
      t.equal(code, 1);
      t.equal(result.proved, false);
      t.equal(short(result.after), 'L4CON DOWN, 503 x2');
      t.match(result.partial.join('\n'), /be\/s1 is left as it is: no HAProxy setting helps/);
      t.same(result.ablation, []);
    });
  },
  ' further',
);
