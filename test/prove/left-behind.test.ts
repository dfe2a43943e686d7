/** However a proof ends, no process and no folder of it is left. Each runs as a user runs it, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { poll } from '../interop/real/poll.ts';
import { onHaproxy } from './haproxy-program.ts';
import { leftBehind } from './left-behind.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = `${root}bin/sni-doctor.ts`;
t.jobs = 2;

/** A configuration whose check needs two seconds to be seen twice: long enough to be interrupted. */
const text = (port: number) => `defaults
    mode http
    timeout connect 2s
    timeout client 5s
    timeout server 5s
backend be
    option httpchk GET /
    server s1 127.0.0.1:${port} check
`;

async function start(t: Test, program: string) {
  const backend = await fixture('healthy-http')?.start();
  if (!backend) throw new Error('no backend');
  t.teardown(() => backend.close());
  // Short, since sockets are in it.
  const folder = mkdtempSync('/tmp/sni-prove-');
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = `${t.testdir()}/haproxy.cfg`;
  writeFileSync(file, text(backend.port));
  const child = spawn(process.execPath, ['--import', 'tsx', bin, 'prove', file, '--haproxy', program], {
    cwd: root,
    env: { PATH: process.env.PATH, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  return { child, folder, backend, ended, output: () => output };
}

const running = (folder: string) =>
  poll(
    async () => (leftBehind(folder).filter((line) => line.includes('haproxy.cfg')).length >= 2 ? true : undefined),
    20_000,
    () => `HAProxy does not run: ${leftBehind(folder).join(' | ')}`,
    10,
  );

const gone = (folder: string) =>
  poll(
    async () => (leftBehind(folder).length === 0 ? true : undefined),
    5000,
    () => `left behind: ${leftBehind(folder).join(' | ')}`,
    10,
  );

onHaproxy(['3.2'], async (t, _, program) => {
  t.jobs = 6;
  void t.test('success', { buffered: true }, async (t) => {
    const { folder, ended, output } = await start(t, program);
    t.same(await ended, [0, null], output());
    t.match(output(), /^PROVED /);
    t.same(leftBehind(folder), []);
  });
  void t.test('failure', { buffered: true }, async (t) => {
    const { folder, ended, output, backend } = await start(t, program);
    await backend.close();
    t.same(await ended, [1, null], output());
    t.match(output(), /^NOT PROVED /);
    t.same(leftBehind(folder), []);
  });
  void t.test('Ctrl-C', { buffered: true }, async (t) => {
    const { child, folder, ended, output } = await start(t, program);
    await running(folder);
    child.kill('SIGINT');
    t.same(await ended, [130, null], output());
    t.equal(output(), '');
    t.same(leftBehind(folder), []);
  });
  void t.test('SIGKILL', { buffered: true }, async (t) => {
    const { child, folder, ended } = await start(t, program);
    await running(folder);
    child.kill('SIGKILL');
    t.same(await ended, [null, 'SIGKILL']);
    t.ok(await gone(folder));
  });
  void t.test('a HAProxy that does not end when it is asked to', { buffered: true }, async (t) => {
    const stubborn = `${program}-stubborn`;
    // The shell that started it takes no notice of SIGTERM, and neither does what it starts in its place.
    writeFileSync(
      stubborn,
      `#!/bin/sh\n[ "$1" = -v ] && exec ${program} -v\ntrap '' TERM\n${program} "$@" &\nwhile :; do sleep 1; done\n`,
    );
    chmodSync(stubborn, 0o755);
    const { folder, ended, output } = await start(t, stubborn);
    t.same(await ended, [0, null], output());
    t.same(leftBehind(folder), []);
  });
});
