/** `triage` on the command line: what it says, what it sends, what it refuses. */

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import type { TriageResult } from '../../src/triage-types.ts';
import { listener } from '../triage/source/fake.ts';
import { run } from './run.ts';

const info = 'Name: HAProxy\nVersion: 3.2.26\nPid: 0\nUptime_sec: 9\n\n';
const header =
  '# pxname,svname,status,check_status,check_code,last_chk,econ,eresp,stot,hrsp_5xx,iid,sid,type,addr,mode,chkfail,chkdown,lastchg,tracked,';

interface Row {
  proxy: string;
  state: string;
  check?: string;
  address?: string;
  sessions?: [stot: number, econ: number];
}

function stat(rows: readonly Row[]): string {
  const lines = rows.map(({ proxy, state, check = ',,', address = '', sessions: [stot, econ] = [0, 0] }, index) => {
    return `${proxy},s1,${state},${check},${econ},0,${stot},0,${index + 2},1,2,${address},http,1,1,5,,`;
  });
  return `${[header, ...lines].join('\n')}\n\n`;
}

const places = '1\n# be_id be_name srv_id srv_name srv_addr srv_fqdn srv_port\n\n';

/** A HAProxy that gives these answers and keeps what it was asked. */
async function haproxy(t: Test, rows: readonly Row[]): Promise<{ socket: string; asked: string[] }> {
  const asked: string[] = [];
  const answers = { info, stat: stat(rows), servers: places };
  const answer = (client: Socket) => {
    client.once('data', (text) => {
      asked.push(text.toString());
      const [, name] = /show (info|stat|servers)/.exec(text.toString()) ?? [];
      client.end(answers[name as keyof typeof answers] ?? '', 'latin1');
    });
  };
  const socket = `127.0.0.1:${await listener(t, answer, true)}`;
  return { socket, asked };
}

