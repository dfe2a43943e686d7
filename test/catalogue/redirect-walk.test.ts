import t from 'tap';
import { plainPortRedirects } from '../../src/catalogue/faults/plain-port-redirects.ts';
import { redirectWalk } from '../../src/catalogue/redirect-walk.ts';
import { type View, view } from '../../src/catalogue/view.ts';
import { barePlan, trafficRequest } from '../../src/plan.ts';
import type { Observation } from '../../src/types.ts';
import { asked } from '../question.ts';

const host = 'www.example.test';
const question = asked({ host, sni: host, hostHeader: host, port: 443, httpPort: 80 });

/** What is known once the plain port has redirected. */
function redirected(location: string): View {
  const plain: Observation = {
    id: 'plain-with-host',
    title: 'plain',
    plan: { ...barePlan(question), port: 80, request: trafficRequest('GET', '/', host) },
    outcome: 'passed',
    ms: 1,
    http: { version: '1.1', status: 301, reason: '', headers: { location }, body: '' },
  };
  return view({
    schema: 'sni-doctor/evidence/1',
    question,
    observations: [plain],
    connections: 1,
    from: null,
    at: '2026-01-01T00:00:00.000Z',
    ms: 1,
  });
}

t.test('a redirect is followed to the ports that were asked about', async (t) => {
  for (const [location, port] of [
    [`https://${host}/a`, 443],
    [`https://${host}:443/a`, 443],
    [`http://${host}/a`, 80],
    [`https://${host}:80/a`, 80],
    ['/a', 80],
    ['https://other.example.test/a', 443],
  ] as const) {
    t.match(redirectWalk(redirected(location)), { next: { plan: { address: question.address, port } } }, location);
  }
});

t.test('and to no other', async (t) => {
  for (const [location, elsewhere] of [
    [`http://${host}:24902/internal?cmd=reboot`, 24902],
    [`https://${host}:8443/`, 8443],
    ['ftp://www.example.test:443/', null],
    ['mailto:nobody@example.test', null],
  ] as const) {
    t.match(redirectWalk(redirected(location)), { next: null, loop: false, elsewhere }, location);
  }
});

t.test('the finding says where it leads', async (t) => {
  const why = plainPortRedirects.shown(redirected(`https://${host}:8443/`), null);
  t.match(why?.because, /leads to port 8443, which was not asked about: nothing was sent there\./);
});
