import type { Ablation, ProvedServer } from '../prove-types.ts';
import { sideBySide } from './all-done.ts';
import { Fatal } from './begin.ts';
import { otherPages } from './pages.ts';
import type { Subject, Text, Trials, Tried } from './trial.ts';
import { works } from './works.ts';

/** One directive, or word group, of what is recommended. */
export interface Part {
  directive: string;
  /** The user asked for it. */
  requested: boolean;
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

/** A row, and what its clients were shown. */
interface Row {
  row: Ablation;
  tried: Tried | null;
}

/**
 * Takes each directive away in turn, and looks at what fails without it.
 * @param parts the directives
 * @param trials where they are tried
 * @param text the configuration with all of them
 * @param after what HAProxy made of it
 * @param standard what the servers are held to
 * @returns a row for each
 * @throws CannotProve where HAProxy cannot be run; the signal's reason when aborted
 */
export async function ablate(
  parts: readonly Part[],
  trials: Trials,
  text: Text,
  after: Tried,
  standard: Standard,
): Promise<Ablation[]> {
  const rows = await sideBySide(parts, standard.sideBySide, async (part) => {
    const { row, tried } = await withoutPart(part, trials, after, standard);
    standard.onProgress();
    return { row: { ...row, ...(part.requested && { requested: true as const }) }, tried };
  });
  const isOther = ({ row, tried }: Row) => !row.needed && tried !== null && otherPages(after, tried).length > 0;
  if (!rows.some(isOther)) return rows.map(({ row }) => row);
  // Pages change with time by themselves: those that stay the same with everything in place tell.
  const again = await trials.try(text);
  return rows.map(({ row, tried }) => {
    const servers = row.needed || tried === null ? [] : otherPages(after, tried, again);
    return servers.length === 0
      ? row
      : { ...row, servers, needed: true, without: { ...row.without, unsafe: otherPage } };
  });
}

const otherPage = 'clients get another page';

async function withoutPart(part: Part, trials: Trials, after: Tried, standard: Standard): Promise<Row> {
  const { directive } = part;
  const { text, unsafe } = await part.without();
  try {
    const tried = await trials.try(text);
    return { row: { directive, ...lost(text.subjects, tried, after, standard, unsafe) }, tried };
  } catch (error) {
    if (!(error instanceof Fatal)) throw error;
    const servers = text.subjects.map(keyOf);
    return { row: { directive, without: { fatal: error.complaint }, servers, needed: true }, tried: null };
  }
}

function lost(
  subjects: readonly Subject[],
  { run }: Tried,
  after: Tried,
  { isFine }: Standard,
  unsafe: string | null,
): Omit<Ablation, 'directive'> {
  const passes = ({ servers }: Tried['run'], subject: Subject) => {
    const server = servers.find((one) => keyOf(one) === keyOf(subject));
    return server !== undefined && works(server, subject, isFine);
  };
  const failing = subjects.filter((subject) => passes(after.run, subject) && !passes(run, subject));
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
