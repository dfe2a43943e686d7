import type { MatrixSummary } from '../../matrix-types.ts';

/** The answer to "may we move?". Plain words: colour and wrapping are the format's. */
export interface MoveHeadline {
  word: 'MOVE BLOCKED' | 'NOT ALL TESTED' | 'LOOK FIRST' | 'SAFE TO MOVE' | 'NOTHING COMPARED';
  /** What the word is painted in. */
  stroke: 'red' | 'yellow' | 'green';
  /** One sentence or two, for a manager. */
  text: string;
}

type Move = NonNullable<MatrixSummary['move']>;

/**
 * Says whether the move is safe.
 * @param summary of a run
 * @param from label of the target that is moved away from, or what an earlier run of it is called
 * @param to labels of the others
 * @returns the answer; null: the summary has no `move`. Labels are as given: escape before showing
 */
export function moveHeadline(summary: MatrixSummary, from: string, to: readonly string[]): MoveHeadline | null {
  const { move } = summary;
  if (!move) return null;
  const target = to.join(' or ');
  const all = move.hosts;
  if (all === 0)
    return { word: 'NOTHING COMPARED', stroke: 'yellow', text: `No host was compared: ${from}, ${target}.` };
  const failing = failingAt(summary, to);
  if (move.blocks > 0) {
    const text = `${part(move.blocks, all)} would break at ${target}${until(move)}${aside(move)}.`;
    return { word: 'MOVE BLOCKED', stroke: 'red', text };
  }
  if (move.unknown > 0) {
    const none =
      move.unknown === all && all > 1 ? `None of ${hosts(all)} could` : `${part(move.unknown, all)} could not`;
    const text = `${none} be compared with ${from}${rest(move, target)}.`;
    return { word: 'NOT ALL TESTED', stroke: 'yellow', text };
  }
  if (move.look > 0) {
    const text = `${part(move.look, all)} ${move.look === 1 ? 'is' : 'are'} to be looked at before the move to ${target}; nothing blocks it${also(failing)}.`;
    return { word: 'LOOK FIRST', stroke: 'yellow', text };
  }
  if (failing > 0) {
    const text = `${part(failing, all)} ${failing === 1 ? 'fails' : 'fail'} at ${target} and ${from} alike: the move breaks nothing, and mends nothing.`;
    return { word: 'LOOK FIRST', stroke: 'yellow', text };
  }
  const differ = move.harmless === 0 ? '' : `, ${grouped(move.harmless)} of them with harmless differences`;
  return {
    word: 'SAFE TO MOVE',
    stroke: 'green',
    text: `${hosts(all)} ${all === 1 ? 'is' : 'are'} served at ${target} as before (${from})${differ}.`,
  };
}

/** Cells that are not served at the new targets: where nothing blocks, they are not at the old one either. */
function failingAt({ targets }: MatrixSummary, to: readonly string[]): number {
  const counts = targets
    .filter(({ label }) => to.includes(label))
    .map(({ verdicts }) => verdicts.wrong + verdicts.failed);
  return Math.max(0, ...counts);
}

function until({ blocks, mendable }: Move): string {
  if (mendable === 0) return '';
  const some = mendable === blocks ? '' : `, ${grouped(mendable)} of them only`;
  return `${some} until HAProxy has the directives that ${mendable === 1 ? 'it needs' : 'they need'} there`;
}

function aside({ unknown, look }: Move): string {
  const parts = [
    ...(unknown === 0 ? [] : [`${grouped(unknown)} could not be compared`]),
    ...(look === 0 ? [] : [`${grouped(look)} ${look === 1 ? 'is' : 'are'} to be looked at`]),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

function rest({ hosts: all, unknown, look }: Move, target: string): string {
  if (all === unknown) return '';
  const looks = look === 0 ? '' : `, ${look} of them ${look === 1 ? 'is' : 'are'} to be looked at`;
  return `; nothing blocks the move of the other ${grouped(all - unknown)} to ${target}${looks}`;
}

function also(failing: number): string {
  return failing === 0 ? '' : `; ${grouped(failing)} ${failing === 1 ? 'fails' : 'fail'} at both`;
}

function part(number: number, all: number): string {
  return number === all ? (all === 1 ? 'The only host' : `All ${hosts(all)}`) : `${grouped(number)} of ${hosts(all)}`;
}

function hosts(number: number): string {
  return `${grouped(number)} host${number === 1 ? '' : 's'}`;
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
