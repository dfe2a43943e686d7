import pLimit from 'p-limit';
import type { Written } from '../catalogue/live/live.ts';
import { gather } from '../probe/run.ts';
import { diagnose } from '../report/diagnose.ts';
import type { Case } from '../report/triage/case.ts';
import { judgeBare } from '../report/triage/judge-bare.ts';
import type { LiveServer } from '../triage-types.ts';
import type { ProbeResult, Question } from '../types.ts';
import type { TriageOptions } from './options.ts';
import { resolvedPlace } from './written.ts';

/** How many backends are talked to stage by stage at once. */
const sideBySide = 12;

/** A server and where HAProxy has it. */
export interface Placed {
  live: LiveServer;
  address: string;
  port: number;
}

/**
 * What is asked of a backend of which nothing is known but where it is.
 * @param placed the server
 * @param options the name to ask for, and how long to wait
 * @returns the question of `probe`
 */
export function questionOf(
  { live, address, port }: Placed,
  { hosts, timeout }: Pick<TriageOptions, 'hosts' | 'timeout'>,
): Question {
  const [host = null] = hosts;
  return {
    ...{ address, port, timeout, host, sni: host, hostHeader: host },
    ...{ httpPort: null, publicHost: null, path: '/', method: 'GET', expect: null, forwardedProto: false },
    ...{ proxy: null, certificate: null, caFile: null, source: null, gentle: false },
    mode: live.mode ?? 'http',
  };
}

/**
 * Talks to the backends of servers whose configuration is not known stage by stage.
 * @param servers which; those that are asked the same are asked once
 * @param options as of `triage`
 * @returns what was found of each, and how many connections it took
 * @throws AbortError when the signal is aborted
 */
export async function askBare(
  servers: readonly Placed[],
  options: TriageOptions & { before: number },
): Promise<{ cases: Case[]; connections: number }> {
  const limit = pLimit(sideBySide);
  const asked = new Map<string, Promise<ProbeResult>>();
  const counts = new Map<string, [done: number, started: number]>();
  const ask = (question: Question): Promise<ProbeResult> => {
    const key = JSON.stringify(question);
    const known = asked.get(key) ?? limit(() => askOne(question, key));
    asked.set(key, known);
    return known;
  };
  const cases = await Promise.all(
    servers.map(async (placed) => {
      const result = await ask(questionOf(placed, options));
      const written = options.offline ? null : await resolvedPlace(placed.live, options.resolve);
      return judgeBare(placed.live, result, await tried(placed, result, written));
    }),
  );
  const results = await Promise.all(asked.values());
  return { cases, connections: results.reduce((sum, { connections }) => sum + connections, 0) };

  async function askOne(question: Question, key: string): Promise<ProbeResult> {
    const evidence = await gather(question, {
      credentials: { ca: null, certificate: null },
      versions: [options.version],
      onProgress: (done, started) => progress(key, done, started),
      ...(options.signal && { signal: options.signal }),
    });
    return diagnose(evidence, options.version, 'path');
  }

  function progress(key: string, done: number, started: number): void {
    counts.set(key, [done, started]);
    const sum = (which: 0 | 1) => [...counts.values()].reduce((total, count) => total + count[which], options.before);
    options.onProgress?.(sum(0), sum(1));
  }

  /** Where the name points now, and whether anybody answers there. */
  async function tried(placed: Placed, here: ProbeResult, written: Written | null): Promise<Written | null> {
    const [address] = written?.addresses ?? [];
    if (!written?.differs || address === undefined || here.verdict !== 'unreachable') return written;
    const there = await ask(questionOf({ ...placed, address }, options));
    return { ...written, passes: there.verdict === 'healthy' || there.verdict === 'fixable' };
  }
}
