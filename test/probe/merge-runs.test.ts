import t from 'tap';
import { mergeRuns } from '../../src/probe/merge-runs.ts';
import type { Evidence, Observation } from '../../src/types.ts';

function runOf(status: number | null): Evidence {
  const plan = { address: '192.0.2.7', port: 443, source: null, proxy: null, tls: null, request: null };
  const observation = (status === null
    ? { id: 'http-with-host', plan, outcome: 'failed', failure: { kind: 'reset' } }
    : { id: 'http-with-host', plan, outcome: 'passed', http: { status } }) as unknown as Observation;
  return { schema: 'sni-doctor/evidence/1', observations: [observation], connections: 3 } as Evidence;
}

t.test('one run is itself', async (t) => {
  const only = runOf(200);
  t.equal(mergeRuns([only]), only);
});

t.test('of several, what came most often, and how often it failed', async (t) => {
  const merged = mergeRuns([runOf(null), runOf(200), runOf(200), runOf(null), runOf(200)]);
  t.match(merged.observations, [{ outcome: 'passed', http: { status: 200 } }]);
  t.same(merged.repeats, [{ id: 'http-with-host', runs: 5, failed: 2, kinds: ['reset'] }]);
  t.equal(merged.connections, 15);
});
