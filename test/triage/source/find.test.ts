/** HAProxy processes of this machine, and what they were started with. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t, { type Test } from 'tap';
import { configuredSockets, reachable } from '../../../src/triage/source/configured-sockets.ts';
import { findHaproxy, processOf } from '../../../src/triage/source/find.ts';
import { haproxyArguments } from '../../../src/triage/source/haproxy-arguments.ts';
import { haproxyProcesses } from '../../../src/triage/source/processes.ts';
import { fromSocket } from '../../../src/triage/source/socket.ts';
import { makeFolder } from '../../interop/real/folder.ts';
import { startProcess } from '../../interop/real/server-process.ts';
import { loadTools, type Tool } from '../../provision/tools.ts';

const signal = new AbortController().signal;

void t.test('command lines', async (t) => {
  const of = (line: string) => haproxyArguments(line.split(' '));
  t.same(of('/usr/sbin/haproxy -Ws -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid -S /run/master.sock,level,user'), {
    files: ['/etc/haproxy/haproxy.cfg'],
    folder: null,
    masterSockets: ['/run/master.sock'],
    passing: false,
  });
  t.match(of('haproxy -C /etc/haproxy -f a.cfg -f conf.d -D -sf 1 2 -x /run/x.sock'), {
    files: ['a.cfg', 'conf.d'],
    folder: '/etc/haproxy',
  });
  t.match(of('haproxy -db -n 10 -L peer -- a.cfg -f'), { files: ['a.cfg', '-f'] });
  t.match(of('/lib64/ld-linux-x86-64.so.2 --library-path /lib /usr/sbin/haproxy -f x'), { files: ['x'] });
  t.match(of('/opt/haproxy-2.8/sbin/haproxy-2.8 -f x'), { files: ['x'] });
  for (const line of ['haproxy -c -f x', 'haproxy -vv', 'haproxy -f x -cc true']) t.match(of(line), { passing: true });
  for (const line of ['haproxy_exporter', 'haproxy-ingress -f x', 'vim haproxy', 'sh -c haproxy', ''])
    t.equal(of(line), null);
  t.match(of('haproxy -f'), { files: [] });
});

void t.test('sockets of a configuration', async (t) => {
  const text = `global
    stats socket /run/user.sock user haproxy level user
    stats socket \${DIR}/admin.sock mode 600 level admin
    stats socket ipv4@*:9999
    stats timeout 10s
backend be
    stats socket /no
`;
  const sockets = configuredSockets([{ name: 'x', text }], new Map([['DIR', '/run/h']]));
  t.same(sockets, ['/run/h/admin.sock', 'ipv4@*:9999', '/run/user.sock']);
  const here = { root: '', cwd: '/srv', otherNetwork: false };
  const places: [string, string | null][] = [
    ['/run/a.sock', '/run/a.sock'],
    ['unix@./a.sock', '/srv/a.sock'],
    ['unix@/a', '/a'],
    ['ipv4@*:9999', '127.0.0.1:9999'],
    [':9999', '127.0.0.1:9999'],
    ['ipv6@:9999', '[::1]:9999'],
    ['[::]:9999', '[::1]:9999'],
    ['192.0.2.1:9999', '192.0.2.1:9999'],
    ['abns@x', null],
    ['fd@5', null],
    ['unix@', null],
  ];
  for (const [written, place] of places) t.equal(reachable(written, here), place, written);
  t.equal(reachable('unix@a', { ...here, cwd: null }), null);
  const contained = { root: '/proc/7/root', cwd: '/proc/7/root/srv', otherNetwork: true };
  t.equal(reachable('/run/a.sock', contained), '/proc/7/root/run/a.sock');
  t.equal(reachable('127.0.0.1:9999', contained), null);
});

void t.test('what the kernel shows', async (t) => {
  const proc = t.testdir({ stat: 'cpu 1\nbtime 1000\n' });
  const add = (pid: string, files: Record<string, string>, namespace = 'mnt:[1]') => {
    mkdirSync(join(proc, pid, 'ns'), { recursive: true });
    symlinkSync(namespace, join(proc, pid, 'ns', 'mnt'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(proc, pid, name), text);
  };
  const stat = (name: string) => `9 (${name}) S 1 ${'0 '.repeat(17)}500 0`;
  const status = 'State:\tS (sleeping)\nNSpid:\t9\t8\n';
  add('self', {});
  add('9', { cmdline: 'haproxy\0-f\0/etc/h.cfg\0', stat: stat('a) b'), status, environ: 'A=b=c\0x\0' }, 'mnt:[2]');
  add('10', { cmdline: 'haproxy\0-f\0x\0', stat: stat('haproxy'), status: 'State:\tZ (zombie)\n' });
  add('11', { cmdline: '' });
  const found = await haproxyProcesses(proc);
  t.match(found, [
    { pid: 9, parent: 1, ownPid: 8, started: 1_005_000, cwd: null, root: join(proc, '9', 'root'), otherNetwork: false },
  ]);
  t.same(found[0]?.environment, new Map([['A', 'b=c']]));
  await t.rejects(haproxyProcesses(join(proc, 'none')), { code: 'ENOENT' });
});

async function real(t: Test, tool: Tool, args: string[]): Promise<void> {
  const folder = await makeFolder({
    'haproxy.cfg': `global
    stats socket unix@./\${SOCKET}.sock level admin
defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
backend be
    server s1 127.0.0.1:1
`,
  });
  const socket = join(folder.path, 'named.sock');
  const master = join(folder.path, 'master.sock');
  const behind = args.includes('-W') ? ['-S', master] : [];
  const server = await startProcess({
    tool,
    args: [...args, ...behind, '-f', 'haproxy.cfg'],
    folder,
    env: { SOCKET: 'named' },
    listeners: [socket],
  });
  t.teardown(() => server.close());
  const { found } = await findHaproxy({ signal });
  const one = found.find((each) => each.socket === socket);
  t.match(one, {
    version: tool.version,
    cwd: dirname(socket),
    files: [join(dirname(socket), 'haproxy.cfg')],
    notes: [],
  });
  t.equal(one?.environment.get('SOCKET'), 'named');
  const { pid, uptimeSeconds } = await fromSocket(socket, { signal });
  t.equal(pid, one?.pid, 'the worker, not its master');
  t.equal(found.filter(({ files }) => files[0] === one?.files[0]).length, 1, 'once');
  t.match(await processOf(pid ?? 0, { signal, uptimeSeconds }), { pid, files: one?.files });
  t.equal(await processOf(pid ?? 0, { signal, uptimeSeconds: 9999 }), null, 'the number of another');
  t.equal(await processOf(process.pid, { signal }), null);
  if (args.includes('-W')) {
    const through = await fromSocket(master, { signal });
    t.match(through, { pid, version: tool.version, servers: [{ server: 's1', address: '127.0.0.1', port: 1 }] });
  }
}

const tools = loadTools();
// A master of 2.6 starts itself anew by a path that only an installed one has.
for (const [branch, args] of [
  ['2.8', ['-W', '-db']],
  ['3.4', ['-W', '-db']],
  ['2.6', ['-db']],
] as const) {
  const tool = tools?.haproxy[branch];
  if (process.platform !== 'linux') t.pass('skipped: processes are looked at on Linux alone');
  else if (tool) void t.test(`HAProxy ${branch} ${args}`, { buffered: true }, (t) => real(t, tool, [...args]));
  else if (process.env.CI === 'true') t.fail(`HAProxy ${branch} is not provisioned`);
  else t.pass('skipped: the tools are not provisioned');
}
