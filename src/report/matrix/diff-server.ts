import type { MatrixCell, MatrixDifference } from '../../matrix-types.ts';
import { comparable, difference } from './judgement.ts';

/**
 * Whether another product says that it answers.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @returns one difference, or none
 */
export function serverDifference(from: MatrixCell, to: MatrixCell): MatrixDifference[] {
  const [before, after] = [from.headers.server, to.headers.server];
  if (before === after || !comparable(from, to)) return [];
  return [difference('server', before, after, 'harmless', 'Another product, or version, says that it answers.')];
}
