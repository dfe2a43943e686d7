import t from 'tap';
import { run } from './run.ts';

t.test('--plan lists the connections and makes none', async (t) => {
  // Nobody has this address (RFC 5737): a connection would take the whole timeout.
  const argv = ['probe', '192.0.2.1', '--host', 'www.example.test', '--plan'];
  const { code, stdout } = await run(argv);
  t.equal(code, 0);
  t.match(stdout, /^PLAN {2}192\.0\.2\.1 port 443, www\.example\.test: \d+ connections; none is made now\n/);
  t.match(stdout, / tls-without-sni +443 +TLS without server name\n/);
  t.match(stdout, /Then, depending on the answers:\n - /);
  const { stdout: json } = await run([...argv, '--format', 'json']);
  const { plans, question } = JSON.parse(json);
  t.equal(question.address, '192.0.2.1');
  t.match(
    plans.map(({ id }: { id: string }) => id),
    ['tcp'],
  );
});

t.test('notes go to standard error, and --quiet keeps them back', async (t) => {
  const argv = ['probe', 'https://192.0.2.1:8443/x', '--host', 'my_host.test.', '--plan'];
  const { stderr } = await run(argv);
  t.match(stderr, /^note: taken from the URL: address 192\.0\.2\.1, port 8443, path \/x\n/);
  t.match(stderr, /trailing dot/);
  t.match(stderr, /underscore/);
  t.equal((await run([...argv, '--quiet'])).stderr, '');
});

t.test('colour', async (t) => {
  const argv = ['probe', '192.0.2.1', '--plan'];
  const escapes = async (more: string[], options: Parameters<typeof run>[1]) => {
    return (await run([...argv, ...more], options)).stdout.includes('\u001b[');
  };
  t.notOk(await escapes([], {}));
  t.ok(await escapes([], { isTTY: true }));
  t.notOk(await escapes([], { isTTY: true, env: { NO_COLOR: '1' } }));
  t.ok(await escapes([], { env: { FORCE_COLOR: '1' } }));
  t.notOk(await escapes(['--color', 'never'], { isTTY: true }));
  t.ok(await escapes(['--color', 'always'], { env: { NO_COLOR: '1' } }));
});
