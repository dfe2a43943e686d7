/**
 * Real HAProxy of each branch, with the backends behind it: what a server added to it shows is what the same server of
 * the configuration shows, and nobody's request goes to it.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { Pool } from 'undici';
import type { RunningFixture } from '../../fixtures/servers/fixture.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { readModel } from '../../src/haproxy/model/model.ts';
import { readConfiguration } from '../../src/haproxy/syntax/configuration.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { proveOnRunning, type RuntimeQuestion } from '../../src/prove/runtime.ts';
import { proveAllOnRunning } from '../../src/prove/runtime-all.ts';
import { type Haproxy, startHaproxy } from '../interop/real/haproxy.ts';
import { awaitChecks } from '../interop/real/haproxy-checks.ts';
import { defaultsSection, globalSection } from '../interop/real/haproxy-sections.ts';
import { command, showServers } from '../interop/real/haproxy-stats.ts';
import { loadTools, type Tools } from '../provision/tools.ts';
import { readBackendText } from './runtime-backend-text.ts';

const host = 'www.example.test';
const withHost = `option httpchk GET /\n    http-check send meth GET uri / ver HTTP/1.1 hdr Host ${host}`;
const tools = loadTools();
if (tools) await compare(tools);
else if (process.env.CI === 'true') t.fail('the tools are not provisioned');
else t.pass('skipped: the tools are not provisioned');

async function compare(tools: Tools): Promise<void> {
  t.jobs = 8;
  const contour = await started('contour');
  const proxied = await started('proxy-required');
  t.teardown(() => Promise.all([contour.close(), proxied.close()]));
  for (const branch of Object.keys(tools.haproxy)) {
    const here = { tools, branch, contour, proxied };
    void t.test(`${branch}: a change`, { buffered: true }, (t) => change(t, here));
    void t.test(`${branch}: as configured`, { buffered: true }, (t) => asConfigured(t, here));
  }
  for (const branch of ['2.6', '3.4'].filter((one) => one in tools.haproxy))
    void t.test(`${branch}: under traffic`, { buffered: true }, (t) =>
      underTraffic(t, { tools, branch, contour, proxied }),
    );
}

interface Here {
  tools: Tools;
  branch: string;
  contour: RunningFixture;
  proxied: RunningFixture;
}

function started(name: string): Promise<RunningFixture> {
  const found = fixture(name);
  if (!found) throw new Error(`no fixture ${name}`);
  return found.start({ host });
}

async function start(t: Test, { tools, branch }: Here, config: string | ((port: number) => string)): Promise<Haproxy> {
  const tool = tools.haproxy[branch];
  if (!tool) throw new Error(`no HAProxy ${branch}`);
  const text = (port: number) => (typeof config === 'string' ? config : config(port));
  const haproxy = await startHaproxy(
    tool,
    ([port = 0, admin]) =>
      globalSection(`stats socket ipv4@127.0.0.1:${admin} level admin`) + defaultsSection('mode http') + text(port),
    { ports: 2 },
  );
  t.teardown(() => haproxy.close());
  return haproxy;
}

function question(
  haproxy: Haproxy,
  before: string,
  after: string,
  more: Partial<RuntimeQuestion> = {},
): RuntimeQuestion {
  return {
    socket: haproxy.socket,
    backend: null,
    before: readBackendText(before).server,
    after: readBackendText(after).server,
    address: null,
    others: readBackendText(after).others,
    timeout: 5000,
    signal: new AbortController().signal,
    ...more,
  };
}

async function change(t: Test, here: Here): Promise<void> {
  const { branch, contour } = here;
  const at = `127.0.0.1:${contour.port}`;
  const haproxy = await start(
    t,
    here,
    `backend be\n    ${withHost}\n    server s1 ${at} check\nbackend bare\n    option httpchk GET /\n    server s1 127.0.0.1:1 check\n`,
  );
  const before = `server s1 ${at} ssl verify none check inter 300ms`;
  const after = `${before} check-sni ${host} sni str(${host})`;
  const named = after.replace('127.0.0.1', 'backend.example.test');
  const [shown, bare, same, unchecked, resolved] = await Promise.all([
    proveOnRunning(question(haproxy, before, after)),
    proveOnRunning(question(haproxy, before, `${withHost}\n${after}`, { backend: 'bare' })),
    proveOnRunning(question(haproxy, after, after, { socket: `ipv4@127.0.0.1:${haproxy.ports[1]}` })),
    proveOnRunning(question(haproxy, before.replace(' check ', ' '), after)),
    proveOnRunning(question(haproxy, named, named, { address: '127.0.0.1' })),
  ]);
  t.match(shown, {
    schema: 'sni-doctor/prove/1',
    haproxyVersion: here.tools.haproxy[branch]?.version,
    binary: haproxy.socket,
    after: {
      servers: [{ proxy: 'be', server: 's1', check: { status: 'L7OK', code: 200, info: '', up: true }, traffic: [] }],
    },
    proved: true,
  });
  t.match(shown.partial.join('\n'), /No traffic was sent, so "sni str\(www\.example\.test\)" was not put to the test/);
  const automatic = branch === '3.4';
  t.match(shown.before?.servers[0]?.check, automatic ? { status: 'L7OK', up: true } : { status: 'L6RSP', up: false });
  t.equal(
    /UP without the change too/.test(shown.partial.join('\n')),
    automatic,
    'a server name is automatic since 3.3',
  );

  t.match(bare, { before: { servers: [{ check: { status: 'L6RSP' } }] }, proved: false });
  t.match(bare.after.servers[0]?.check, { status: 'L7STS', code: 400, info: 'Bad Request', up: false });
  t.match(bare.partial.join('\n'), /"option httpchk GET \/", "http-check send .*" are no keywords of a server/);
  t.match(
    bare.partial.join('\n'),
    /take the check from L6RSP to L7STS 400: what still fails is decided by the rules of bare/,
  );

  t.match(same, { before: null, proved: true });
  t.match(same.partial.join('\n'), /there is nothing to compare/);
  t.same(unchecked.before?.servers[0]?.check, { status: null, code: null, info: '', up: null });
  t.ok(resolved.proved, 'the address of a name is given');
  const [good, bad] = [question(haproxy, before, after), question(haproxy, before, `${after} namespace x`)];
  const some = await proveAllOnRunning([good, bad]);
  t.match(some, { after: { servers: [{ check: { up: true } }] }, proved: false });
  t.match(some.partial.at(-1), /^s1: HAProxy says: 'namespace' option is not accepted for dynamic server\.$/);
  await t.rejects(proveAllOnRunning([bad, bad]), /'namespace' option is not accepted/);
  t.notMatch(await command(haproxy, 'show servers state'), /sni-doctor/, 'nothing is left behind');
}

/** What stands in `default-server` and what a check takes over from its server must be written out for the new one. */
async function asConfigured(t: Test, here: Here): Promise<void> {
  const { contour, proxied } = here;
  const lines = [
    ['default-server ssl verify none check', `server s1 127.0.0.1:${contour.port} check-sni ${host}`],
    [`default-server ssl verify none check check-sni ${host}`, `server s1 127.0.0.1:${contour.port} no-check-ssl`],
    ['', `server s1 127.0.0.1:${contour.port} ssl verify none check port ${contour.httpPort}`],
    ['', `server s1 127.0.0.1:${contour.port} ssl verify none check check-ssl check-sni ${host} addr 127.0.0.1`],
    ['', `server s1 127.0.0.1:${proxied.port} ssl verify none check send-proxy-v2`],
    ['', `server s1 127.0.0.1:${proxied.port} ssl verify none check send-proxy port ${proxied.port} check-ssl`],
    ['', `server s1 127.0.0.1:${contour.port} check-ssl verify none check check-sni ${host}`],
  ];
  const text = lines.map(
    ([line, server], i) => `backend b${i}\n    ${withHost}\n    ${line}\n    ${server} inter 1s rise 1\n`,
  );
  const haproxy = await start(t, here, text.join(''));
  const version = parseVersion(here.tools.haproxy[here.branch]?.version ?? '');
  const configuration = readConfiguration([{ name: '', text: text.join('') }], new Map(), version);
  const { proxies } = readModel(configuration, version);
  const names = lines.map((_, i) => `b${i}/s1`);
  const any = question(haproxy, 'server s 127.0.0.1', 'server s 127.0.0.1');
  const [configured, shown] = await Promise.all([
    awaitChecks(haproxy, names),
    proveAllOnRunning(
      proxies.flatMap(({ name, servers }) =>
        servers.map((server) => ({ ...any, backend: name, before: server, after: server })),
      ),
    ),
  ]);
  const added = shown.after.servers.map(({ check }) => check);
  t.equal(added.length, lines.length);
  for (const [i, name] of names.entries()) {
    const { check_status, check_code } = configured[name] ?? {};
    t.same([added[i]?.status, `${added[i]?.code ?? ''}`], [check_status, check_code], lines[i]?.join(' ') ?? '');
  }
}

