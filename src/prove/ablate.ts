import type { Ablation, ProvedRun, ProvedServer } from '../prove-types.ts';
import { sideBySide } from './all-done.ts';
import { Fatal } from './begin.ts';
import type { Subject, Text, Trials } from './trial.ts';
import { works } from './works.ts';

/** One directive, or word group, of what is recommended. */
export interface Part {
  directive: string;
  /**
   * @returns the configuration without it, and what of the servers' certificates is checked no more (null: nothing)
   * @throws Error where it cannot be taken away alone
   */
  without(): Promise<{ text: Text; unsafe: string | null }>;
}

/** What the servers are held to. */
export interface Standard {
  isFine(status: number): boolean;
  /** How many runs there are at once. */
  sideBySide: number;
  onProgress(): void;
}

/**
 * Takes each directive away in turn, and looks at what fails without it.
 * @param parts the directives
 * @param trials where they are tried
 * @param after what HAProxy made of all of them together
 * @param standard what the servers are held to
 * @returns a row for each
 * @throws CannotProve where HAProxy cannot be run; the signal's reason when aborted
 */
export function ablate(
  parts: readonly Part[],
  trials: Trials,
  after: ProvedRun,
  standard: Standard,
): Promise<Ablation[]> {
  return sideBySide(parts, standard.sideBySide, async (part) => {
    const row = await withoutPart(part, trials, after, standard);
    standard.onProgress();
    return row;
  });
}

async function withoutPart(part: Part, trials: Trials, after: ProvedRun, standard: Standard): Promise<Ablation> {
  const { directive } = part;
  const { text, unsafe } = await part.without();
  try {
    const { run } = await trials.try(text);
    return { directive, ...lost(text.subjects, run, after, standard, unsafe) };
  } catch (error) {
    if (!(error instanceof Fatal)) throw error;
    return { directive, without: { fatal: error.complaint }, servers: text.subjects.map(keyOf), needed: true };
  }
}

function lost(
  subjects: readonly Subject[],
  run: ProvedRun,
  after: ProvedRun,
  { isFine }: Standard,
  unsafe: string | null,
): Omit<Ablation, 'directive'> {
  const passes = ({ servers }: ProvedRun, subject: Subject) => {
    const server = servers.find((one) => keyOf(one) === keyOf(subject));
    return server !== undefined && works(server, subject, isFine);
  };
  const failing = subjects.filter((subject) => passes(after, subject) && !passes(run, subject));
  // One that fails tells most; else they are all alike.
  const [told = subjects[0]] = failing;
  const shown = told && run.servers.find((server) => keyOf(server) === keyOf(told));
  return {
    without: { ...(shown && outcomeOf(shown)), ...(unsafe !== null && { unsafe }) },
    servers: failing.map(keyOf),
    needed: failing.length > 0 || unsafe !== null,
  };
}

function outcomeOf({ check, traffic }: ProvedServer): Ablation['without'] {
  return {
    ...(check.up !== null && { check }),
    traffic: traffic.map(({ host, status }) => ({ host, status })),
  };
}

function keyOf({ proxy, server }: { proxy: string; server: string }): string {
  return `${proxy}/${server}`;
}
