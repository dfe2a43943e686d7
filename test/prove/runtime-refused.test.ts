/** What cannot be shown on a running HAProxy is said, and nothing is left behind in it. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { CannotProve } from '../../src/prove/cannot.ts';
import { proveOnRunning, type RuntimeQuestion } from '../../src/prove/runtime.ts';
import { RuntimeRefusal } from '../../src/prove/stats-socket.ts';
import { makeFolder } from '../interop/real/folder.ts';
import { socketName } from '../interop/real/haproxy-sections.ts';
import { command } from '../interop/real/haproxy-stats.ts';
import { poll } from '../interop/real/poll.ts';
import { startProcess } from '../interop/real/server-process.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { readBackendText } from './runtime-backend-text.ts';

const line = 'server s1 127.0.0.1:1 check inter 100ms';

const configuration = `global
    stats socket unix@./${socketName} level admin
    stats socket unix@./operator.sock level operator
    stats socket unix@./user.sock level user
    external-check
    insecure-fork-wanted
defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
frontend f
    bind unix@./users.sock
backend be
    server s1 127.0.0.1:1 check
backend other
    server s1 127.0.0.1:1 check
backend static
    balance static-rr
    server s1 127.0.0.1:2 check
backend program
    option external-check
    external-check command /bin/true
    server s1 127.0.0.1:3 check
backend disabled
    disabled
    server s1 127.0.0.1:3 check
backend unchecked
    server s1 127.0.0.1:3
`;

function asked(socket: string, more: Partial<RuntimeQuestion> = {}, after = line): RuntimeQuestion {
  return {
    socket,
    backend: 'be',
    before: readBackendText(line).server,
    after: readBackendText(after).server,
    address: null,
    others: [],
    timeout: 1000,
    signal: new AbortController().signal,
    ...more,
  };
}

async function refusal(question: RuntimeQuestion): Promise<{ message: string; hint: string | null }> {
  try {
    await proveOnRunning(question);
  } catch (error) {
    if (!(error instanceof RuntimeRefusal && error instanceof CannotProve)) throw error;
    const { message, hint } = error;
    if (/[^ -~]/.test(message + hint)) throw new Error('something raw is shown');
    return { message, hint };
  }
  throw new Error('it was shown');
}

/** A socket that does with each connection what a test wants. */
async function socketThat(t: Test, act: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    act(socket);
  });
  const path = join(t.testdir(), 's');
  server.listen(path);
  await once(server, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return path;
}

t.jobs = 8;

void t.test('what is no stats socket', { buffered: true }, async (t) => {
  const folder = t.testdir({ file: '' });
  const says = (text: string) => (socket: Socket) => void socket.once('data', () => socket.end(text, 'latin1'));
  const cases: [name: string, act: (socket: Socket) => void, message: RegExp, hint?: RegExp][] = [
    [
      'nginx',
      says('HTTP/1.1 400 Bad Request\r\n\r\n'),
      /no stats socket of a HAProxy.*HTTP\/1\.1 400/,
      /a port for HTTP/,
    ],
    ['escapes', says('\x1b[2J\x9b31m hello\n'), /it answers "\\x1B\[2J\\x9B31m hello"/],
    ['closing', (socket) => socket.end(), /closes the connection without an answer/],
    ['silent', () => {}, /no answer within 5 s/],
    ['unfinished', (socket) => socket.write('Name: '), /its answer does not end within 5 s/],
    ['endless', endless, /more than 1 MB/],
    ['2.4', says('Name: HAProxy\nVersion: 2.4.0\nPid: 7\n\n'), /HAProxy 2\.4\.0 .* as an experiment only/],
    ['2.2', says('Name: HAProxy\nVersion: 2.2.9-1\nPid: 7\n\n'), /HAProxy 2\.2\.9 cannot/, /--haproxy PATH/],
  ];
  await Promise.all(
    cases.map(async ([name, act, message, hint]) =>
      t.test(name, async (t) => {
        const said = await refusal(asked(await socketThat(t, act)));
        t.match(said.message, message);
        if (hint) t.match(said.hint, hint);
      }),
    ),
  );
  t.match(await refusal(asked(join(folder, 'none'))), { message: /there is no such socket/ });
  t.match(await refusal(asked(join(folder, 'file'))), { message: /nothing listens there/ });
  t.match(await refusal(asked(folder)), { message: /nothing listens there|EISDIR|ENOTSOCK/ });
  t.match(await refusal(asked('127.0.0.1:1')), { message: /nothing listens there/ });
  await t.rejects(proveOnRunning(asked('abns@name')), /is no socket that can be reached/);
  await t.rejects(proveOnRunning(asked('ipv4@127.0.0.1')), /has no port/);
});

function endless(socket: Socket): void {
  const more = () => {
    while (!socket.destroyed && socket.write('Name: HAProxy\n'.repeat(1000)));
  };
  socket.on('drain', more);
  more();
}

void t.test('servers that cannot be dynamic', { buffered: true }, async (t) => {
  const of = (text: string) => refusal(asked('/nowhere', {}, text));
  t.match(await of('server s1 127.0.0.1:1'), { message: /s1 has no check/ });
  t.match(await of('server s1 127.0.0.1:1 track be/s2 check'), { message: /it tracks be\/s2/ });
  t.match(await of('server s1 backend.example.test:1 check'), { message: /no IP address is known/ });
  t.match(await of('server s1 unix@/run/x.sock check'), { message: /no IP address/ });
  t.match(await of('server s1 127.0.0.1:1 check addr other.example.test'), { message: /names no IP address/ });
  t.match(await of('server s1 127.0.0.1:1 check ssl check-sni "a\\nb"'), { message: /holds a control character/ });
});

