/** What a live HAProxy says of its servers, by its socket, its log and its stats page. */
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import t, { type Test } from 'tap';
import { fromLog } from '../../../src/triage/source/log.ts';
import { fromSocket } from '../../../src/triage/source/socket.ts';
import { fromStatsUrl } from '../../../src/triage/source/stats-page.ts';
import type { LiveServer, LiveState } from '../../../src/triage-types.ts';
import { type Haproxy, startHaproxy } from '../../interop/real/haproxy.ts';
import { command } from '../../interop/real/haproxy-stats.ts';
import { poll } from '../../interop/real/poll.ts';
import { startSyslog } from '../../interop/real/syslog.ts';
import { loadTools, type Tool } from '../../provision/tools.ts';
import { refusal } from './fake.ts';

const configuration = ([plain, locked]: number[], syslog: number) => `global
    log 127.0.0.1:${syslog} local0
    stats socket unix@./admin.sock level admin
    stats socket unix@./user.sock level user
    noreuseport
resolvers r
    nameserver n 127.0.0.1:9
    timeout resolve 1s
    timeout retry 50ms
    resolve_retries 1
defaults
    mode http
    log global
    option httplog
    option log-health-checks
    timeout connect 1s
    timeout client 1s
    timeout server 1s
frontend plain
    bind 127.0.0.1:${plain}
    stats enable
    stats uri /stats
    default_backend be
frontend locked
    bind 127.0.0.1:${locked}
    stats enable
    stats auth user:p:w
    stats show-legends
backend be
    server refused 127.0.0.1:1 check inter 50ms fall 1
    server s:2.x_- [::1]:1 check inter 50ms fall 1
    server socket /nowhere/sock check inter 50ms fall 1
    server abstract abns@name
    server named www.example.test:443 check resolvers r init-addr none
    server off 127.0.0.1:3 check disabled
    server unchecked 127.0.0.1:4
    server follows 127.0.0.1:5 track be/refused
    server portless 127.0.0.1
    server BACKEND 127.0.0.1:6
    server-template t 1-2 _https._tcp.example.test check resolvers r init-addr none
backend tcp
    mode tcp
    server s1 127.0.0.1:1 agent-check agent-port 1 agent-inter 50ms
`;

function of({ servers }: LiveState, name: string): LiveServer | undefined {
  return servers.find(({ proxy, server }) => `${proxy}/${server}` === name);
}

const signal = new AbortController().signal;

async function settled(haproxy: Haproxy): Promise<LiveState> {
  return poll(
    async () => {
      const state = await fromSocket(haproxy.socket, { signal });
      const down = ['be/refused', 'be/s:2.x_-', 'be/socket', 'be/follows'];
      if (down.some((name) => of(state, name)?.state !== 'DOWN')) return undefined;
      // A check that has just begun has taken back what the last one said.
      return ['be/refused', 'be/s:2.x_-'].some((name) => !of(state, name)?.info) ? undefined : state;
    },
    10_000,
    () => 'the servers do not go down',
  );
}

