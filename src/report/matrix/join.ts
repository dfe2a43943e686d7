import type { MatrixCell, MatrixDiff, MatrixTarget } from '../../matrix-types.ts';
import type { CompareOptions } from './compare-options.ts';
import { compareCells } from './diff.ts';
import { cellStore, type KeptCell } from './kept-cells.ts';
import { type HostOutcome, worstOutcome } from './outcome.ts';

/** What one cell more, or the end, tells of a host. */
export interface Joined {
  host: string;
  /** Those that are new, one for each cell that was compared at most: what does not differ has none. */
  diffs: MatrixDiff[];
  /** null: other cells of the host are still to come. */
  settled: HostOutcome | null;
  /** Labels of the targets of which there is no cell; told once the host is settled. */
  missing: string[];
}

/** Cells of an earlier run, which stand for the target that is moved away from. */
export interface EarlierCells {
  /** Label of the earlier target whose cells stand for the one that is moved away from, seen from another. */
  from(to: string): string;
  /** The earlier cell of a host for what is compared with it; null: there is none. The host counts as met from then on. */
  take(host: string, to: string): MatrixCell | null;
  /** Hosts that were never taken, in the order of the file. */
  left(): Iterable<string>;
}

/** Cells in any order go in, differences come out. */
export interface HostJoin {
  /** @returns what the cell tells; null: nothing yet */
  cell(cell: MatrixCell): Joined | null;
  /** @returns the hosts that are not settled; to be asked once, when no cell comes any more */
  end(): Iterable<Joined>;
}

/** What is compared with what. */
export interface JoinOptions extends CompareOptions {
  /** Label of the target that is moved away from; or an earlier run of it. */
  from: string | EarlierCells;
  /** All targets of the run, each with a label of its own; null: not known beforehand (exact pairs, merged results). */
  targets: readonly MatrixTarget[] | null;
}

/** A host that is not settled. */
interface Open {
  /** Labels of the cells that came. */
  met: string[];
  /** The cell of the target that is moved away from; of several the first. */
  from: KeptCell | null;
  /** Cells of other targets that came before it. */
  waiting: KeptCell[];
  /** Of what was compared so far; null: nothing was. */
  outcome: HostOutcome | null;
  /** Labels of earlier cells that are not there. */
  lacking: string[];
}

/**
 * Brings the cells of a host together, in whatever order they come, and compares them as soon as both sides are there.
 * What is kept is what is still open: a few hundred bytes a cell.
 * @param options what is compared with what
 * @returns where cells go in
 */
export function joinByHost(options: JoinOptions): HostJoin {
  const { from, targets } = options;
  const open = new Map<string, Open>();
  const store = cellStore();
  const asked = targets && new Set(targets.map(placeOf));
  // Without targets beforehand nothing tells which others there might have been.
  const labels = targets?.map(({ label }) => label) ?? (typeof from === 'string' ? [from] : []);

  function compare(entry: Open, before: MatrixCell | null, to: MatrixCell): MatrixDiff[] {
    const diff = before && compareCells(before, to, options);
    entry.outcome = worstOutcome(entry.outcome, outcomeOf(before, to, diff));
    return diff ? [diff] : [];
  }

  function withEarlier(entry: Open, earlier: EarlierCells, to: MatrixCell): MatrixDiff[] {
    const before = earlier.take(to.host, to.target);
    if (!before) entry.lacking.push(earlier.from(to.target));
    return compare(entry, before, to);
  }

  function withLive(entry: Open, cell: MatrixCell): MatrixDiff[] {
    if (cell.target === from) {
      entry.from ??= store.keep(cell);
      return compareWaiting(entry, cell.host);
    }
    if (entry.from !== null) return compare(entry, store.restore(entry.from, cell.host), cell);
    entry.waiting.push(store.keep(cell));
    return [];
  }

  function compareWaiting(entry: Open, host: string): MatrixDiff[] {
    const before = entry.from && store.restore(entry.from, host);
    const diffs = entry.waiting.flatMap((kept) => compare(entry, before, store.restore(kept, host)));
    for (const kept of entry.waiting) store.release(kept);
    entry.waiting = [];
    return diffs;
  }

  function settle(host: string, entry: Open, found: MatrixDiff[]): Joined {
    const diffs = [...found, ...compareWaiting(entry, host)];
    open.delete(host);
    if (entry.from !== null) store.release(entry.from);
    const missing = [...new Set([...entry.lacking, ...labels.filter((label) => !entry.met.includes(label))])];
    const settled = missing.length > 0 ? worstOutcome(entry.outcome, 'unknown') : (entry.outcome ?? 'unknown');
    return { host, diffs, settled, missing };
  }

  return {
    cell(cell) {
      const { host, target } = cell;
      // A run that goes on may bring cells of targets that have moved since.
      if (asked && !asked.has(placeOf({ ...cell, label: target }))) return null;
      const entry = open.get(host) ?? { met: [], from: null, waiting: [], outcome: null, lacking: [] };
      open.set(host, entry);
      entry.met.push(target);
      const diffs = typeof from === 'string' ? withLive(entry, cell) : withEarlier(entry, from, cell);
      if (entry.met.length === targets?.length) return settle(host, entry, diffs);
      return diffs.length === 0 ? null : { host, diffs, settled: null, missing: [] };
    },
    *end() {
      for (const [host, entry] of [...open]) yield settle(host, entry, []);
      if (typeof from === 'string') return;
      for (const host of from.left()) yield { host, diffs: [], settled: 'unknown', missing: labels };
    },
  };
}

function outcomeOf(from: MatrixCell | null, to: MatrixCell, diff: MatrixDiff | null): HostOutcome {
  if (!from || from.verdict === 'error' || to.verdict === 'error') return 'unknown';
  return diff?.judgement ?? 'same';
}

function placeOf({ label, address, port }: MatrixTarget): string {
  return `${label}\n${address}\n${port}`;
}
