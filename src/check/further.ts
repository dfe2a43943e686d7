import { view } from '../catalogue/view.ts';
import type { Settings } from '../haproxy/settings.ts';
import { haproxyTls } from '../plan.ts';
import { gather } from '../probe/run.ts';
import { type Find, outcomes } from '../report/check/outcome.ts';
import { fails, questionOf } from '../report/check/question.ts';
import { diagnose } from '../report/diagnose.ts';
import { recommend } from '../report/recommend.ts';
import type { Observation, Plan, ProbeResult, Question } from '../types.ts';
import { fileCredentials } from './credentials.ts';
import type { CheckOptions } from './options.ts';
import type { Releases } from './read.ts';

/** What was found of the backend of a server that fails. */
export interface Asked {
  question: Question;
  result: ProbeResult;
  /** What works for it, from the barest line on; null: nothing does. */
  wanted: Settings | null;
  /** Whether an answer is the page of another site. */
  anotherSite(seen: Observation | undefined): boolean;
}

/** How many backends are talked to stage by stage at once. */
const sideBySide = 12;

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
): Promise<{ results: Map<string, Asked>; connections: number }> {
  const results = new Map<string, Asked>();
  const byQuestion = new Map<string, { question: Question; keys: string[] }>();
  for (const [target, ...others] of all) {
    const failing = [target, ...others].some((release) => fails(release, outcomes(release, find)));
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
  const ask = async (question: Question): Promise<Asked> => {
    const evidence = await gather(question, {
      credentials: credentials(plainPlan(question)),
      versions: [options.version],
      onProgress: (done, started) => progress(question, done, started),
      ...(options.signal && { signal: options.signal }),
    });
    connections += evidence.connections;
    const result = diagnose(evidence, options.version, options.versionFrom);
    const seen = view(evidence);
    const helped = result.verdict === 'fixable' || result.verdict === 'healthy';
    const known = helped ? recommend(seen, options.version) : null;
    const wanted = known && !('missing' in known) ? known.settings : null;
    return { question, result, wanted, anotherSite: seen.anotherSite };
  };
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const asked = await ask(next.question);
      // A status that the check expects may be one that the site gives to the right request only.
      const anew = asked.wanted === null && next.question.expect !== null;
      const other = anew ? await ask({ ...next.question, expect: null }) : asked;
      for (const key of next.keys) results.set(key, other.wanted ? other : asked);
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
