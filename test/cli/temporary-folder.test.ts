import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { temporaryFolder } from '../../src/cli/temporary-folder.ts';

t.test('gone when it is removed', async (t) => {
  const folder = temporaryFolder('test');
  t.ok(existsSync(folder.path));
  folder.remove();
  t.notOk(existsSync(folder.path));
});

t.test('gone when the process is, too', async (t) => {
  const module = fileURLToPath(new URL('../../src/cli/temporary-folder.ts', import.meta.url));
  const program = `import(${JSON.stringify(module)}).then(({ temporaryFolder }) => {
    process.stdout.write(temporaryFolder('test').path);
    process.exit(130);
  });`;
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', '-e', program], {
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
  });
  t.equal(status, 130);
  t.match(stdout, /sni-doctor-test-/);
  t.notOk(existsSync(stdout));
});
