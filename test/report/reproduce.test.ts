import t from 'tap';
import { barePlan, haproxyTls, trafficRequest } from '../../src/plan.ts';
import { reproduce } from '../../src/report/reproduce.ts';
import type { Plan } from '../../src/types.ts';
import { asked } from '../question.ts';

const bare = barePlan(asked());
const host = 'www.example.test';

function command(changes: Partial<Plan>): string {
  return reproduce({ id: 'x', title: 'x', plan: { ...bare, ...changes } });
}

t.test('a handshake is openssl, with the name or expressly without', async (t) => {
  t.equal(command({ tls: haproxyTls() }), 'openssl s_client -connect 192.0.2.7:443 -noservername </dev/null');
  t.equal(
    command({ tls: { ...haproxyTls(), servername: host, alpn: ['h2'], maxVersion: 'TLSv1.2' } }),
    `openssl s_client -connect 192.0.2.7:443 -servername ${host} -alpn h2 -tls1_2 </dev/null`,
  );
});

t.test('a request is curl, to the address whatever the name', async (t) => {
  const line = command({ tls: { ...haproxyTls(), servername: host }, request: trafficRequest('GET', '/a', host) });
  t.match(line, /^curl -sv --http1\.1 -k --no-alpn --connect-to www\.example\.test:443:192\.0\.2\.7:443 /);
  t.ok(line.endsWith(` https://${host}:443/a`));
});

t.test('a header that the plan lacks is not left to curl', async (t) => {
  const line = command({ request: { version: '1.0', method: 'GET', path: '/', headers: [] } });
  t.equal(line, "curl -sv --http1.0 -H 'Host:' -H 'User-Agent:' -H 'Accept:' http://192.0.2.7:443/");
});

t.test('a bare connection is nc', async (t) => {
  t.equal(command({}), 'nc -vz 192.0.2.7 443');
  t.equal(command({ address: '2001:db8::1' }), 'nc -vz 2001:db8::1 443');
});

t.test('no value leaves its word in the shell', async (t) => {
  const request = { version: '1.1', method: 'GET', path: "/';touch x;'$(id)", headers: [['host', '`id`']] } as const;
  const line = command({ request: { ...request, headers: request.headers.map(([a, b]) => [a, b]) } });
  t.ok(line.includes("-H 'host: `id`'"));
  t.ok(line.endsWith(`'http://192.0.2.7:443/'\\'';touch x;'\\''$(id)'`));
});
