import type { MatrixCell, MatrixDifference } from '../../matrix-types.ts';
import { comparable, difference } from './judgement.ts';

/**
 * Whether the pages differ: the bodies, where both sides were asked for theirs and gave the same status; or one side has a
 * page for this host and the other the one that any name gets.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @returns one difference, or none
 */
export function bodyDifference(from: MatrixCell, to: MatrixCell): MatrixDifference[] {
  const [before, after] = [from.bodySha256, to.bodySha256];
  if (from.status !== to.status || !comparable(from, to)) return [];
  // Where a redirect leads is compared by itself.
  if (from.anyName === false && to.anyName === true && to.redirect === null && (!before || before !== after)) {
    const said = `${to.target} answers as it does for a name that nobody has: a default page, unless it serves any name alike; ${from.target} has a page for this host.`;
    return [difference('body', 'of this host', 'as for any name', 'look', said)];
  }
  if (before === undefined || after === undefined || before === after) return [];
  return [difference('body', before, after, 'look', because(from, to))];
}

function because(from: MatrixCell, to: MatrixCell): string {
  const cut = from.bodySha256 === null ? from : to.bodySha256 === null ? to : null;
  if (cut) return `The page of ${cut.target} did not come to its end, or was too long.`;
  return 'Another page, unless it differs from one request to the next by itself (a time, a token).';
}
