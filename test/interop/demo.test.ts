/** The demo on every HAProxy, as a user sees it who has that one on the PATH. */
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { loadTools } from '../provision/tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tools = loadTools();
if (!tools && process.env.CI === 'true') t.fail('the tools are not provisioned');
if (!tools) t.pass('skipped: the tools are not provisioned');

for (const [branch, tool] of Object.entries(tools?.haproxy ?? {})) {
  t.test(`HAProxy ${branch}`, async (t) => {
    const variables = Object.entries(tool.env).map(([name, value]) => `${name}='${value}'`);
    const words = tool.command.map((word) => `'${word}'`);
    const folder = t.testdir({ haproxy: `#!/bin/sh\n${variables.join(' ')} exec ${words.join(' ')} "$@"\n` });
    chmodSync(`${folder}/haproxy`, 0o755);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', `${root}bin/sni-doctor.ts`, 'demo'],
      { cwd: root, encoding: 'utf8', env: { PATH: `${folder}:${process.env.PATH}` } },
    );
    t.equal(stderr, '');
    t.equal(status, 0);
    const [, before = '', after = ''] = stdout.split(/With the (?:barest|recommended) lines/);
    t.match(before, /Health check for server be_barest\/s1 failed, reason: Layer6 invalid response/);
    t.match(before, /Server be_barest\/s1 is DOWN/);
    t.match(before, /DOWN, users get 503/);
    t.match(after, /Health check for server be_www_example_test\/s1 succeeded, reason: Layer7 check passed, code: 200/);
    t.match(after, /UP, users get 200/);
  });
}
