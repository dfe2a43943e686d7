/** Programs that are no HAProxy, and what is asked of one in vain. */
import { chmodSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { askBinary } from '../../src/prove/binary.ts';
import { CannotProve } from '../../src/prove/cannot.ts';
import { ConfigurationRefused, spawnHaproxy } from '../../src/prove/spawn.ts';
import { run } from '../cli/run.ts';

const folder = t.testdir({ 'haproxy.cfg': 'backend be\n    server s1 127.0.0.1:1 check\n', 'notes.txt': 'no program' });
const file = `${folder}/haproxy.cfg`;
const env = { PATH: process.env.PATH ?? '' };

function script(name: string, text: string): string {
  const path = `${folder}/${name}`;
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

const programs: [what: string, program: string, message: RegExp][] = [
  ['one that is not there', '/nowhere/haproxy', /\/nowhere\/haproxy: there is no such program/],
  ['a text file', `${folder}/notes.txt`, /notes\.txt: it cannot be executed/],
  ['a folder', folder, /: it cannot be executed/],
  ['one that says nothing', 'true', /true is no HAProxy: with -v it says nothing/],
  ['one that echoes', 'echo', /echo is no HAProxy: with -v it says "-v"/],
  ['one that reads', 'cat', /cat is no HAProxy: with -v/],
  ['one that never stops talking', script('talks', 'exec yes'), /talks (?:is no HAProxy|does not answer -v)/],
  [
    'a version of long ago',
    script('old', 'echo HA-Proxy version 1.8.30 2021/03/16'),
    /1\.8\.30 is outside what is modelled/,
  ],
  [
    'one that is hostile',
    script('hostile', "printf 'HAProxy\\033[31m version\\n'"),
    /hostile is no HAProxy: with -v it says "HAProxy\\x1B\[31m version"/,
  ],
];

t.test('no usable HAProxy', async (t) => {
  t.jobs = 4;
  for (const [what, program, message] of programs)
    void t.test(what, { buffered: true }, async (t) => {
      const { code, stdout, stderr } = await run(['prove', file, '--haproxy', program], { env });
      t.equal(code, 3);
      t.equal(stdout, '');
      t.match(stderr, message);
      t.notMatch(stderr, /bug|\n.*\n.*\n/);
    });
});

t.test('the one on the PATH', async (t) => {
  const { code, stderr } = await run(['prove', file], { env: { PATH: folder } });
  t.equal(code, 3);
  t.equal(stderr, 'sni-doctor: haproxy: there is no such program\n  --haproxy PATH names the program to run\n');
});

t.test('one that answers -v and is none', async (t) => {
  const liar = script('liar', 'echo HAProxy version 3.2.26 2026/10/14');
  const binary = await askBinary(liar, env, new AbortController().signal);
  t.equal(binary.version.text, '3.2.26');
  await t.rejects(
    spawnHaproxy(binary, () => ({ configuration: '' }), new AbortController().signal),
    ConfigurationRefused,
  );
});

t.test('one that answers -v and then hangs is ended', async (t) => {
  const hangs = script(
    'hangs',
    '[ "$1" = -v ] && exec echo HAProxy version 3.2.26\ntrap "" TERM\nwhile :; do sleep 1; done',
  );
  const binary = await askBinary(hangs, env, new AbortController().signal);
  const interrupt = new AbortController();
  const begun = spawnHaproxy(binary, () => ({ configuration: '' }), interrupt.signal);
  setTimeout(() => interrupt.abort(), 100);
  await t.rejects(begun, { name: 'AbortError' });
});

t.test('versions of development', async (t) => {
  const newest = script('newest', 'echo "HAProxy version 3.5-dev5-1234567 2026/10/14 - https://haproxy.org/"');
  t.equal((await askBinary(newest, env, new AbortController().signal)).version.text, '3.5');
  await t.rejects(askBinary('/nowhere', env, new AbortController().signal), CannotProve);
});
