import type { MatrixCell, MatrixSummary, MatrixVerdict } from '../../matrix-types.ts';
import { startDirectiveCount } from './directive-count.ts';
import type { Joined } from './join.ts';
import { startMissing } from './missing.ts';
import type { HostOutcome } from './outcome.ts';

/** Counts a run while it goes on. */
export interface SummaryTally {
  /** Each cell once. */
  cell(cell: MatrixCell): void;
  /** Everything that `joinByHost` tells, settled or not. */
  joined(joined: Joined): void;
  /** For people: hosts of which a side is missing, in a line for each target. */
  notes(): string[];
  /** @returns the counts so far; may be asked at any time */
  end(ms: number): MatrixSummary;
}

/** Of a host that is not settled: whether only directives stand in its way. */
type Obstacle = 'directives' | 'other';

/**
 * Begins to count a run. It takes the same memory whatever the number of cells.
 * @param compared whether targets are compared: without, the summary has no `move`
 * @returns the tally
 */
export function startSummary(compared: boolean): SummaryTally {
  const verdicts = noVerdicts();
  const targets = new Map<string, MatrixSummary['targets'][number]>();
  const outcomes: Record<HostOutcome, number> = { same: 0, harmless: 0, look: 0, blocks: 0, unknown: 0 };
  const directives = startDirectiveCount();
  const missing = startMissing();
  /** Only of hosts that are open elsewhere too. */
  const obstacles = new Map<string, Obstacle>();
  let cells = 0;
  let connections = 0;
  let mendable = 0;

  function targetOf(label: string): MatrixSummary['targets'][number] {
    const known = targets.get(label);
    if (known) return known;
    const target = { label, verdicts: noVerdicts(), reasons: {} };
    targets.set(label, target);
    return target;
  }

  return {
    cell({ target: label, verdict, reason, connections: made }) {
      cells += 1;
      connections += made;
      verdicts[verdict] += 1;
      const target = targetOf(label);
      target.verdicts[verdict] += 1;
      if (reason !== null) target.reasons[reason] = (target.reasons[reason] ?? 0) + 1;
    },
    joined({ host, diffs, settled, missing: labels }) {
      for (const diff of diffs) {
        directives.add(host, diff.directives);
        if (diff.blocks && obstacles.get(host) !== 'other') obstacles.set(host, obstacleOf(diff));
      }
      if (settled === null) return;
      outcomes[settled] += 1;
      if (obstacles.get(host) === 'directives') mendable += 1;
      obstacles.delete(host);
      directives.settle(host);
      if (labels.length > 0) missing.add(host, labels);
    },
    notes: () => missing.notes(),
    end: (ms) => ({
      cells,
      verdicts: { ...verdicts },
      targets: [...targets.values()].map((one) => ({
        ...one,
        verdicts: { ...one.verdicts },
        reasons: { ...one.reasons },
      })),
      ...(compared && {
        move: {
          hosts: Object.values(outcomes).reduce((sum, number) => sum + number, 0),
          same: outcomes.same,
          blocks: outcomes.blocks,
          mendable,
          look: outcomes.look,
          harmless: outcomes.harmless,
          unknown: outcomes.unknown,
          directives: directives.rows(),
        },
      }),
      connections,
      ms,
    }),
  };
}

function noVerdicts(): Record<MatrixVerdict, number> {
  return { ok: 0, wrong: 0, failed: 0, error: 0 };
}

function obstacleOf({ differences, directives }: Joined['diffs'][number]): Obstacle {
  const blocking = differences.filter(({ judgement }) => judgement === 'blocks');
  const mends = directives.length > 0 && blocking.every(({ what, to }) => what === 'needs' && to !== null);
  return mends ? 'directives' : 'other';
}
