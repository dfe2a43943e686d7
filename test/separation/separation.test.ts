import { readFileSync } from 'node:fs';
import t from 'tap';
import { faults } from '../../src/catalogue/faults/index.ts';
import { needs } from '../../src/catalogue/needs/index.ts';
import { startBackends } from '../conformance/backends/start.ts';
import { pool } from '../provision/pool.ts';
import { loadTools } from '../provision/tools.ts';
import { cases, titleOf } from './cases.ts';
import { nameCauses } from './named.ts';
import { pairs } from './pairs.ts';
import { readSeparation } from './seen.ts';

const tools = loadTools();

t.test('every backend is named after its causes, blind', async (t) => {
  if (!tools) {
    if (process.env.CI === 'true') t.fail('the tools are not provisioned');
    else t.pass('skipped: the tools are not provisioned');
    return;
  }
  const running = await startBackends(cases.map(({ backend }) => backend));
  t.teardown(running.close);
  const ca = readFileSync(running.files.ca, 'utf8');
  const named = await pool(cases, 3, async (one) => nameCauses(running.ports.get(one.backend) ?? 0, one, ca));
  for (const [index, one] of cases.entries()) t.same(named[index]?.causes, one.causes, titleOf(one));
  const { alike, apart } = pairs(readSeparation().cases, named);
  t.ok(alike > 0);
  t.equal(apart, alike, 'some plan tells every pair apart that HAProxy logs alike');
});

t.test('the record is of these cases: npx tsx test/separation/record.ts', async (t) => {
  t.same(
    readSeparation().cases.map(({ backend, given }) => ({ backend, causes: given })),
    cases.map((one) => ({ backend: titleOf(one), causes: one.causes })),
  );
});

t.test('every need and every fault that makes a check fail is among the causes', async (t) => {
  const given = new Set(cases.flatMap(({ causes }) => causes));
  // TLS itself is on every line, an address that nothing leads to is no backend, and one time tells nothing of the next.
  for (const id of ['tls', 'host-unreachable', 'intermittent']) given.add(id);
  const failing = [...needs, ...faults.filter(({ severity }) => severity === 'error')].map(({ id }) => id);
  t.same(
    failing.filter((id) => !given.has(id)),
    [],
  );
});