async function live(t: Test, tool: Tool): Promise<void> {
  const syslog = await startSyslog();
  t.teardown(() => syslog.close());
  const haproxy = await startHaproxy(tool, (ports) => configuration(ports, syslog.port), { ports: 2 });
  t.teardown(() => haproxy.close());
  const state = await settled(haproxy);
  t.match(state, { source: 'socket', from: haproxy.socket, version: tool.version, notes: [] });
  t.equal(state.servers.length, 13);
  t.match(await command(haproxy, 'show info'), `Pid: ${state.pid}\n`);
  t.match(of(state, 'be/refused'), {
    address: '127.0.0.1',
    port: 1,
    fqdn: null,
    mode: 'http',
    state: 'DOWN',
    status: 'L4CON',
    code: null,
    info: /Connection refused/,
    timesDown: 1,
    traffic: { sessions: 0, connectionErrors: 0, responseErrors: 0, status5xx: 0 },
  });
  t.match(of(state, 'be/s:2.x_-'), { address: '::1', port: 1 });
  t.match(of(state, 'be/socket'), { address: null, port: null, unix: '', status: 'SOCKERR' });
  t.match(of(state, 'be/abstract'), { address: null, unix: '' });
  const named = of(state, 'be/named');
  t.match(named, { address: null, fqdn: 'www.example.test', state: 'MAINT (resolution)', status: null });
  t.equal(named?.unix, undefined);
  t.match(of(state, 'be/t1'), { address: null, port: null, srvRecord: '_https._tcp.example.test' });
  t.match(of(state, 'be/off'), { address: '127.0.0.1', port: 3, state: 'MAINT' });
  t.match(of(state, 'be/unchecked'), { port: 4, state: 'no check', status: null, failedChecks: null });
  t.match(of(state, 'be/follows'), { port: 5, tracks: 'be/refused', state: 'DOWN', status: null });
  t.match(of(state, 'be/portless'), { address: '127.0.0.1', port: null });
  t.match(of(state, 'be/BACKEND'), { port: 6 }, 'a server with the name of the line of the backend');
  t.match(of(state, 'tcp/s1'), { mode: 'tcp', agent: { status: /^(?:INI|L4CON)$/ } });

  const folder = dirname(haproxy.socket);
  const low = await fromSocket(`unix@${join(folder, 'user.sock')}`, { signal });
  t.match(of(low, 'be/s:2.x_-'), { address: '::1', port: 1, state: 'DOWN' }, 'level user');

  await syslog.line(/Server be\/follows is DOWN/);
  const lines = syslog.lines.map((line) => `${line}\n`).join('');
  const logged = await fromLog({ stream: Readable.from([Buffer.from(lines)]), name: 'syslog' }, { signal });
  for (const name of ['be/refused', 'be/s:2.x_-', 'be/socket']) {
    const { state: word, status, info } = of(state, name) ?? {};
    t.match(of(logged, name), { state: word, status, info, timesDown: 1, address: null }, `${name} in the log`);
  }
  t.match(of(logged, 'be/follows'), { state: 'DOWN', tracks: 'be/refused' });

  const [plain, locked] = haproxy.ports;
  const page = await fromStatsUrl(`127.0.0.1:${plain}/stats;up;norefresh`, { signal });
  t.match(page, { source: 'stats', from: `http://127.0.0.1:${plain}/stats`, pid: state.pid });
  t.match(page.notes.join(), /show-legends/);
  t.match(of(page, 'be/refused'), { address: null, port: null, state: 'DOWN', status: 'L4CON', mode: 'http' });
  // Since 3.4 the page keeps the version to itself.
  if (page.version === null) t.match(page.notes.join(), /show-version/);
  else t.equal(page.version, tool.version);

  const url = `127.0.0.1:${locked}/haproxy?stats`;
  const open = await fromStatsUrl(`http://user:p%3Aw@${url}#x`, { signal });
  t.match(of(open, 'be/s:2.x_-'), { address: '::1', port: 1 });
  t.match(of(open, 'be/socket'), { address: null, unix: '' });
  t.notMatch(JSON.stringify(open), /p:w|p%3Aw/, 'the password is not shown');
  t.equal((await fromStatsUrl(url, { signal, auth: 'user:p:w' })).servers.length, 13);
  t.match(await refusal(fromStatsUrl(url, { signal })), { message: /asks for a user and password/ });
  const refused = await refusal(fromStatsUrl(`http://user:secret@${url}`, { signal }));
  t.match(refused, { message: /does not accept this user and password/ });
  t.notMatch(JSON.stringify(refused), 'secret');
  t.match(await refusal(fromStatsUrl(`127.0.0.1:${plain}/other`, { signal })), { hint: /stats uri/ });
  t.match(await refusal(fromSocket(`127.0.0.1:${plain}`, { signal })), { hint: /port for HTTP.*--stats-url/ });
  t.match(await refusal(fromStatsUrl(`https://${url}`, { signal })), { hint: 'is it an http:// page?' });
}

t.jobs = 2;
const tools = loadTools();
for (const branch of ['2.6', '3.4']) {
  const tool = tools?.haproxy[branch];
  if (tool) void t.test(`HAProxy ${branch}`, { buffered: true }, (t) => live(t, tool));
  else if (process.env.CI === 'true') t.fail(`HAProxy ${branch} is not provisioned`);
  else t.pass('skipped: the tools are not provisioned');
}
