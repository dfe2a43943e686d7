import t from 'tap';
import { contradiction } from '../../src/catalogue/contradiction.ts';
import { barePlan, haproxyTls } from '../../src/plan.ts';
import type { Failure, Observation } from '../../src/types.ts';
import { asked } from '../question.ts';

function tls(ms: number, failure?: Pick<Failure, 'kind'>): Observation {
  const plan = { ...barePlan(asked()), tls: haproxyTls() };
  const outcome = failure ? 'failed' : 'passed';
  return {
    id: `${ms}`,
    title: '',
    plan,
    outcome,
    ms,
    ...(failure && { failure: { stage: 'tls', message: '', alert: null, ...failure } }),
  } as Observation;
}

t.test('equal connections that fare differently contradict each other', async (t) => {
  t.ok(contradiction([tls(3), tls(2, { kind: 'reset' })]));
  t.ok(contradiction([tls(3), tls(2500, { kind: 'timeout' })]), 'it was waited for far longer than the other took');
  t.equal(contradiction([tls(3), tls(4)]), null);
});

t.test('a slow backend is not contradicted by the one who waited less', async (t) => {
  t.equal(contradiction([tls(2600), tls(2500, { kind: 'timeout' })]), null);
});
