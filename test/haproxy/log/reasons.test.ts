import t from 'tap';
import { parseLogLine } from '../../../src/haproxy/log/line.ts';
import { checkStatuses, reasonOfStatus, statusOfReason } from '../../../src/haproxy/log/reasons.ts';
import { recordings } from './recorded.ts';

t.test('status and reason stand for each other', async (t) => {
  for (const status of checkStatuses) t.equal(statusOfReason(reasonOfStatus(status) ?? ''), status);
  t.equal(statusOfReason('Layer6 invalid response'), 'L6RSP');
  t.equal(reasonOfStatus('L7STS'), 'Layer7 wrong status');
});

t.test('what HAProxy does not say is not known', async (t) => {
  t.equal(statusOfReason('Layer8 problem'), null);
  t.equal(reasonOfStatus('* L6RSP'), null);
  const line = parseLogLine('Server be/s1 is DOWN, reason: Layer8 problem, check duration: 1ms.');
  t.match(line, { check: { status: null, reason: 'Layer8 problem', durationMs: 1 } });
});

t.test('every reason that was recorded is known', async (t) => {
  const seen = new Set<string | null>();
  for (const { lines } of recordings())
    for (const text of lines) {
      const line = parseLogLine(text);
      if (line !== null && 'check' in line && line.check !== null) seen.add(line.check.status);
    }
  t.notOk(seen.has(null));
  for (const status of ['L4CON', 'L4OK', 'L6RSP', 'L6TOUT', 'L7OK', 'L7OKC', 'L7STS', 'L7TOUT', 'SOCKERR', 'HANA'])
    t.ok(seen.has(status), status);
});
