import type { MatrixCell, MatrixDifference, MoveJudgement } from '../../matrix-types.ts';

const rank: Record<MoveJudgement, number> = { harmless: 0, look: 1, blocks: 2 };

/**
 * The worse of two judgements.
 * @param a one
 * @param b another
 * @returns `blocks` before `look` before `harmless`
 */
export function worst(a: MoveJudgement, b: MoveJudgement): MoveJudgement {
  return rank[a] >= rank[b] ? a : b;
}

/**
 * Whether a cell is not `ok` for what its certificate says: its answer can be compared all the same.
 * @param cell any cell
 * @returns true for a certificate of other names, of the past or the future, or of nobody trusted
 */
export function failsByCertificate({ reason }: MatrixCell): boolean {
  return reason === 'certificate' || reason === 'default-certificate';
}

/**
 * Whether a target kept a page from whoever asked for it (RFC 9110, sections 15.5.2 and 15.5.4).
 * @param cell any cell
 * @returns true for 401, and for a 403 that is not about the name of the host
 */
export function isGuarded({ status, reason }: MatrixCell): boolean {
  return (status === 401 || status === 403) && reason !== 'not-found';
}

/**
 * Whether the answers themselves can be compared: both came, and neither is an answer that the verdict tells of already.
 * @param from one cell
 * @param to the other
 * @returns false where one is served and the other is not, for its answer
 */
export function comparable(from: MatrixCell, to: MatrixCell): boolean {
  if (from.status === null || to.status === null) return false;
  const served = (cell: MatrixCell) => cell.verdict === 'ok' || failsByCertificate(cell);
  return served(from) === served(to);
}

/**
 * Whether a cell heard anything of the target beyond an open port.
 * @param cell any cell
 * @returns true where a handshake or an answer came
 */
export function wasAnswered(cell: MatrixCell): boolean {
  return cell.tls !== null || cell.status !== null;
}

/**
 * Writes a difference down.
 * @param what differs
 * @param from what the first target has; null: nothing
 * @param to what the second has
 * @param judgement of it
 * @param because one sentence
 * @returns the difference
 */
export function difference(
  what: MatrixDifference['what'],
  from: string | null,
  to: string | null,
  judgement: MoveJudgement,
  because: string,
): MatrixDifference {
  return { what, from, to, judgement, because };
}
