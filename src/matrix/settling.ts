import type { TargetState } from './targets.ts';

const shortest = 2;
const longest = 20;

/**
 * Gives permits back when whoever counts at the target has had its turn to see the end of the connection, too. What
 * ended last shows nowhere from here; a target that is busy takes its time for everything, and that shows: as long as
 * an exchange takes more than the fastest one, so long may an end lie there.
 *
 * @param state of the target
 * @param ms that the exchange took, up to its answer
 * @param closed fulfilled when nothing is left of the connection here
 * @param give gives the permits back
 */
export function settle(state: TargetState, ms: number, closed: Promise<void>, give: () => void): void {
  if (ms > 0 && ms < state.fastest) state.fastest = ms;
  const late = Math.min(longest, shortest + (ms - Math.min(ms, state.fastest)) / 4);
  // In steps: Node keeps a list of timers for each duration.
  void closed.then(() => setTimeout(give, Math.ceil(late / shortest) * shortest));
}
