import type { ProvedRun, ProveResult } from '../prove-types.ts';
import { ablate, type Part } from './ablate.ts';
import { allDone } from './all-done.ts';
import { Fatal } from './begin.ts';
import type { Binary } from './binary.ts';
import type { Request } from './traffic.ts';
import { type Text, Trials, type Tried } from './trial.ts';
import { works } from './works.ts';

/** What is to be shown. */
export interface Case {
  /** As things are; null: nothing is to be changed. */
  before: Text | null;
  after: Text;
  changes: string[];
  /** What is taken away in turn; empty: nothing. */
  parts: readonly Part[];
  request: Request;
  /** Whether a client's status is an answer as it should be. */
  isFine(status: number): boolean;
  /** Whatever comes, nothing is known that would help. */
  hopeless: boolean;
  /** One thing at a time: the backend cuts connections made side by side. */
  gentle: boolean;
  /** What is known not to be shown: whole sentences. */
  partial: readonly string[];
}

/** How it is run. */
export interface Run {
  binary: Binary;
  signal: AbortSignal;
  /** Called whenever a run begins or ends. */
  onRun?: (done: number, all: number) => void;
}

/** How many configurations are on trial at once where directives are taken away. */
const ablations = 4;

/**
 * Runs a configuration on HAProxy without a change, with it, and without each of its parts.
 * @param shown what
 * @param run how
 * @returns what HAProxy made of them
 * @throws Fatal where HAProxy refuses the changed configuration; CannotProve where it cannot be run; the signal's reason
 *   when aborted
 */
export async function show(shown: Case, { binary, signal, onRun }: Run): Promise<ProveResult> {
  const { before: text, after: changed, changes, parts, request, isFine, gentle } = shown;
  const trials = new Trials({ binary, request, gentle, signal });
  const all = (text === null ? 1 : 2) + parts.length;
  let done = 0;
  const count = <T>(value: T): T => {
    done += 1;
    onRun?.(done, all);
    return value;
  };
  onRun?.(0, all);
  const first = text === null ? Promise.resolve(null) : orRefused(trials.try(text)).then(count);
  if (gentle) await first;
  const [before, after] = await allDone([first, trials.try(changed).then(count)]);
  const passing = changed.subjects.filter((subject) => isPassing(after.run, subject));
  const standard = { isFine, sideBySide: gentle ? 1 : ablations, onProgress: () => void count(null) };
  const ablation = passing.length > 0 ? await ablate(parts, trials, changed, after, standard) : [];
  return {
    schema: 'sni-doctor/prove/1',
    haproxyVersion: binary.version.release?.join('.') ?? binary.version.text,
    binary: binary.program,
    before: before === null ? after.run : before.run,
    after: after.run,
    changes,
    ablation,
    partial: [
      ...shown.partial,
      ...new Set([...(before?.partial ?? []), ...after.partial]),
      ...(parts.length > 0 && passing.length === 0 ? ['Nothing is taken away in turn: not even all of it works.'] : []),
    ],
    proved: !shown.hopeless && passing.length === changed.subjects.length,
  };

  function isPassing(run: ProvedRun, subject: (typeof changed.subjects)[number]): boolean {
    const server = run.servers.find((one) => one.proxy === subject.proxy && one.server === subject.server);
    return server !== undefined && works(server, subject, isFine);
  }
}

/** A configuration that HAProxy refuses can be the very thing that a change mends. */
async function orRefused(trial: Promise<Tried>): Promise<{ run: ProvedRun | null; partial: string[] }> {
  try {
    return await trial;
  } catch (error) {
    if (!(error instanceof Fatal)) throw error;
    return { run: null, partial: [`As it is HAProxy does not start: ${error.complaint}.`] };
  }
}