const tool = loadTools()?.haproxy['3.4'];
if (tool) void t.test('HAProxy', { buffered: true }, (t) => onHaproxy(t, tool));
else if (process.env.CI === 'true') t.fail('the tools are not provisioned');
else t.pass('skipped: the tools are not provisioned');

async function onHaproxy(t: Test, tool: Tool): Promise<void> {
  const folder = await makeFolder({ 'haproxy.cfg': configuration });
  const start = (...more: string[]) =>
    startProcess({
      tool,
      args: ['-db', '-f', 'haproxy.cfg', ...more],
      folder: { ...folder, remove: () => {} },
      listeners: [join(folder.path, socketName)],
    });
  const first = await start();
  t.teardown(async () => {
    await first.close();
    folder.remove();
  });
  const socket = join(folder.path, socketName);
  const of = (more: Partial<RuntimeQuestion>, after?: string) => refusal(asked(socket, more, after));
  const added = async () => /sni-doctor-\w+/.exec(await command({ socket }, 'show servers state'))?.[0];
  const there = () => poll(added, 5000, () => 'no server was added');

  for (const level of ['operator', 'user']) {
    const said = await refusal(asked(join(folder.path, `${level}.sock`)));
    t.match(said, { message: new RegExp(`allows the level "${level}" alone`), hint: /level admin/ });
  }
  t.match(await refusal(asked(join(folder.path, 'users.sock'))), { hint: /a port for HTTP/ });
  t.match(await of({ backend: 'static' }), { message: /HAProxy says: .*static.* non dynamic load balancing/ });
  t.match(await of({ backend: 'program' }), { message: /a program checks the servers of program/ });
  t.match(await of({ backend: 'disabled' }), { message: /backend disabled is disabled/ });
  t.match(await of({ backend: 'unchecked' }), { message: /no server of unchecked has been checked yet/ });
  t.match(await of({ backend: 'nobody' }), { message: /no backend "nobody"/, hint: /be, other, static, program/ });
  t.match(await of({ backend: null }), {
    message: /several backends have a server at 127.0.0.1 port 1/,
    hint: /be, other/,
  });
  t.match(await of({ backend: null }, line.replace(':1 ', ':9 ')), {
    message: /no backend .* has a server at 127.0.0.1 port 9/,
  });
  t.match(await of({}, `${line} namespace x`), { message: /'namespace' option is not accepted for dynamic server/ });
  t.match(await of({}, `${line} ssl ca-file /none.pem`), {
    message: /unable to load/,
    hint: /files that it has loaded/,
  });
  t.match(await of({}, `${line} ssl verify none sni "str(a b;c),nonsense"`), { message: /HAProxy says: .*nonsense/ });
  t.equal(await added(), undefined, 'what is refused is not there');

  const interrupted = new AbortController();
  const slow = line.replace('100ms', '5s');
  const ended = t.rejects(proveOnRunning(asked(socket, { signal: interrupted.signal }, slow)), /^enough$/);
  await there();
  interrupted.abort(new Error('enough'));
  await ended;
  t.equal(await added(), undefined, 'removed when interrupted');
  await t.rejects(proveOnRunning(asked(socket, { signal: AbortSignal.abort(new Error('early')) })), /^early$/);

  await broken(t, socket, added);

  const reloaded = refusal(asked(socket, {}, slow));
  await there();
  const { Pid = '' } = Object.fromEntries(
    (await command({ socket }, 'show info')).split('\n').map((row) => row.split(': ')),
  );
  const second = await start('-sf', Pid);
  t.teardown(() => second.close());
  t.match(await reloaded, { message: /HAProxy was reloaded while the check ran/ });
  t.equal(await added(), undefined);
}

/** Connections that fail: what is lost is the answer, the command, or everything for a while. */
async function broken(t: Test, socket: string, added: () => Promise<string | undefined>): Promise<void> {
  const through = async (lose: (command: string, count: number) => 'answer' | 'command' | null) => {
    const counts = new Map<string, number>();
    const path = await socketThat(t, (client) => {
      client.once('data', (text) => {
        const kind = text
          .toString()
          .split(' ')
          .slice(0, text.includes('show stat') ? 3 : 2)
          .join(' ')
          .trim();
        const count = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, count);
        const lost = lose(kind, count);
        if (lost === 'command') return client.destroy();
        const haproxy = connect(socket).on('error', () => client.destroy());
        haproxy.write(text);
        if (lost === 'answer') haproxy.resume().once('close', () => client.destroy());
        else haproxy.pipe(client);
      });
    });
    return asked(path);
  };
  const flaky = await proveOnRunning(
    await through((kind, count) => (/^(?:show stat -1|d\w+ \w+)$/.test(kind) && count % 3 !== 0 ? 'command' : null)),
  );
  t.match(flaky.after.servers[0]?.check, { status: 'L4CON', up: false }, 'a lost connection is made again');
  t.equal(await added(), undefined);

  const said = await refusal(await through((kind) => (kind === 'add server' ? 'answer' : null)));
  t.match(said.message, /without an answer|ECONNRESET/);
  t.equal(await added(), undefined, 'removed though it is not known whether it was added');

  const left = await refusal(await through((kind) => (kind === 'del server' ? 'command' : null)));
  const name = `be/${await added()}`;
  t.match(left.message, `THE SERVER ${name} COULD NOT BE REMOVED`);
  t.match(left.hint, `echo "disable health ${name}; del server ${name}" | socat stdio `);
  // The very words that the user is told to type.
  await command({ socket }, /"(.*)"/.exec(left.hint ?? '')?.[1] ?? '');
  t.equal(await added(), undefined);
}
