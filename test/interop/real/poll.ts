import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer.
 *
 * @param ask - returns undefined for "not yet"
 * @param deadlineMs - how long to go on
 * @param late - the message when the time is over
 * @param everyMs - the pause between two questions
 * @returns the first answer
 * @throws Error when the time is over, and whatever `ask` throws
 */
export async function poll<Answer>(
  ask: () => Promise<Answer | undefined>,
  deadlineMs: number,
  late: () => string,
  everyMs = 10,
): Promise<Answer> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(late());
    await pause(everyMs);
  }
}
