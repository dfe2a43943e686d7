/** Many checks that begin to speak TLS cost handshakes: that is said, and a few are not worth a word. */
import t from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { checkAndCure } from '../../src/check/cure-run.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';

async function cured(count: number, inter: string) {
  const backend = await fixture('healthy-tls')?.start();
  if (!backend) throw new Error('there is no healthy-tls');
  t.teardown(backend.close);
  const { port } = backend;
  const servers = Array.from(
    { length: count },
    (_, i) => `    server s${i} 127.0.0.1:${port} ssl verify none check port ${port} ${inter}`,
  );
  return checkAndCure({
    files: [
      { name: 'haproxy.cfg', text: `backend be\n    mode http\n    option httpchk GET /\n${servers.join('\n')}\n` },
    ],
    environment: new Map(),
    version: parseVersion('3.2'),
    versionFrom: 'flag',
    hosts: [],
    servers: [],
    method: 'GET',
    path: '/',
    timeout: 5000,
    offline: false,
    resolve: async () => [],
    readFile: () => null,
  });
}

t.test('25 servers, four checks a second each', async (t) => {
  const { result, cures } = await cured(25, 'inter 250ms');
  t.match(result.patch, /^\+ +default-server check-ssl$/m, 'one line serves them all');
  t.equal(cures[0]?.safety, 'review');
  t.match(result.edits[0]?.notes?.join(' '), /Checks of 25 servers .*some 100 handshakes a second.*spread-checks/);
});

t.test('three servers', async (t) => {
  const { result, cures } = await cured(3, '');
  t.match(result.patch, /check-ssl/);
  t.equal(cures[0]?.safety, 'safe');
  t.notMatch(JSON.stringify(result.edits), /handshakes a second/);
});
