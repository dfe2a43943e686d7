/** What is kept of a log. */
import { appendFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import { fromLog } from '../../../src/triage/source/log.ts';
import type { LiveServer, LiveState } from '../../../src/triage-types.ts';
import { poll } from '../../interop/real/poll.ts';
import { refusal } from './fake.ts';

const signal = new AbortController().signal;

function read(...pieces: (string | Buffer)[]): Promise<LiveState> {
  return fromLog({ stream: Readable.from(pieces.map((piece) => Buffer.from(piece as string))), name: 'x' }, { signal });
}

/** The only server of a log. */
async function one(...lines: string[]): Promise<LiveServer | undefined> {
  const { servers } = await read(lines.map((line) => `${line}\n`).join(''));
  return servers.length === 1 ? servers[0] : undefined;
}

const failed =
  'Health check for server be/s1 failed, reason: Layer6 invalid response, info: "SSL handshake failure", check duration: 4ms, status: ';
const left = '. 1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.';
const down = `Server be/s1 is DOWN${left}`;
const reasoned = `Server be/s1 is DOWN, reason: Layer7 wrong status, code: 421, info: "Misdirected Request", check duration: 3ms${left}`;
const up = 'Server be/s1 is UP. 2 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.';
const maintenance = (why: string) => `Server be/s1 is going DOWN for maintenance${why}${left}`;
const traffic = (end: string, server = 's1', backend = 'be') =>
  `192.0.2.1:4711 [30/Jun/2025:14:02:11.123] fe ${backend}/${server} 0/0/-1/-1/3 503 217 - - ${end} 1/1/0/0/3 0/0 "GET / HTTP/1.1"`;

void t.test('what became of a server', async (t) => {
  const none = { address: null, port: null, fqdn: null, traffic: null, sinceChange: null };
  t.match(await one(reasoned), {
    ...none,
    proxy: 'be',
    server: 's1',
    state: 'DOWN',
    status: 'L7STS',
    code: 421,
    info: 'Misdirected Request',
    durationMs: 3,
    timesDown: 1,
    failedChecks: null,
  });
  t.match(
    await one(`${failed}1/2 UP.`, `${failed}0/2 DOWN.`, down),
    { state: 'DOWN', status: 'L6RSP', info: 'SSL handshake failure', durationMs: 4, failedChecks: 2, timesDown: 1 },
    'the reason stands on the line before',
  );
  t.match(await one(`${failed}2/3 UP.`), { state: 'UP 2/3', timesDown: null, status: 'L6RSP' });
  t.match(
    await one(reasoned, up),
    { state: 'UP', status: null, info: null, timesDown: 1 },
    'an old reason is forgotten',
  );
  t.match(
    await one(reasoned, up, reasoned, reasoned, up, down),
    { state: 'DOWN', timesDown: 3 },
    'flapping, one line twice',
  );
  const rising = `${failed.replace('failed', 'succeeded').replace(/reason.*info.*check/, 'reason: Layer7 check passed, code: 200, check')}1/2 DOWN.`;
  t.match(await one(reasoned, rising), { state: 'DOWN 1/2', status: 'L7OK', code: 200 });
  t.match(await one(maintenance('')), { state: 'MAINT', timesDown: 0 });
  t.match(await one(maintenance(' (No IP for server )')), { state: 'MAINT (resolution)' });
  t.match(await one(reasoned, 'Server be/s1 was DOWN and now enters maintenance.'), { state: 'MAINT' });
  t.match(await one(`Server be/s1 is stopping${left}`), { state: 'NOLB' });
  t.match(await one(`Server be/s1 is DOWN via be0/s0${left}`), { state: 'DOWN', tracks: 'be0/s0', status: null });
  const agent = failed.replace('Health', 'Agent').replace('Layer6 invalid response', 'Layer7 wrong status');
  t.match(await one(`${agent}0/1 DOWN.`), { status: null, agent: { status: 'L7STS', info: 'SSL handshake failure' } });
  t.match(await one('[NOTICE] (7) : be/s1 changed its IP from 192.0.2.1 to 2001:db8::1 by r/n.', down), {
    address: '2001:db8::1',
  });
  t.match(
    await one(
      "[WARNING] (7) : be/s1: IP changed from '192.0.2.1' to '192.0.2.2', port changed from '0' to '8443' by r/n.",
      down,
    ),
    { address: '192.0.2.2', port: 8443 },
  );
});

void t.test('traffic', async (t) => {
  const server = await one(
    traffic('SC--'),
    traffic('SC--'),
    traffic('SH--').replace(' 503 ', ' 502 '),
    traffic('CD--'),
  );
  t.match(server, { state: 'unknown', status: null, timesDown: null, mode: 'http' });
  t.same(server?.terminations, { 'SC--': 2, 'SH--': 1 }, 'what the client breaks off is not the failure of a server');
  t.same(server?.statuses, { 503: 3, 502: 1 });
  t.match(await one(traffic('SC--'), up), { state: 'UP', terminations: { 'SC--': 1 } });
  const nowhere = await read(`${traffic('SC--', '<NOSRV>')}\n${traffic('SC--', '<NOSRV>')}\n`);
  t.same(nowhere.servers, []);
  t.match(nowhere.notes, [
    'Backend be had no server for 2 sessions, and the log does not say what became of its servers.',
  ]);
  t.same((await read(`${traffic('SC--', '<NOSRV>')}\n${reasoned}\n`)).notes, []);
});

void t.test('what the log itself is', async (t) => {
  t.match(await read('[NOTICE]   (7) : haproxy version is 2.8.25-5cf5d0683\n'), { version: '2.8.25', source: 'log' });
  t.match((await read('hello\nworld\n')).notes, ["None of the 2 lines of x is HAProxy's."]);
  t.match((await read()).notes, ['x holds no lines.']);
  t.match((await read(Buffer.from([0, 255, 10, 27, 0]), Buffer.alloc(2 << 20, 'x'))).servers, []);
  t.match((await read(...[...`${reasoned}\n`])).servers, [{ state: 'DOWN' }], 'byte by byte');
  t.match((await read(reasoned)).servers, [{ state: 'DOWN' }], 'without the end of its line');
  t.match((await read(`${'x'.repeat(1 << 20)}\n${reasoned}\n`)).servers, [{ state: 'DOWN' }], 'behind a megabyte');
  const named = reasoned.replace('be/s1', `${'b'.repeat(300)}/s1`);
  t.same((await read(`${named}\n`)).servers, [], 'a name that is none');
  const folder = t.testdir({ 'log.gz': gzipSync('x'), journal: 'LPKSHHRH', log: `${reasoned}\n` });
  const file = (name: string) => fromLog({ file: join(folder, name) }, { signal });
  t.match((await file('log')).servers, [{ state: 'DOWN' }]);
  t.match(await refusal(file('log.gz')), { message: /compressed by gzip/, hint: /^zcat FILE \|/ });
  t.match(await refusal(file('journal')), { message: /systemd journal/, hint: /^journalctl --file/ });
  t.match(await refusal(file('none\x1b')), { message: /none\\x1B: no such file/ });
  t.match(await refusal(file('.')), { message: /is a folder/ });
  await t.rejects(fromLog({ file: join(folder, 'log') }, { signal: AbortSignal.abort(new Error('early')) }), /^early$/);
});

void t.test('many servers', async (t) => {
  const lines = Array.from({ length: 50_010 }, (_, i) => `${reasoned.replace('s1', `s${i}`)}\n`).join('');
  const state = await read(lines, `${up.replace('s1', 's0')}\n`);
  t.equal(state.servers.length, 50_000);
  t.match(state.notes, [/names more than 50000 servers: 10 lines of others are left out/]);
  t.match(state.servers[0], { server: 's0', state: 'UP' });
});

void t.test('a log that is followed', async (t) => {
  const file = join(t.testdir({ log: `${reasoned}\n` }), 'log');
  const stop = new AbortController();
  t.teardown(() => stop.abort());
  let last: LiveState | undefined;
  const ended = fromLog({ file }, { follow: true, signal: stop.signal, onChange: (state) => (last = state) });
  const comes = (t: Test, state: string, times: number) =>
    poll(
      async () => (last?.servers[0]?.state === state && last.servers[0].timesDown === times ? true : undefined),
      5000,
      () => `it does not become ${state}: ${JSON.stringify(last)}`,
    ).then(() => t.pass(`${state} ${times}`));
  await comes(t, 'DOWN', 1);
  await appendFile(file, up.slice(0, 9));
  await appendFile(file, `${up.slice(9)}\n`);
  await comes(t, 'UP', 1);
  await rename(file, `${file}.1`);
  await appendFile(`${file}.1`, `${reasoned}\n`);
  await comes(t, 'DOWN', 2);
  await writeFile(file, `${up}\n${up}\n`);
  await comes(t, 'UP', 2);
  await truncate(file, 0);
  await appendFile(file, `${down}\n`);
  await comes(t, 'DOWN', 3);
  stop.abort(new Error('enough'));
  t.match((await ended).servers, [{ state: 'DOWN', timesDown: 3 }]);

  const input = new Readable({ read() {} });
  const end = new AbortController();
  const following = fromLog(
    { stream: input, name: '-' },
    { follow: true, signal: end.signal, onChange: () => end.abort(new Error('enough')) },
  );
  input.push(`${reasoned}\n`);
  t.match((await following).servers, [{ state: 'DOWN' }]);
});
