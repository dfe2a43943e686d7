import { haproxyTls } from '../plan.ts';
import { gather } from '../probe/run.ts';
import { type Find, outcomes } from '../report/check/outcome.ts';
import { fails, questionOf } from '../report/check/question.ts';
import type { Target } from '../report/check/target.ts';
import { diagnose } from '../report/diagnose.ts';
import type { Plan, ProbeResult, Question } from '../types.ts';
import { fileCredentials } from './credentials.ts';
import type { CheckOptions } from './options.ts';

/** The same server for each release that is meant. */
export type Releases = [Target, ...Target[]];

/** How many backends are talked to stage by stage at once. */
const sideBySide = 4;

/**
 * Talks to the backends of servers that fail stage by stage; those that are asked the same are asked once.
 * @param all the servers
 * @param find what was seen of them
 * @param options as of `runCheck`; `before`: connections made already, which progress counts on from
 * @returns what the backends need, by key of the server, and how many connections it took
 * @throws AbortError when the signal is aborted
 */
export async function askFurther(
  all: readonly Releases[],
  find: Find,
  options: CheckOptions & { before: number },
): Promise<{ results: Map<string, ProbeResult>; connections: number }> {
  const results = new Map<string, ProbeResult>();
  const byQuestion = new Map<string, { question: Question; keys: string[] }>();
  for (const [target, ...others] of all) {
    const failing = [target, ...others].some((release) => fails(outcomes(release, find)));
    const question = failing ? questionOf(target, outcomes(target, find), options.timeout) : null;
    if (!question) continue;
    const key = JSON.stringify(question);
    const known = byQuestion.get(key) ?? { question, keys: [] };
    known.keys.push(target.key);
    byQuestion.set(key, known);
  }
  let connections = 0;
  const counts = new Map<Question, [done: number, started: number]>();
  const progress = (question: Question, done: number, started: number): void => {
    counts.set(question, [done, started]);
    const sum = (which: 0 | 1) => [...counts.values()].reduce((total, count) => total + count[which], options.before);
    options.onProgress?.(sum(0), sum(1));
  };
  const queue = [...byQuestion.values()];
  const credentials = fileCredentials(options.readFile);
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const evidence = await gather(next.question, {
        credentials: credentials(plainPlan(next.question)),
        versions: [options.version],
        onProgress: (done, started) => progress(next.question, done, started),
        ...(options.signal && { signal: options.signal }),
      });
      connections += evidence.connections;
      const result = diagnose(evidence, options.version, options.versionFrom);
      for (const key of next.keys) results.set(key, result);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return { results, connections };
}

/** A plan with the files of a question. */
function plainPlan({ address, port, caFile, certificate }: Question): Plan {
  const tls = { ...haproxyTls(), caFile, certificate };
  return { address, port, source: null, proxy: null, tls, request: null };
}
