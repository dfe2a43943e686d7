/** What a running HAProxy alone shows: each code caught on one server of a real HAProxy, and not named of the others. */
import t, { type Test } from 'tap';
import { lives } from '../../src/catalogue/live/index.ts';
import { readNamedFile } from '../../src/cli/named-file.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { runTriage } from '../../src/triage/run.ts';
import { fromLog } from '../../src/triage/source/log.ts';
import { fromSocket } from '../../src/triage/source/socket.ts';
import type { LiveState } from '../../src/triage-types.ts';
import { startHaproxy } from '../interop/real/haproxy.ts';
import { command, showServers } from '../interop/real/haproxy-stats.ts';
import { poll } from '../interop/real/poll.ts';
import { freePorts } from '../interop/real/ports.ts';
import { startSyslog } from '../interop/real/syslog.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { answering, listen, nameServer } from './live-backends.ts';

const patience = 900_000;
const { signal } = new AbortController();

/** The code that is to be named of a backend's server; null: none of these. */
const expected: Record<string, string | null> = {
  moved: 'SNI350',
  stale: 'SNI351',
  flap: 'SNI352',
  traffic: 'SNI353',
  agent: 'SNI354',
  resolved: 'SNI355',
  tracking: 'SNI356',
  first: null,
  well: null,
};

const tools = loadTools();
if (tools) {
  t.setTimeout(patience + 60_000);
  t.teardown(await oneAtATime(patience));
  for (const branch of ['2.6', '3.4']) {
    const tool = tools.haproxy[branch];
    if (tool) await t.test(`HAProxy ${branch}`, (t) => testLives(t, tool));
  }
} else if (process.env.CI === 'true') t.fail('the tools are not provisioned');
else t.pass('skipped: the tools are not provisioned');

async function testLives(t: Test, tool: Tool): Promise<void> {
  let turn = 0;
  let steady = false;
  const well = await listen(answering(() => 200));
  const flap = await listen(answering(() => (steady || turn++ % 2 === 0 ? 200 : 500)));
  // Some pages are broken.
  const halves = await listen((socket) =>
    socket.once('data', (text) => {
      if (/^GET \/(?:bad|gone) /.test(text.toString())) socket.resetAndDestroy();
      else socket.end('HTTP/1.0 200 OK\r\n\r\n');
    }),
  );
  const agent = await listen((socket) => void socket.end('down #disk full\n'));
  const names = await nameServer();
  const syslog = await startSyslog();
  const [frontPort = 0] = await freePorts(1);
  const text = (path: string) => `global
    stats socket unix@./admin.sock level admin
    noreuseport
    log 127.0.0.1:${syslog.port} local0
resolvers r
    nameserver n1 127.0.0.1:${names.port}
    hold nx 200ms
    hold valid 300ms
    hold obsolete 200ms
    timeout resolve 300ms
    timeout retry 300ms
defaults
    mode http
    log global
    retries 0
    timeout connect 1s
    timeout client 2s
    timeout server 2s
    option httpchk GET /health
    default-server inter 400ms fall 2 rise 1
frontend fe
    bind 127.0.0.1:${frontPort}
    option httplog
    default_backend traffic
backend well
    server s1 127.0.0.1:${well.port} check
backend agent
    server s1 127.0.0.1:${well.port} check agent-check agent-port ${agent.port} agent-inter 400ms
backend resolved
    server s1 gone.example.test:${well.port} check resolvers r init-addr none resolve-prefer ipv4
backend first
    server s1 127.0.0.1:1 check
backend tracking
    server s1 127.0.0.1:${well.port} track first/s1
backend flap
    server s1 127.0.0.1:${flap.port} check
backend traffic
    server s1 127.0.0.1:${halves.port} check
backend moved
    server s1 localhost:${well.port} check
backend stale
    option httpchk GET ${path}
    server s1 127.0.0.1:${halves.port} check
`;
  const haproxy = await startHaproxy(tool, text('/gone'));
  t.teardown(async () => {
    await haproxy.close();
    for (const one of [well, flap, halves, agent, names]) one.close();
    await syslog.close();
  });
  await waitFor('resolved', /^UP/);
  names.forget();
  // Nothing listens at the other address.
  await command(haproxy, `set server moved/s1 addr 127.0.0.77 port ${well.port}`);
  await fetch(`http://127.0.0.1:${frontPort}/bad`);
  for (const [name, state] of Object.entries({ resolved: /^MAINT/, moved: /^DOWN/, agent: /^DOWN/, tracking: /^DOWN/ }))
    await waitFor(name, state);
  const files = [{ name: 'haproxy.cfg', text: text('/health') }];
  const live = await poll(
    async () => {
      const state = await fromSocket(haproxy.socket, { signal });
      return state.servers.some(({ proxy, state }) => proxy === 'flap' && /^UP 1/.test(state)) ? state : undefined;
    },
    15_000,
    () => 'flap does not flap',
    5,
  );
  steady = true;
  const withFile = await triage(live, files);
  await t.test('with its configuration', async (t) => named(t, withFile, Object.keys(expected)));
  const alone = await triage(live, []);
  t.ok(codesOf(withFile, 'moved').includes('SNI350'), 'an error: the server passes where its name leads now');
  t.same(codesOf(alone, 'first'), ['SNI401'], 'an error that is no matter of the configuration');
  // What differs from a file can be seen with the file only.
  const without = Object.keys(expected).filter((name) => name !== 'stale');
  await t.test('without it', async (t) => named(t, alone, without));
  const logged = await fromLog({ stream: piece(`${syslog.lines.join('\n')}\n`), name: 'its log' }, { signal });
  const fromIt = await triage(logged, files);
  // An agent's word is not told from a check's in a log line, nor is an address.
  await t.test('from its log', async (t) =>
    named(t, fromIt, ['resolved', 'tracking', 'traffic', 'stale', 'first', 'well']),
  );

  async function waitFor(name: string, state: RegExp): Promise<void> {
    const ask = async () => {
      const row = (await showServers(haproxy)).find(({ pxname }) => pxname === name);
      return state.test(row?.status ?? '') || undefined;
    };
    await poll(ask, 15_000, () => `${name} does not become ${state}`, 5);
  }
}

async function* piece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'latin1');
}

async function triage(state: LiveState, files: { name: string; text: string }[]) {
  return runTriage(state, {
    ...{ files, environment: new Map(), version: parseVersion(state.version ?? '3.4'), versionFrom: 'process' },
    ...{ hosts: [], servers: [], timeout: 3000, offline: false, elsewhere: false, readFile: readNamedFile, signal },
    resolve: async (name) => (name === 'localhost' ? ['127.0.0.1'] : []),
  });
}

function codesOf({ groups }: Awaited<ReturnType<typeof triage>>, proxy: string): string[] {
  return groups
    .filter(({ severity, servers }) => severity === 'error' && servers.some((one) => one.proxy === proxy))
    .map(({ code }) => code);
}

function named(t: Test, { groups }: Awaited<ReturnType<typeof triage>>, proxies: readonly string[]): void {
  const own = new Set(lives.map(({ code }) => code));
  for (const proxy of proxies) {
    const codes = groups.flatMap(({ code, servers }) =>
      own.has(code) && servers.some((one) => one.proxy === proxy) ? [code] : [],
    );
    const wanted = expected[proxy] ?? null;
    t.same(codes, wanted === null ? [] : [wanted], proxy);
  }
}
