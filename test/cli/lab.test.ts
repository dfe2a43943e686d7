import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import t from 'tap';
import { fixtures } from '../../fixtures/servers/index.ts';
import { run } from './run.ts';

t.test('lists every backend', async (t) => {
  const { code, stdout } = await run(['lab', '--list']);
  t.equal(code, 0);
  for (const { name, title } of fixtures) t.ok(stdout.includes(`${name} `) && stdout.includes(title), name);
  t.equal((await run(['lab'])).stdout, stdout);
});

t.test('starts backends until Ctrl-C, and cleans up', async (t) => {
  const interrupt = new AbortController();
  setTimeout(() => interrupt.abort(), 1500);
  const { code, stdout } = await run(['lab', 'contour', 'client-certificate-tls13'], { signal: interrupt.signal });
  t.equal(code, 130);
  t.match(
    stdout,
    /^contour: .*\n {2}127\.0\.0\.1:\d+, clear text on \d+\n {2}sni-doctor probe 127\.0\.0\.1:\d+ --host www\.example\.test --http-port \d+ --ca-file \S+\n/,
  );
  t.match(stdout, /--cert \S+ --key \S+/);
  const file = /--ca-file (\S+)/.exec(stdout)?.[1] ?? '';
  t.notOk(existsSync(file), 'its files are gone');
});

t.test('3: a port that is taken', async (t) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const { code, stderr } = await run(['lab', 'contour', '--port', String(port)]);
  server.close();
  t.equal(code, 3);
  t.match(stderr, new RegExp(`^sni-doctor: port ${port} is taken\\n`));
});
