import t from 'tap';
import { placeOf, tellsAddresses } from '../../src/report/triage/place.ts';
import { counts, standing } from '../../src/report/triage/standing.ts';
import type { LiveServer } from '../../src/triage-types.ts';

const server = (more: Partial<LiveServer>): LiveServer => ({
  ...{ proxy: 'be', server: 's1', address: '192.0.2.7', port: 443, fqdn: null, mode: 'http', state: 'DOWN' },
  ...{ status: null, code: null, info: null, durationMs: null, failedChecks: null, timesDown: null },
  ...{ sinceChange: null, traffic: null },
  ...more,
});

t.test('a connection goes to the address in use, or nowhere', async (t) => {
  const at = (more: Partial<LiveServer>, elsewhere = false) => placeOf(server(more), elsewhere);
  t.same(at({}), { address: '192.0.2.7', port: 443 });
  t.same(at({ address: '2001:db8::1' }), { address: '2001:db8::1', port: 443 });
  const nowhere: Partial<LiveServer>[] = [
    { address: null },
    { unix: '' },
    { address: '0.0.0.0' },
    { address: '::' },
    { address: '0:0:0:0:0:0:0:0' },
    { address: '-' },
    { address: 'www.example.test' },
    { port: null },
    { port: 0 },
    { port: 65_536 },
  ];
  for (const more of nowhere) t.match(at(more), { because: /./ }, JSON.stringify(more));
});

t.test('the loopback of another machine is not ours', async (t) => {
  for (const address of ['127.0.0.1', '127.3.2.1', '::1', '169.254.1.1', 'fe80::1', '::ffff:127.0.0.1'])
    t.match(placeOf(server({ address }), true), { because: /another machine/ }, address);
  for (const address of ['192.0.2.7', '2001:db8::1', '10.0.0.1'])
    t.match(placeOf(server({ address }), true), { address }, address);
  t.match(placeOf(server({ address: '127.0.0.1' }), false), { address: '127.0.0.1' });
});

t.test('a log tells no addresses', async (t) => {
  const state = { from: '', version: null, pid: null, uptimeSeconds: null, notes: [], servers: [server({})] };
  t.equal(tellsAddresses({ ...state, source: 'socket' }), true);
  t.equal(tellsAddresses({ ...state, source: 'log' }), false);
  t.equal(tellsAddresses({ ...state, source: 'stats', servers: [server({ address: null })] }), false);
});

t.test('how a server stands', async (t) => {
  const sessions = { sessions: 100, connectionErrors: 0, responseErrors: 0, status5xx: 0 };
  const cases: [Partial<LiveServer>, string][] = [
    [{ state: 'DOWN' }, 'down'],
    [{ state: 'DOWN 1/2' }, 'down'],
    [{ state: 'DOWN (agent)' }, 'down'],
    [{ state: 'UP' }, 'up'],
    [{ state: 'no check' }, 'up'],
    [{ state: 'UP 1/3' }, 'flapping'],
    [{ state: 'UP', timesDown: 9, sinceChange: 60 }, 'flapping'],
    [{ state: 'UP', timesDown: 9, sinceChange: 100_000 }, 'up'],
    [{ state: 'UP', traffic: { ...sessions, status5xx: 9 } }, 'up'],
    [{ state: 'UP', traffic: { ...sessions, connectionErrors: 10 } }, 'failing'],
    [{ state: 'unknown', terminations: { 'SC--': 1 } }, 'failing'],
    [{ state: 'unknown', terminations: { 'CD--': 1 } }, 'up'],
    [{ state: 'MAINT (resolution)' }, 'unresolved'],
    [{ state: 'MAINT' }, 'other'],
    [{ state: 'MAINT (via be/s2)' }, 'other'],
    [{ state: 'DOWN for maintenance' }, 'other'],
    [{ state: 'DRAIN' }, 'other'],
    [{ state: 'NOLB' }, 'other'],
  ];
  for (const [more, how] of cases) t.equal(standing(server(more)), how, JSON.stringify(more));
  t.same(counts(cases.map(([more]) => server(more))), { total: 18, up: 7, down: 3, other: 8 });
});
