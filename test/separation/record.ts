/**
 * Gives every backend of cases.ts to `probe` blind and to every real HAProxy, writes seen.json, and with it the part of
 * docs/conformance.md on separation: `npx tsx test/separation/record.ts`
 */
import { readFileSync } from 'node:fs';
import { startBackends } from '../conformance/backends/start.ts';
import { linesOnPage, readPage, writePage } from '../conformance/page.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { pool } from '../provision/pool.ts';
import { loadTools } from '../provision/tools.ts';
import { cases, titleOf } from './cases.ts';
import { type Logged, logged } from './logged.ts';
import { nameCauses } from './named.ts';
import { pairs } from './pairs.ts';
import { type SeenCase, writeSeparation } from './seen.ts';

const tools = loadTools();
if (!tools) throw new Error('the tools are not provisioned');
const leave = await oneAtATime(600_000);
const running = await startBackends(cases.map(({ backend }) => backend));
try {
  const ca = readFileSync(running.files.ca, 'utf8');
  const named = await pool(cases, 2, async (one) => nameCauses(running.ports.get(one.backend) ?? 0, one, ca));
  const asked = cases.map((one) => ({
    title: titleOf(one),
    port: running.ports.get(one.backend) ?? 0,
    host: one.host,
  }));
  const words = new Map<string, ReadonlyMap<string, Logged>>();
  for (const tool of Object.values(tools.haproxy)) words.set(tool.version, await logged(tool, asked, running.files.ca));
  const seen = cases.map((one, index): SeenCase => {
    const { causes } = one;
    const backend = titleOf(one);
    const logs = [...words].map(([version, found]) => [version, found.get(backend) ?? {}]);
    const { causes: own = [], shownBy = [] } = named[index] ?? {};
    if (own.join() !== causes.join()) console.log(`${backend}: given ${causes.join('+')}, named ${own.join('+')}`);
    return { backend, given: [...causes], named: own, shownBy, logged: Object.fromEntries(logs) };
  });
  writeSeparation({ cases: seen, pairs: pairs(seen, named) });
} finally {
  await running.close();
  leave();
}
writePage(linesOnPage(readPage()));