/** A folder of the test's own with files. */
function folderOf(t: Test, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-triage-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const failed = 'L6RSP,,SSL handshake failure';

t.test('what it sends changes nothing', async (t) => {
  const { socket, asked } = await haproxy(t, [{ proxy: 'be', state: 'DOWN', check: failed, address: '127.0.0.1:1' }]);
  const { code } = await run(['triage', '--socket', socket]);
  t.equal(code, 1);
  t.ok(asked.length > 1);
  for (const command of asked)
    t.match(command, /^(?:show (?:info|stat|servers state)\b[ \d-]*;?\s*)+$/, command.trim());
});

t.test('a server without a configuration is asked at the address in use', async (t) => {
  const backend = await fixture('close-without-sni')?.start();
  if (!backend) throw new Error('there is no such fixture');
  t.teardown(backend.close);
  const address = `127.0.0.1:${backend.port}`;
  const { socket } = await haproxy(t, [
    { proxy: 'be', state: 'DOWN', check: failed, address },
    { proxy: 'fine', state: 'UP', check: 'L7OK,200,', address: '127.0.0.1:1' },
  ]);
  const { code, stdout } = await run(['triage', '--socket', socket, '--host', 'www.example.test', '--format', 'json']);
  const result: TriageResult = JSON.parse(stdout);
  t.equal(code, 1);
  t.equal(result.haproxyVersionFrom, 'process');
  t.same(result.servers, { total: 2, up: 1, down: 1, other: 0 });
  const [group] = result.groups;
  t.match(group, { code: 'SNI101', servers: [{ proxy: 'be', server: 's1', port: backend.port, status: 'L6RSP' }] });
  t.match(group?.remedy?.directives.map(({ text }) => text).join(' '), /check-sni www\.example\.test/);
  const screen = await run(['triage', 'be/s1', '--socket', socket, '--host', 'www.example.test']);
  t.match(screen.stdout, /^DOWN {2}1 server, DOWN: SNI101 the backend wants a server name/);
  t.match(screen.stdout, `next: sni-doctor probe ${address} --host www.example.test --explain`);
  for (const line of screen.stdout.split('\n')) if (!/->|next:/.test(line)) t.ok(line.length <= 80, line);
});

t.test('no address, no connection', async (t) => {
  let touched = 0;
  const port = await listener(t, () => (touched += 1), true);
  const text = `backend unix\n  server s1 unix@/tmp/x check\nbackend none\n  server s1 127.0.0.1:${port} check\n`;
  const file = join(folderOf(t), 'haproxy.cfg');
  writeFileSync(file, text);
  const { socket } = await haproxy(t, [
    { proxy: 'unix', state: 'DOWN', check: 'L4CON,,No such file or directory', address: 'unix' },
    { proxy: 'none', state: 'DOWN', check: failed },
    { proxy: 'any', state: 'DOWN', check: failed, address: '0.0.0.0:443' },
    { proxy: 'portless', state: 'DOWN', check: failed, address: '127.0.0.1:0' },
    { proxy: 'off', state: 'MAINT', address: `127.0.0.1:${port}` },
    { proxy: 'drained', state: 'DRAIN', address: `127.0.0.1:${port}` },
  ]);
  for (const more of [[], ['--config', file]]) {
    const { stdout } = await run(['triage', '--socket', socket, '--format', 'json', ...more]);
    const result: TriageResult = JSON.parse(stdout);
    t.same(
      result.unexplained.map(({ proxy }) => proxy),
      ['unix', 'none', 'any', 'portless'],
    );
    t.match(result.unexplained[0]?.because, /UNIX socket/);
    t.equal(result.connections, 0);
    t.same(result.servers, { total: 6, up: 0, down: 4, other: 2 });
  }
  t.equal(touched, 0);
});

t.test('--plan and --offline connect to no backend', async (t) => {
  let touched = 0;
  const port = await listener(t, () => (touched += 1), true);
  const file = join(folderOf(t), 'haproxy.cfg');
  writeFileSync(file, `backend be\n  server s1 127.0.0.1:${port} ssl verify none check\n`);
  const { socket } = await haproxy(t, [{ proxy: 'be', state: 'DOWN', check: failed, address: `127.0.0.1:${port}` }]);
  const plan = await run(['triage', '--socket', socket, '--plan', '--config', file]);
  t.equal(plan.code, 0);
  t.match(plan.stdout, `be/s1 to 127.0.0.1:${port}`);
  t.match((await run(['triage', '--socket', socket, '--plan'])).stdout, `be/s1 to 127.0.0.1:${port}`);
  const offline = await run(['triage', '--socket', socket, '--offline', '--config', file]);
  t.equal(offline.code, 1);
  t.match(offline.stdout, /NOT EXPLAINED/);
  t.equal(touched, 0);
});

t.test('a log alone: what it may mean, and what to give', async (t) => {
  const line =
    '\x1b[2J\x1b[31m is DOWN\nServer be/s1 is DOWN, reason: Layer6 invalid response, info: "SSL handshake failure", check duration: 1ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\n\x00\xff half a li';
  const { code, stdout } = await run(['triage', '--log', '-', '--format', 'json'], { stdin: line });
  const result: TriageResult = JSON.parse(stdout);
  t.equal(code, 1);
  t.match(result, { source: 'log', servers: { down: 1 } });
  t.match(result.unexplained[0]?.because, /may be SNI101.*--config/);
  t.ok(result.groups.length > 0 && result.groups.every(({ severity }) => severity === 'warning'));
  const screen = await run(['triage', '--log', '-'], { stdin: line });
  t.match(screen.stdout, /^DOWN {2}1 server, DOWN: 1 not explained\./);
  t.notMatch(screen.stdout, /[^\n -~]/, 'nothing raw');
});

t.test('a log and its configuration', async (t) => {
  const backend = await fixture('close-without-sni')?.start();
  if (!backend) throw new Error('there is no such fixture');
  t.teardown(backend.close);
  const folder = folderOf(t);
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(
    file,
    `defaults\n  timeout connect 1s\nbackend be\n  server s1 127.0.0.1:${backend.port} ssl verify none check\n`,
  );
  const log = join(folder, 'haproxy.log');
  writeFileSync(
    log,
    'Jul 11 00:00:00 h haproxy[1]: Server be/s1 is DOWN, reason: Layer6 invalid response, info: "SSL handshake failure", check duration: 1ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\n',
  );
  const args = ['triage', '--log', log, '--config', file, '--host', 'www.example.test', '--haproxy-version', '3.2'];
  const { code, stdout } = await run(args);
  t.equal(code, 1);
  t.match(stdout, /SNI101/);
  t.match(stdout, /^DOWN {2}1 server, DOWN: SNI101 /);
  t.match(stdout, /-> server line: (?:check-sni www\.example\.test|sni str\(www\.example\.test\)| ){3}\n/);
  t.equal((await run([...args, '--fail-on', 'never'])).code, 0);
});

t.test('what 200 servers lack is said once', async (t) => {
  const backend = await fixture('close-without-sni')?.start();
  if (!backend) throw new Error('there is no such fixture');
  t.teardown(backend.close);
  const lines = Array.from({ length: 200 }, (_, i) => `  server s${i} 127.0.0.1:${backend.port} ssl verify none check`);
  const file = join(folderOf(t, { 'haproxy.cfg': `backend be\n${lines.join('\n')}\n` }), 'haproxy.cfg');
  const rows = lines.map(
    (_, i) => `be,s${i},DOWN,${failed},0,0,0,0,2,${i + 1},2,127.0.0.1:${backend.port},http,1,1,5,,`,
  );
  const answers = { info, stat: `${[header, ...rows].join('\n')}\n\n`, servers: places };
  const answer = (client: Socket) => {
    client.once('data', (text) => {
      const [, name] = /show (info|stat|servers)/.exec(text.toString()) ?? [];
      client.end(answers[name as keyof typeof answers] ?? '', 'latin1');
    });
  };
  const socket = `127.0.0.1:${await listener(t, answer, true)}`;
  const args = ['triage', '--socket', socket, '--config', file, '--host', 'www.example.test'];
  const { stdout } = await run([...args, '--format', 'json']);
  const result: TriageResult = JSON.parse(stdout);
  const [group] = result.groups;
  t.equal(group?.code, 'SNI101');
  t.equal(group?.servers.length, 200);
  t.match(
    group?.remedy?.directives.map(({ scope, text }) => `${scope}: ${text}`),
    [/^backend: default-server .*check-sni www\.example\.test/],
  );
  t.ok(result.connections < 100, `${result.connections} connections`);
  const screen = await run(args);
  t.equal(screen.stdout.match(/check-sni/g)?.length, 1);
  t.match(screen.stdout, /and be\/s1, be\/s2, .* and \d+ more/s);
});

t.test('what is followed is told as it comes', async (t) => {
  const log = join(folderOf(t), 'haproxy.log');
  writeFileSync(log, '');
  const stop = new AbortController();
  const running = run(['triage', '--log', log, '--follow', '--format', 'ndjson'], { signal: stop.signal });
  const down =
    'haproxy[1]: Server be/s1 is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\n';
  writeFileSync(log, down, { flag: 'a' });
  setTimeout(() => stop.abort(), 3000);
  const { code, stdout } = await running;
  t.equal(code, 130);
  const [first = '{}', ...more] = stdout.split('\n').filter(Boolean);
  t.match(JSON.parse(first), { source: 'log', unexplained: [{ proxy: 'be', server: 's1', status: 'L4CON' }] });
  t.same(more, [], 'once');
});

t.test('a page that is none', async (t) => {
  const page = async (answer: RequestListener): Promise<string> => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.teardown(() => server.close());
    const at = server.address();
    return `http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}/stats`;
  };
  const html = await page((_, answer) => void answer.setHeader('content-type', 'text/html').end('<html>hello'));
  const refused = await run(['triage', '--stats-url', html]);
  t.equal(refused.code, 3);
  t.match(refused.stderr, /^sni-doctor: /);
  const locked = await page((_, answer) => {
    answer.writeHead(401, { 'www-authenticate': 'Basic realm="HAProxy Statistics"' }).end('no');
  });
  const wanted = await run(['triage', '--stats-url', locked], { env: { SNI_DOCTOR_STATS_AUTH: 'me:se:cret' } });
  t.equal(wanted.code, 3);
  t.match(wanted.stderr, /password/i);
  t.notMatch(wanted.stderr, /se:cret/, 'the password is not shown');
});

