import pLimit from 'p-limit';
import type { ProveResult } from '../prove-types.ts';
import { printable } from '../report/escape.ts';
import { proveOnRunning, type RuntimeQuestion } from './runtime.ts';
import { LeftBehind } from './runtime-server.ts';
import { RuntimeRefusal, SocketProblem } from './stats-socket.ts';

/** How many servers are added at a time: `stats maxconn` is 10 by default, and others ask too. */
const atATime = 6;

/**
 * Shows what a change of several servers does, as {@link proveOnRunning} does for one of them.
 * @param questions one for each server, all of one HAProxy and with one signal; at least one
 * @returns one result of them all: servers of which nothing could be shown are named in `partial`, and nothing is proved then
 * @throws RuntimeRefusal where nothing could be shown of any server, HAProxy was lost, or a server could not be removed;
 *   the signal's reason. All that were added are gone by then, but for those that the message names
 */
export async function proveAllOnRunning(questions: readonly RuntimeQuestion[]): Promise<ProveResult> {
  const limit = pLimit(atATime);
  const all = await Promise.allSettled(questions.map((question) => limit(() => proveOnRunning(question))));
  const errors = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const fatal =
    errors.find((error) => error instanceof LeftBehind) ??
    errors.find((error) => error instanceof SocketProblem || !(error instanceof RuntimeRefusal));
  if (fatal !== undefined) throw fatal;
  const shown = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [first] = shown;
  if (!first) throw errors[0];
  if (questions.length === 1) return first;
  const before = shown.flatMap((result) => result.before?.servers ?? []);
  return {
    ...first,
    before: before.length > 0 ? { servers: before, log: [] } : null,
    after: { servers: shown.flatMap((result) => result.after.servers), log: [] },
    partial: all.flatMap((one, i) => sentences(one).map((text) => `${nameOf(questions[i])}: ${text}`)),
    proved: errors.length === 0 && shown.every(({ proved }) => proved),
  };
}

function sentences(one: PromiseSettledResult<ProveResult>): string[] {
  return one.status === 'fulfilled' ? one.value.partial : [`${(one.reason as Error).message}.`];
}

function nameOf(question: RuntimeQuestion | undefined): string {
  const { backend = null, after } = question ?? {};
  return printable(backend === null ? `${after?.name}` : `${backend}/${after?.name}`, 100);
}
