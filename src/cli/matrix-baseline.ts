import { startBrokenLines } from '../matrix/broken-lines.ts';
import type { MatrixCell, MatrixVerdict } from '../matrix-types.ts';
import { printable } from '../report/escape.ts';
import type { EarlierCells } from '../report/matrix/join.ts';
import { cellStore, type KeptCell } from '../report/matrix/kept-cells.ts';
import { openResults } from './matrix-results.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** An earlier run, for `joinByHost`. */
export interface BaselineRun extends EarlierCells {
  /** Hosts that it has a cell of. */
  hosts: number;
  /** For people: lines that were passed over, targets that were left out. Raw: escape before showing. */
  notes: string[];
}

/** What the rest of the run has a say in. */
export interface BaselineAsked {
  /** Labels of the targets of this run; null: not known beforehand, then every label is kept. */
  labels: readonly string[] | null;
  /** Whether a host belongs to this run (`--shard`); absent: every one does. */
  keep?(host: string): boolean;
}

/** Of one target, by host, in the order of the file. */
type Kept = Map<string, { cell: KeptCell; rank: number }>;

/** Of several cells of a host the best one counts: what was served was served. */
const ranks: Record<MatrixVerdict, number> = { ok: 2, wrong: 1, failed: 1, error: 0 };

/**
 * Reads the cells of an earlier run (NDJSON) that stand for the target that is moved away from: for each target of
 * this run those of the same label, else those of the only label that the file has. Of several cells of a host one that
 * was served counts.
 * @param file path, or `-` for standard input
 * @param asked what this run is about
 * @param terminal standard input and Ctrl-C
 * @returns the cells, a few hundred bytes each
 * @throws Refusal with exit code 3 for a file that cannot be read, is none of ours, or has no cells, and for several
 *   labels of which none fits; the signal's reason when aborted
 */
export async function openBaseline(
  file: string,
  { labels, keep = () => true }: BaselineAsked,
  terminal: Pick<Terminal, 'stdin' | 'signal'>,
): Promise<BaselineRun> {
  const name = file === '-' ? 'standard input' : file;
  const store = cellStore();
  const byLabel = new Map<string, Kept>();
  const broken = startBrokenLines(name);
  for await (const line of openResults(file, terminal)) {
    broken.add(line);
    if (line.kind === 'cell') keepCell(line.value);
  }
  if (byLabel.size === 0)
    throw new Refusal(3, `--baseline ${name}: there is no cell in it`, 'what sni-doctor matrix --format ndjson wrote');
  const chosen = choose(name, [...byLabel.keys()], labels);
  const left = [...byLabel.keys()].filter((label) => labels !== null && ![...chosen.values()].includes(label));
  for (const label of left) drop(label);
  const met = new Set<string>();
  const cellsFor = (to: string) => byLabel.get(labelFor(to));

  return {
    hosts: new Set([...byLabel.values()].flatMap((cells) => [...cells.keys()])).size,
    notes: [
      ...broken.notes(),
      ...[...chosen]
        .filter(([to, from]) => to !== from)
        .map(([to, from]) => `${to} is compared with ${from} of ${name}`),
    ],
    from: labelFor,
    take(host, to) {
      const known = cellsFor(to)?.get(host);
      if (!known) return null;
      met.add(host);
      return store.restore(known.cell, host);
    },
    *left() {
      for (const cells of byLabel.values()) {
        for (const host of cells.keys()) {
          if (met.has(host)) continue;
          met.add(host);
          yield host;
        }
      }
    },
  };

  function labelFor(to: string): string {
    if (byLabel.has(to) || byLabel.size > 1) return to;
    const [only = to] = byLabel.keys();
    return only;
  }

  function keepCell(cell: MatrixCell): void {
    const { host, target, verdict } = cell;
    const cells: Kept = byLabel.get(target) ?? new Map();
    byLabel.set(target, cells);
    if (!mayCount(target) || !keep(host)) return;
    const known = cells.get(host);
    if (known && known.rank >= ranks[verdict]) return;
    if (known) store.release(known.cell);
    cells.set(host, { cell: store.keep(cell), rank: ranks[verdict] });
  }

  /** The first label may turn out to be the only one. */
  function mayCount(label: string): boolean {
    if (labels === null || labels.includes(label)) return true;
    const [first = ''] = byLabel.keys();
    if (byLabel.size === 1) return true;
    if (!labels.includes(first)) drop(first);
    return false;
  }

  function drop(label: string): void {
    const cells = byLabel.get(label);
    for (const { cell } of cells?.values() ?? []) store.release(cell);
    byLabel.get(label)?.clear();
  }
}

/** Which earlier target stands for the one that is moved away from, by target of this run. */
function choose(name: string, kept: readonly string[], labels: readonly string[] | null): Map<string, string> {
  const [only = ''] = kept;
  return new Map(
    [...new Set(labels)].map((label) => {
      if (kept.includes(label)) return [label, label];
      if (kept.length === 1) return [label, only];
      const named = kept.slice(0, 5).join(', ') + (kept.length > 5 ? ` and ${kept.length - 5} more` : '');
      throw new Refusal(
        3,
        `--baseline ${name}: it has cells of ${printable(named)}, and none of ${printable(label)}`,
        'give the target of this run the label of the earlier one that it is to be compared with',
      );
    }),
  );
}
