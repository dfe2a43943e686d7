import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { testWithHaproxy } from '../../src/cli/fix-haproxy.ts';
import { loadTools } from '../provision/tools.ts';

const { signal } = new AbortController();

/** A folder for the PATH with a `haproxy` that is a shell script. */
function haproxy(t: Test, script: string): Map<string, string> {
  const bin = t.testdir({ haproxy: `#!/bin/sh\n${script}\n` });
  chmodSync(`${bin}/haproxy`, 0o755);
  return new Map([['PATH', `${bin}:${process.env.PATH}`]]);
}

const version = 'case "$1" in -v) echo "HAProxy version 3.2.26 2026/01/01"; exit 0;; esac';
const files = { before: ['/etc/a.cfg', 'b.cfg'], after: ['/etc/.x.tmp', 'b.cfg'] };

t.test('none at hand is said', async (t) => {
  const nowhere = t.testdir({});
  const told = await testWithHaproxy(files, new Map([['PATH', nowhere]]), signal);
  t.equal(told, 'not tested with haproxy -c: there is none on the PATH');
  writeFileSync(`${nowhere}/haproxy`, '');
  t.match(await testWithHaproxy(files, new Map([['PATH', nowhere]]), signal), /-c: permission denied$/);
});

t.test('what is no HAProxy is not taken for a yes', async (t) => {
  await t.rejects(testWithHaproxy(files, haproxy(t, 'exit 0'), signal), {
    exitCode: 3,
    message: 'the haproxy on the PATH is no HAProxy',
    hint: /^nothing was written/,
  });
});

t.test('one that never ends is killed, with all that it has started: that holds its output open', async (t) => {
  const bin = haproxy(t, `${version}\nsleep 1000 & wait`);
  await t.rejects(testWithHaproxy(files, bin, signal, 1000), { exitCode: 3, message: /does not end: it was killed/ });
});

t.test('Ctrl-C ends it', async (t) => {
  const bin = haproxy(t, `${version}\n>"$STARTED"; sleep 1000`);
  const started = `${t.testdirName}/started`;
  bin.set('STARTED', started);
  const interrupt = new AbortController();
  const running = testWithHaproxy(files, bin, interrupt.signal);
  while (!existsSync(started)) await sleep(10);
  interrupt.abort();
  await t.rejects(running, { name: 'AbortError' });
});

t.test('the names that HAProxy is given are not those that people know', async (t) => {
  const alert = 'printf "[ALERT]    (1) : config : parsing [%s:3] : unknown \\033 keyword\\n" "$3" >&2';
  const script = `${version}\ncase "$*" in "-c -f /etc/a.cfg -f b.cfg") exit 0;; esac\n${alert}; exit 1`;
  await t.rejects(testWithHaproxy(files, haproxy(t, script), signal), {
    exitCode: 3,
    message: 'haproxy -c (HAProxy 3.2.26) refuses the result: config : parsing [/etc/a.cfg:3] : unknown \\x1B keyword',
  });
});

t.test('a configuration that is refused as it is', async (t) => {
  const alert = (line: number, what: string) =>
    `printf "[ALERT]    ($$) : config : parsing [%s:${line}] : ${what}\\n" "$3" >&2`;
  const old = alert(3, 'no such file');
  const judge = (patched: string) =>
    testWithHaproxy(
      files,
      haproxy(t, `${version}\ncase "$3" in /etc/a.cfg) ${old};; *) ${patched};; esac; exit 1`),
      signal,
    );
  t.equal(
    await judge(alert(4, 'no such file')),
    'not tested: haproxy -c (HAProxy 3.2.26) refuses the configuration with and without the edits: ' +
      'config : parsing [/etc/a.cfg:3] : no such file',
  );
  await t.rejects(judge(`${alert(4, 'no such file')}; ${alert(9, 'unknown keyword')}`), {
    exitCode: 3,
    message: /refuses the result: config : parsing \[\/etc\/a\.cfg:9\] : unknown keyword/,
  });
});

t.test('real HAProxy: paths are relative to the working directory and to the file', async (t) => {
  const tools = loadTools();
  if (!tools) {
    t.not(process.env.CI, 'true', 'HAProxy is provisioned');
    return t.pass('skipped: no HAProxy at hand');
  }
  const text = (word: string) => `global
    default-path config
defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
frontend fe
    bind 127.0.0.1:1
    http-request deny if { hdr(host) -f names }
    default_backend be
backend be
    server s1 127.0.0.1:2 ssl verify none ${word}
`;
  for (const [branch, { command, env, version }] of Object.entries(tools.haproxy)) {
    const folder = t.testdir({ bin: {}, conf: { 'a.cfg': text('check'), '.good': '', '.bad': '', names: 'x\n' } });
    writeFileSync(`${folder}/conf/.good`, text('check check-sni a.test'));
    writeFileSync(`${folder}/conf/.bad`, text('check check-sin a.test'));
    const quoted = command.map((word) => `'${word}'`).join(' ');
    writeFileSync(`${folder}/bin/haproxy`, `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 });
    const environment = new Map([...Object.entries(env), ['PATH', `${folder}/bin:${process.env.PATH}`] as const]);
    const paths = (draft: string) => ({ before: [`${folder}/conf/a.cfg`], after: [`${folder}/conf/${draft}`] });
    t.equal(
      await testWithHaproxy(paths('.good'), environment, signal),
      `tested with haproxy -c (HAProxy ${version}): it accepts the result`,
      branch,
    );
    await t.rejects(testWithHaproxy(paths('.bad'), environment, signal), {
      exitCode: 3,
      message: /refuses the result: .*a\.cfg:13\] : 'server be\/s1'.*check-sin/,
    });
    t.same(readdirSync(`${folder}/conf`).sort(), ['.bad', '.good', 'a.cfg', 'names']);
  }
});
