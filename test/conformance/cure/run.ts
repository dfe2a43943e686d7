import type { Cured } from '../../../src/check/cure-run.ts';
import { performerOf } from '../../../src/check/look.ts';
import type { CureEdit } from '../../../src/report/cure/cure.ts';
import type { Tool } from '../../provision/tools.ts';
import type { RunningBackends } from '../backends/start.ts';
import type { Measured } from '../measure/measured.ts';
import { optionsFor } from '../predict.ts';
import type { Tried } from '../run.ts';
import { configurationText, type Surroundings } from '../text.ts';
import { expectedOf, shortcoming } from './expected.ts';
import { failingOf } from './failing.ts';
import { leftAlone, type Reason } from './left-alone.ts';
import { type Patched, patchAll } from './patched.ts';
import { targetsOf } from './sent.ts';
import { askSites, patience } from './sites.ts';
import { type Need, tryAll } from './tried.ts';

/** A cell, and what a real HAProxy made of it. */
export type Seen = Pick<Tried, 'cell' | 'measured'>;

/** One version of HAProxy, with the library's cures. */
export interface Sick {
  branch: string;
  version: string;
  /** In the order of the configuration. */
  seen: readonly Seen[];
  /** What their configuration was written with. */
  around: Surroundings;
  cured: Pick<Cured, 'cures' | 'configuration'>;
}

/** A cell that fails, and what became of it. */
export interface Case extends Seen {
  /** Why it is to be left alone; null: it is to be mended. */
  reason: Reason | null;
  patched: Patched | null;
  /** What a real HAProxy made of the patched cell; null: nothing, there is no patch or it was refused. */
  mended: Measured | null;
  /** Why it is not mended; null: it is. */
  wrong: string | null;
  /** Each word of the patch and what happens without it; none where the cell is not mended. */
  needs: Need[];
}

/** The cures of one version of HAProxy. */
export interface CureRun {
  branch: string;
  version: string;
  cases: Case[];
  /** Edits of cells that do not fail, and of places that are no cell's. */
  strays: string[];
}

/**
 * Tries what the library makes of every cell that fails: patched, and patched without each word in turn.
 * @param sick the cells
 * @param tool that HAProxy
 * @param running the backends
 * @returns what came of each
 * @throws Error when a HAProxy does not start
 */
export async function runCures(sick: Sick, tool: Tool, running: RunningBackends): Promise<CureRun> {
  const { branch, version, seen, around, cured } = sick;
  const cells = seen.map(({ cell }) => cell);
  const before = await targetsOf(configurationText(cells, around, { checks: true, threads: 1 }), version);
  const failing = seen.flatMap((one) => {
    const half = failingOf(one.cell, one.measured);
    const target = before.get(one.cell.name);
    return half && target ? [{ one, half, target }] : [];
  });
  const { patches, strays } = patchAll(cells, around, cured, version);
  const performer = performerOf({ ...optionsFor('', version), timeout: patience });
  const judge = async () => {
    const visits = failing.map(({ one, target }) => ({ backend: one.cell.backend, target }));
    const siteOf = await askSites(visits, running, version);
    return Promise.all(
      failing.map(async ({ half, target }, index) => {
        const site = visits[index] ? siteOf(visits[index]) : null;
        return { site, reason: await leftAlone(target, half, site, performer) };
      }),
    );
  };
  const judged = await judge();
  const results = await tryAll(tool, version, [...patches.values()]);
  const cases = failing.map(({ one, target }, index): Case => {
    const { site = null, reason = null } = judged[index] ?? {};
    const patched = patches.get(one.cell.name) ?? null;
    const result = results.get(one.cell.name);
    const common = { ...one, reason, patched, mended: result?.measured ?? null };
    if (!patched || !result) return { ...common, wrong: 'not patched', needs: [] };
    if (result.refused !== null) return { ...common, wrong: `refused: ${result.refused}`, needs: [] };
    if (!site || !result.measured) return { ...common, wrong: 'nothing to compare with', needs: [] };
    const expected = expectedOf(target, site, one.measured);
    const wrong = shortcoming(expected, result.measured);
    return { ...common, wrong, needs: wrong === null ? result.needs(expected) : [] };
  });
  const known = new Set(failing.map(({ one }) => one.cell.name));
  for (const [name, { edits }] of patches)
    if (!known.has(name)) strays.push(`${name} does not fail, and yet: ${textOf(edits)}`);
  return { branch, version, cases, strays };
}

const textOf = (edits: readonly CureEdit[]): string => edits.map(({ text }) => text).join('; ');
