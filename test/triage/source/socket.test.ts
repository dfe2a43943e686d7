/** Sockets that are no stats socket, or say half. */
import type { Socket } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { fromSocket } from '../../../src/triage/source/socket.ts';
import { listener, refusal } from './fake.ts';

t.jobs = 16;
const signal = new AbortController().signal;
const read = (place: string) => fromSocket(place, { signal });
const says = (text: string) => (socket: Socket) => void socket.once('data', () => socket.end(text, 'latin1'));
const info = 'Name: HAProxy\nVersion: 3.2.26\nPid: 7\nUptime_sec: 9\n\n';
const stat = `# pxname,svname,status,check_status,last_chk,econ,stot,hrsp_5xx,iid,sid,type,addr,mode,tracked,
be,s1,UP 1/3,* L6RSP,"a ""quoted"", reason",5,90,,4,1,2,192.0.2.1:443,tcp,,
be,BACKEND,UP,,,5,90,,4,0,1,,tcp,,

`;
const places = `1
# be_id be_name srv_id srv_name srv_addr srv_fqdn srv_port
4 be 1 s1 192.0.2.9 www.example.test 8443

`;

/** A HAProxy that gives these answers, each over a connection of its own. */
function haproxy(t: Test, answers: Partial<Record<'info' | 'stat' | 'servers', string>>): Promise<string> {
  const all = { info, stat, servers: places, ...answers };
  return listener(t, (socket) => {
    socket.once('data', (text) => {
      const [, name] = /show (info|stat|servers)/.exec(text.toString()) ?? [];
      socket.end(all[name as keyof typeof all] ?? '', 'latin1');
    });
  });
}

const cases: [name: string, act: (socket: Socket) => void, message: RegExp, hint?: RegExp][] = [
  [
    'nginx',
    says('HTTP/1.1 400 Bad Request\r\n\r\n'),
    /no stats socket of a HAProxy.*HTTP\/1\.1 400/,
    /a port for HTTP/,
  ],
  ['escapes', says('\x1b[2J\x9b31m hello\n'), /it answers "\\x1B\[2J\\x9B31m hello"/, /`stats socket`/],
  ['closing', (socket) => socket.end(), /closes the connection without an answer/],
  ['silent', () => {}, /no answer within 5 s/],
  ['unfinished', (socket) => socket.write('Name: '), /its answer does not end within 5 s/],
  ['half of show info', says('Name: HAProxy\nVers'), /no stats socket of a HAProxy/],
  ['endless', endless, /more than 64 MB/],
  [
    'master',
    says("Unknown command: 'show'\n  show proc    : show processes\n\n"),
    /socket of a HAProxy master/,
    /show proc/,
  ],
];
for (const [name, act, message, hint] of cases)
  void t.test(name, { buffered: true }, async (t) => {
    const said = await refusal(read(await listener(t, act)));
    t.match(said.message, message);
    if (hint) t.match(said.hint, hint);
  });

function endless(socket: Socket): void {
  const line = 'Name: HAProxy\n'.repeat(10_000);
  const more = () => {
    while (!socket.destroyed && socket.write(line));
  };
  socket.on('drain', more);
  more();
}

void t.test('places', { buffered: true }, async (t) => {
  const folder = t.testdir({ file: '' });
  t.match(await refusal(read(join(folder, 'none'))), { message: /there is no such socket/, hint: /stats socket PATH/ });
  t.match(await refusal(read(join(folder, 'file'))), { message: /nothing listens there/, hint: /reload left an old/ });
  t.match(await refusal(read('127.0.0.1:1')), { message: /nothing listens there/ });
  await t.rejects(read('abns@name'), /is no socket that can be reached/);
  await t.rejects(fromSocket('/x', { signal: AbortSignal.abort(new Error('early')) }), /^early$/);
});

void t.test('what is joined', { buffered: true }, async (t) => {
  const state = await read(await haproxy(t, {}));
  t.match(state, { version: '3.2.26', pid: 7, uptimeSeconds: 9, notes: [] });
  t.match(state.servers, [
    {
      address: '192.0.2.9',
      port: 8443,
      fqdn: 'www.example.test',
      state: 'UP 1/3',
      status: 'L6RSP',
      info: 'a "quoted", reason',
      traffic: { sessions: 90, connectionErrors: 5, status5xx: 0 },
    },
  ]);
  const renamed = await read(await haproxy(t, { servers: places.replace(' be ', ' other ') }));
  t.match(renamed.servers, [{ address: '192.0.2.1', port: 443, fqdn: null }], 'numbers of another configuration');
});

void t.test('answers that are not given', { buffered: true }, async (t) => {
  const denied = 'Permission denied\n\n';
  const without = await read(await haproxy(t, { servers: denied }));
  t.match(without.servers, [{ address: '192.0.2.1', port: 443, fqdn: null }]);
  t.match(without.notes, [/The names behind the addresses are not known.*does not allow/]);
  t.match(await refusal(read(await haproxy(t, { stat: denied }))), { hint: /level operator/ });
  t.match(await refusal(read(await haproxy(t, { stat: stat.slice(0, -30) }))), { message: /breaks off/ });
  t.match(await refusal(read(await haproxy(t, { stat: '# a,b\n1,2\n\n' }))), { message: /no stats socket/ });
  const several = await read(await haproxy(t, { info: info.replace('Pid', 'Nbproc: 4\nProcess_num: 2\nPid') }));
  t.match(several.notes, [/runs 4 processes: the socket answers for process 2 alone/]);
});

void t.test('a master with a worker', { buffered: true }, async (t) => {
  const path = await listener(t, (socket) => {
    socket.once('data', (text) => {
      const [, name] = /^@1 show (info|stat|servers)/.exec(text.toString()) ?? [];
      // Behind its answer it waits for the next command.
      socket.write({ info, stat, servers: places }[name ?? ''] ?? "Unknown command: 'show'\n  show proc  : x\n\n");
    });
  });
  t.match((await read(path)).servers, [{ address: '192.0.2.9' }]);
});
