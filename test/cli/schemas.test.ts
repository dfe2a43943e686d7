import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import t from 'tap';
import { version } from '../../src/cli/version.ts';
import { evidence, sample } from '../report/formats/sample.ts';
import { run } from './run.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

t.test('the published schemas are those of src/types.ts', async (t) => {
  t.doesNotThrow(() =>
    execFileSync(process.execPath, ['schemas.mjs', '--check'], { cwd: root, stdio: 'pipe', env: {} }),
  );
});

t.test('what is written holds to them', async (t) => {
  const ajv = new Ajv({ strict: false });
  const probe = ajv.compile(read('docs/schemas/probe-1.json'));
  t.ok(probe(sample()), JSON.stringify(probe.errors));
  const { stdout } = await run(['probe', '--from', '-', '--format', 'json', '--haproxy-version', '2.6'], {
    stdin: JSON.stringify(evidence()),
  });
  t.ok(probe(JSON.parse(stdout)), JSON.stringify(probe.errors));
  t.notOk(probe({ ...sample(), verdict: 'well' }));
});

t.test('the version is that of the package', async (t) => {
  t.equal(version, read('package.json').version);
  t.match(await run(['probe', '--version']), { code: 0, stdout: `${version}\n` });
});
