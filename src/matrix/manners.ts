import type { Way } from '../catalogue/view.ts';
import type { Judged } from '../report/matrix/judge.ts';

/** How a target is spoken to. */
export interface Manner {
  way: Way;
  /** Whether requests say `X-Forwarded-Proto: https` though the user did not ask for it. */
  forwarded: boolean;
}

// Of a target whose hosts all want something else, the ladder has to be climbed for each anyway.
const most = 3;

/** HAProxy's defaults. */
export const usual: Manner = { way: '', forwarded: false };

/**
 * What a ladder tells of its target as a whole.
 *
 * @param judged what was said of the cell that it was climbed for
 * @returns the manner that other cells may be answered in too; null: none, or one that is this host's own
 */
export function mannerFound({ way, needs, decidedBy }: Judged): Manner | null {
  // A server name that is refused, and none that is not, is a matter of that name.
  if (way === null || way === 'nameless/') return null;
  if (!needs.includes('forwarded-proto')) return { way, forwarded: false };
  // Other headers say the same to other applications.
  const said = decidedBy?.plan.request?.headers.some(([name]) => name === 'x-forwarded-proto') ?? false;
  return said ? { way, forwarded: true } : null;
}

/**
 * Keeps a manner that was answered. It comes first only where nobody was answered in HAProxy's defaults: it is the
 * target's own then. Else it may be that of one host, and is tried behind them: what another host does not need is not
 * to be said of it.
 *
 * @param manners those known of the target, changed in place
 * @param found that was answered
 * @param answersUsual whether the target has answered anybody in HAProxy's defaults
 */
export function learn(manners: Manner[], found: Manner, answersUsual: boolean): void {
  const at = manners.findIndex((one) => isSame(one, found));
  if (at >= 0) manners.splice(at, 1);
  const first = isUsual(found) || !(found.forwarded || answersUsual);
  manners.splice(first ? 0 : manners.findIndex(isUsual) + 1, 0, found);
  manners.length = Math.min(manners.length, most);
}

/**
 * Another manner that is worth a connection before the ladder is climbed.
 *
 * @param manners those known of the target
 * @param tried those that the cell was tried in
 * @param status that the last one was answered with; null: none
 * @returns null: none
 */
export function another(manners: readonly Manner[], tried: readonly Manner[], status: number | null): Manner | null {
  // Another way of speaking changes nothing about an answer, but for the redirect that X-Forwarded-Proto ends.
  if (status !== null && (status < 300 || status > 399)) return null;
  return manners.find((one) => !tried.some((other) => isSame(one, other))) ?? null;
}

/**
 * Whether a manner is that of HAProxy's defaults.
 *
 * @param manner any
 */
export function isUsual(manner: Manner): boolean {
  return isSame(manner, usual);
}

function isSame(a: Manner, b: Manner): boolean {
  return a.way === b.way && a.forwarded === b.forwarded;
}