t.test('refusals', async (t) => {
  const { socket } = await haproxy(t, [{ proxy: 'be', state: 'UP', check: 'L7OK,200,' }]);
  const folder = folderOf(t, { secret: 'nothing', 'no.cfg': 'hello\n' });
  const cases: [argv: string[], code: number, says: RegExp][] = [
    [['--socket', socket, '--log', 'x'], 2, /--socket and --log exclude each other/],
    [['--follow'], 2, /--follow goes with --log/],
    [['--log', 'x', '--follow', '--format', 'json'], 2, /ndjson/],
    [['--stats-auth', 'a:b'], 2, /--stats-auth goes with --stats-url/],
    [['--stats-url', 'http://127.0.0.1/', '--stats-auth', `@${folder}/secret`], 2, /is not USER:PASSWORD/],
    [['--stats-url', 'http://127.0.0.1/', '--stats-auth', `@${folder}/none`], 3, /@.*none: /],
    [['--stats-url', 'ftp://me:hidden@127.0.0.1/'], 2, /is no URL of a page/],
    [['--socket', '127.0.0.1:99999'], 2, /--socket: .* has no port/],
    [['--socket', join(folder, 'none.sock')], 3, /none\.sock/],
    [['--log', join(folder, 'none.log')], 3, /none\.log/],
    [['be', '--socket', socket], 2, /write BACKEND\/SERVER/],
    [['be/s2', '--socket', socket], 2, /HAProxy has no such server/],
    [['--socket', socket, '--config', join(folder, 'none.cfg')], 3, /none\.cfg/],
    [['--socket', socket, '--config', join(folder, 'no.cfg')], 3, /no configuration of HAProxy/],
    [['--socket', socket, '--plan', '--offline'], 2, /--plan/],
    [['--log', '-', '--config', '-'], 2, /read only once/],
    [['--socket', socket, '--format', 'xml'], 2, /--format xml is not offered/],
  ];
  for (const [argv, code, says] of cases) {
    const ran = await run(['triage', ...argv]);
    t.match(ran.stderr, says, argv.join(' '));
    t.equal(ran.code, code, argv.join(' '));
    t.equal(ran.stdout, '');
    t.notMatch(ran.stderr, /hidden/);
  }
});

t.test('a server that is UP, and nothing else', async (t) => {
  const { socket } = await haproxy(t, [{ proxy: 'be', state: 'UP', check: 'L7OK,200,', address: '127.0.0.1:1' }]);
  const { code, stdout } = await run(['triage', '--socket', socket]);
  t.equal(code, 0);
  t.match(stdout, /^UP {2}1 server, UP\./);
  const broken = await haproxy(t, [
    { proxy: 'be', state: 'UP', check: 'L7OK,200,', address: '127.0.0.1:1', sessions: [20, 20] },
  ]);
  const failing = await run(['triage', '--socket', broken.socket]);
  t.equal(failing.code, 1);
  t.match(failing.stdout, /^FAILING {2}1 server, UP: /);
});
