import { setTimeout as pause } from 'node:timers/promises';
import { printable } from '../report/escape.ts';
import { SocketProblem, type StatsSocket } from './stats-socket.ts';

/** How often and how long a removal is tried again, in ms. */
const beat = 50;
const perseverance = 5000;

/**
 * Removes a dynamic server. It can go while it is in maintenance and has no connections (HAProxy management guide,
 * `del server`), so it goes at the first try unless somebody enabled it, or nobody listens for a moment.
 * @param socket of the HAProxy, which may have failed before
 * @param name `be/sni-doctor-…`
 * @returns null: it is not there any more; else why it still is, fit to be shown
 */
export async function remove(socket: StatsSocket, name: string): Promise<string | null> {
  const end = performance.now() + perseverance;
  for (;;) {
    const answer = await removal(socket, name);
    if (/^(?:Server deleted|No such (?:server|backend))\./m.test(answer)) return null;
    if (performance.now() > end) return printable(answer.replaceAll('\n', ' '), 200);
    await pause(beat);
  }
}

async function removal(socket: StatsSocket, name: string): Promise<string> {
  try {
    await socket.ask(`disable health ${name}`);
    const answer = await socket.ask(`del server ${name}`);
    if (answer.includes('maintenance mode')) await socket.ask(`disable server ${name}`);
    if (answer.includes('connections')) await socket.ask(`shutdown sessions server ${name}`);
    return answer;
  } catch (error) {
    if (error instanceof SocketProblem) return error.message;
    throw error;
  }
}