/** Every way in which HAProxy may choose a server, and clients of a server that was at the same place before. */
const choices = {
  roundrobin: 'balance roundrobin',
  leastconn: 'balance leastconn',
  random: 'balance random',
  hashed: 'balance uri\n    hash-type consistent',
  cookie: 'option persist\n    dynamic-cookie-key k\n    cookie SRV insert dynamic',
  table: 'option persist\n    stick-table type string len 32 size 1k\n    stick on hdr(x-user)',
  addresses: 'option persist\n    stick-table type string len 32 size 1k srvkey addr\n    stick on hdr(x-user)',
};

const persistent = ['cookie', 'table', 'addresses'];

async function underTraffic(t: Test, here: Here): Promise<void> {
  const contour = await started('contour');
  t.teardown(() => contour.close());
  const served = [await site(), await site()];
  t.teardown(() => served.map(({ server }) => server.close()));
  const servers = served.map(({ port }, i) => `    server s${i} 127.0.0.1:${port} check inter 1s\n`).join('');
  const sections = Object.entries(choices).map(
    ([name, lines]) => `backend ${name}\n    ${lines}\n    ${withHost}\n${servers}`,
  );
  const haproxy = await start(
    t,
    here,
    (port) => `frontend f\n    bind 127.0.0.1:${port}\n    use_backend %[path,field(2,/)]\n${sections.join('')}`,
  );
  const pool = new Pool(`http://127.0.0.1:${haproxy.ports[0]}`, { connections: 12 });
  t.teardown(() => pool.destroy());
  const path = (name: string) => `/${name}/live`;
  const get = async (name: string, headers: Record<string, string> = {}) => {
    const answer = await pool.request({ method: 'GET', path: path(name), headers });
    await answer.body.dump();
    return answer;
  };

  // Clients of a former server at the same place come back with its cookie, or stand in a table.
  const users = Array.from({ length: 40 }, (_, i) => `u${i}`);
  const cookies = new Map<string, string>();
  for (const name of persistent) {
    await command(haproxy, `add server ${name}/former 127.0.0.1:${contour.port} ssl verify none sni str(${host})`);
    await command(haproxy, `enable server ${name}/former`);
    for (const other of ['s0', 's1']) await command(haproxy, `disable server ${name}/${other}`);
    const answers = await Promise.all(users.map((user) => get(name, { host, 'x-user': user, connection: 'close' })));
    cookies.set(name, String(answers[0]?.headers['set-cookie'] ?? '').split(';')[0] ?? '');
    for (const other of ['s0', 's1']) await command(haproxy, `enable server ${name}/${other}`);
    await command(haproxy, `disable server ${name}/former`);
  }
  t.equal(contour.seen.filter(isLive).length, 3 * users.length, 'a request that does go to that port is seen');
  for (const name of persistent) await deleted(haproxy, `${name}/former`);
  contour.seen.length = 0;

  const before = `server s1 127.0.0.1:${contour.port} ssl verify none check inter 300ms`;
  const after = `${before} check-sni ${host}`;
  const names = Object.keys(choices);
  let proving = true;
  const statuses = new Map<string, number>();
  const seen = new Map<string, string>();
  const ask = async (name: string, headers: Record<string, string>) => {
    const { statusCode } = await get(name, { host, ...headers });
    statuses.set(`${name} ${statusCode}`, (statuses.get(`${name} ${statusCode}`) ?? 0) + 1);
  };
  const traffic = names.map(async (name) => {
    while (proving) await ask(name, { cookie: cookies.get(name) ?? '' });
  });
  const watching = (async () => {
    while (proving) {
      for (const { pxname = '', svname = '', status = '' } of await showServers(haproxy)) {
        if (!svname.startsWith('sni-doctor')) continue;
        // A table forgets its former server at the first request: it has to come while the new one is there.
        const come = persistent.includes(pxname) && !seen.has(svname) ? users.splice(0, 6) : [];
        seen.set(svname, status);
        await Promise.all(come.map((user) => ask(pxname, { 'x-user': user })));
      }
    }
  })();
  const proofs = Promise.all(names.map((name) => proveOnRunning(question(haproxy, before, after, { backend: name }))));
  const [shown] = await Promise.all([
    proofs.finally(() => {
      proving = false;
    }),
    watching,
    ...traffic,
  ]);
  t.same(
    shown.map(({ proved }) => proved),
    names.map(() => true),
  );
  t.same([...statuses.keys()].sort(), names.map((name) => `${name} 200`).sort(), 'no request failed');
  t.ok(Math.min(...statuses.values()) > 10, 'there was traffic on each backend');
  t.same([...new Set(seen.values())], ['MAINT']);
  t.ok(users.length < 40, 'and of former clients too');
  t.same(contour.seen.filter(isLive), [], 'none came through the added server');
  t.ok(
    contour.seen.some(({ request }) => request?.startsWith('GET / ')),
    'its checks did',
  );
  t.notMatch(await command(haproxy, 'show servers state'), /sni-doctor/);
}

function isLive({ request }: { request: string | null }): boolean {
  return request?.includes('/live') === true;
}

async function site(): Promise<{ server: Server; port: number }> {
  const server = createServer((_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function deleted(haproxy: Haproxy, name: string): Promise<void> {
  while (!/deleted|No such/.test(await command(haproxy, `shutdown sessions server ${name};del server ${name}`)));
}
