/** Many checks that begin to speak TLS cost handshakes: that is said, and a few are not worth a word. */
import t from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { cured } from './cured.ts';

async function mended(count: number, inter: string) {
  const backend = await fixture('healthy-tls')?.start();
  if (!backend) throw new Error('there is no healthy-tls');
  t.teardown(backend.close);
  const { port } = backend;
  const servers = Array.from(
    { length: count },
    (_, i) => `    server s${i} 127.0.0.1:${port} ssl verify none check port ${port} ${inter}`,
  );
  const text = `backend be\n    mode http\n    option httpchk GET /\n${servers.join('\n')}\n`;
  return cured('haproxy.cfg', text, '3.2');
}

t.test('25 servers, four checks a second each', async (t) => {
  const { result, cures } = await mended(25, 'inter 250ms');
  t.match(result.patch, /^\+ +default-server check-ssl$/m, 'one line serves them all');
  t.equal(cures[0]?.safety, 'review');
  t.match(result.edits[0]?.notes?.join(' '), /Checks of 25 servers .*some 100 handshakes a second.*spread-checks/);
});

t.test('three servers', async (t) => {
  const { result, cures } = await mended(3, '');
  t.match(result.patch, /check-ssl/);
  t.equal(cures[0]?.safety, 'safe');
  t.notMatch(JSON.stringify(result.edits), /handshakes a second/);
});
