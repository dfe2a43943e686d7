/** The command line of `prove`; what it shows is tested in test/prove. */
import { writeFileSync } from 'node:fs';
import t from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { onHaproxy } from '../prove/haproxy-program.ts';
import { run } from './run.ts';

const folder = t.testdir({
  'haproxy.cfg': 'backend be\n    server s1 127.0.0.1:1 check\n',
  'empty.cfg': '',
  'no-server.cfg': 'backend be\n    balance roundrobin\n',
});
const file = `${folder}/haproxy.cfg`;
const program = ['--haproxy', '/nowhere/haproxy'];

const wrong: [argv: string[], message: RegExp][] = [
  [[], /a FILE or an ADDRESS is missing\n {2}sni-doctor prove haproxy\.cfg/],
  [[file, '127.0.0.1'], /127\.0\.0\.1 is no file beside .*haproxy\.cfg/],
  [[file, '--sni', 'a.test'], /--sni does not belong here: a configuration says that itself/],
  [[file, '--ca-file', 'ca.pem'], /--ca-file does not belong here/],
  [[file, '--server', 's1'], /--server: "s1" is no server: write BACKEND\/SERVER/],
  [[file, '--host', 'a b'], /--host: /],
  [[file, '--env', 'A'], /--env: "A" is not NAME=VALUE/],
  [[file, '--format', 'html'], /--format html is not offered by prove yet/],
  [[file, '--fail-on', 'never'], /Unknown argument: fail-on/],
  [[file, '--haproxy', ''], /--haproxy needs a program: its name is empty/],
  [[file, '--haproxy', 'a', '--haproxy', 'b'], /--haproxy is given more than once/],
  [[file, '--runtime', 'a', ...program], /--runtime takes the HAProxy that runs, --haproxy one of its own/],
  [[file, '--runtime', 'a', '--ablate'], /--ablate takes more than a running HAProxy can show/],
  [['127.0.0.1', '--backend', 'be', ...program], /--backend names one of a running HAProxy/],
  [['127.0.0.1', '--server', 'be/s1', ...program], /--server does not belong here: it is about a configuration/],
  [['127.0.0.1', '--env', 'A=b', ...program], /--env does not belong here/],
  [['127.0.0.1:99999', ...program], /ADDRESS: /],
  [['127.0.0.1', '--cert', 'a.pem', ...program], /--cert is given without --key/],
  [['127.0.0.1', '--from', 'e.json'], /--from proves the remedy of saved evidence: it takes no FILE/],
  [['--from', 'e.json', '--host', 'a.test'], /--host does not belong here: the evidence says that/],
];

t.test('wrong arguments', async (t) => {
  for (const [argv, message] of wrong) {
    const { code, stdout, stderr } = await run(['prove', ...argv]);
    t.equal(code, 2, argv.join(' '));
    t.equal(stdout, '');
    t.match(stderr, message);
  }
});

onHaproxy(['3.2'], async (t, _, haproxy) => {
  const use = ['--haproxy', haproxy];
  const cannot: [argv: string[], code: number, message: RegExp][] = [
    [[`${folder}/nowhere.cfg`], 3, /nowhere\.cfg: no such file or folder/],
    [[`${folder}/empty.cfg`], 3, /empty\.cfg: there is no server/],
    [[`${folder}/no-server.cfg`], 3, /no-server\.cfg: there is no server/],
    [[file, '--server', 'be/s2'], 2, /--server be\/s2: there is no such server/],
    [[file, '--output', file], 2, /would overwrite/],
    [['127.0.0.1', '--ca-file', `${folder}/nowhere.pem`], 3, /nowhere\.pem: no such file/],
    [['--from', file], 3, /haproxy\.cfg: is not JSON/],
  ];
  for (const [argv, code, message] of cannot) {
    const ran = await run(['prove', ...argv, ...use]);
    t.equal(ran.code, code, argv.join(' '));
    t.equal(ran.stdout, '');
    t.match(ran.stderr, message);
  }

  await t.test('saved evidence is proved as an address is', async (t) => {
    const backend = await fixture('contour')?.start();
    if (!backend) throw new Error('no contour');
    t.teardown(() => backend.close());
    const saved = `${t.testdir()}/evidence.json`;
    writeFileSync(`${t.testdirName}/ca.pem`, backend.caPem ?? '');
    const to = [`127.0.0.1:${backend.port}`, '--host', 'www.example.test', '--ca-file', `${t.testdirName}/ca.pem`];
    await run(['probe', ...to, '--save', saved, '--haproxy-version', '3.2']);
    const { code, stdout, stderr } = await run(['prove', '--from', saved, ...use, '--format', 'ndjson']);
    t.equal(code, 0, stderr);
    t.match(JSON.parse(stdout), { schema: 'sni-doctor/prove/1', haproxyVersion: /^3\.2\./, proved: true });
    const shown = await run(['prove', ...to, ...use, '--color', 'never'], { isTTY: true });
    t.match(shown, { code: 0, stdout: /^PROVED {2}On HAProxy 3\.2\./ });
    t.match(shown.stderr, /\rproving: \d of 2 runs of HAProxy, /);
    t.ok(shown.stderr.endsWith('\r\u001b[K'), 'the line is wiped');
  });
});

t.test('help', async (t) => {
  const { code, stdout } = await run(['prove', '--help']);
  t.equal(code, 0);
  t.match(stdout, /sni-doctor prove FILE\.\.\.\nsni-doctor prove ADDRESS\.\.\. --host NAME\n/);
  t.match(stdout, /Exit code: 0 proved, 1 not, 2 wrong arguments, 3 no usable HAProxy, 130 Ctrl-C\./);
  for (const line of stdout.split('\n')) t.ok(line.length <= 80, line);
});
