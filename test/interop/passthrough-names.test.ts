import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import t from 'tap';
import { nameWithoutWait } from '../../src/catalogue/lints/name-without-wait.ts';
import { runCheck } from '../../src/check/run.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { startHaproxy } from './real/haproxy.ts';
import { globalSection } from './real/haproxy-sections.ts';

const site = 'www.example.test';
const delay = 'tcp-request inspect-delay 2s';
const hello = 'tcp-request content accept if { req.ssl_hello_type 1 }';

/** Lines before the rule that reads the name, and whether the name is there for it once the ClientHello takes two segments. */
const waits: [lines: string[], found: boolean][] = [
  [[], false],
  [[delay], false],
  [[hello], false],
  [[delay, 'tcp-request content accept'], false],
  [[delay, 'tcp-request content set-var(sess.name) req.ssl_sni'], false],
  [[delay, 'tcp-request content accept if { req.len gt 0 }'], false],
  [[delay, 'tcp-request content accept if HTTP'], false],
  [['tcp-request inspect-delay 50', hello], false],
  [[delay, hello], true],
  [[delay, 'tcp-request content reject if !{ req.ssl_hello_type 1 }'], true],
  [[delay, 'tcp-request content capture req.ssl_sni len 64'], true],
  [[delay, 'tcp-request content reject if { req.ssl_sni bad.example.test }'], true],
];

const tools = loadTools();
if (!tools) {
  if (process.env.CI === 'true') t.fail('no HAProxy at hand');
  else t.pass('no HAProxy at hand');
}
for (const branch of ['2.6', '3.4']) {
  const tool = tools?.haproxy[branch];
  if (!tool) continue;
  t.test(`HAProxy ${tool.version} loses the names that the lint says`, async (t) => {
    const reached = await measured(tool);
    for (const [i, [lines, found]] of waits.entries()) {
      const told = lines.join(' | ') || 'nothing';
      t.equal(reached[i], found ? 'named' : 'default', `${told}: where HAProxy sends it`);
      t.equal(await isTold(lines), !found, `${told}: what is said of it`);
    }
  });
}

function frontend(lines: readonly string[], name: string, port: number | string): string[] {
  return [
    `frontend ${name}`,
    '    mode tcp',
    `    bind 127.0.0.1:${port}`,
    ...lines.map((line) => `    ${line}`),
    `    use_backend named if { req.ssl_sni -i ${site} }`,
    '    default_backend default',
  ];
}

async function isTold(lines: readonly string[]): Promise<boolean> {
  const servers = ['named', 'default'].flatMap((name) => [
    `backend ${name}`,
    '    mode tcp',
    '    server s1 192.0.2.7:443',
  ]);
  const { findings } = await runCheck({
    files: [{ name: 'haproxy.cfg', text: `${[...frontend(lines, 'fe', 443), ...servers].join('\n')}\n` }],
    environment: new Map(),
    version: parseVersion('3.2'),
    versionFrom: 'flag',
    hosts: [],
    servers: [],
    method: 'GET',
    path: '/',
    timeout: 1000,
    offline: true,
    resolve: async () => [],
    readFile: () => null,
  });
  return findings.some(({ code }) => code === nameWithoutWait.code);
}

async function measured(tool: Tool): Promise<string[]> {
  const bytes = await someHello();
  const backends = await Promise.all(['named', 'default'].map(saying));
  const config = (ports: number[]) =>
    [
      globalSection(),
      'defaults',
      '    timeout connect 2s',
      '    timeout client 5s',
      '    timeout server 5s',
      ...waits.flatMap(([lines], i) => frontend(lines, `fe${i}`, ports[i] ?? 0)),
      ...backends.flatMap(({ name, port }) => [`backend ${name}`, '    mode tcp', `    server s1 127.0.0.1:${port}`]),
      '',
    ].join('\n');
  const haproxy = await startHaproxy(tool, config, { ports: waits.length });
  try {
    return await Promise.all(haproxy.ports.map((port) => inTwoSegments(port, bytes)));
  } finally {
    await haproxy.close();
    for (const { close } of backends) close();
  }
}

/** A backend that says its name to whoever says something. */
async function saying(name: string) {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(name));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { name, port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** The first bytes that a TLS client sends. */
async function someHello(): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connectTls({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', servername: site });
  client.on('error', () => {});
  const [socket] = await once(server, 'connection');
  const [bytes] = await once(socket, 'data');
  client.destroy();
  socket.destroy();
  server.close();
  return bytes;
}

async function inTwoSegments(port: number, bytes: Buffer): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let said = '';
  socket.setEncoding('latin1').on('data', (text) => {
    said += text;
  });
  // HAProxy may be done before the second segment.
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  socket.write(bytes.subarray(0, 100));
  // A segment that was lost on the way is sent again after as long.
  await new Promise((resolve) => setTimeout(resolve, 250));
  socket.write(bytes.subarray(100));
  await closed;
  return said;
}
