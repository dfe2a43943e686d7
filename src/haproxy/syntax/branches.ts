import type { Truth } from './predicates.ts';
import type { Section } from './tree.ts';

/** HAProxy takes one level less (haproxy v3.4.0 include/haproxy/cfgcond-t.h, `MAXNESTEDCONDS`). */
export const mostLevels = 100;

/** Of more sections that may be open, the last ones are looked at. */
const mostCandidates = 16;

/** Where a line stands: the sections that it may belong to, null for none. */
type Candidates = readonly (Section | null)[];

/** One `.if` with its branches. */
interface Level {
  line: number;
  /** Whether the branch being read is; null: that is not known. */
  taken: Truth;
  /** Whether one of the branches so far is the one that is read. */
  settled: Truth;
  sawElse: boolean;
  /** The condition that is not known, of the branch being read and of the first such. */
  unknown: string;
  firstUnknown: string;
  /** The condition around the `.if` that is not known. */
  around: string | undefined;
  /** Where lines stood before the `.if`, and at the ends of branches that may have been read. */
  before: Candidates;
  ends: Candidates;
}

/**
 * Which lines count: the state of all `.if` that are open (haproxy v3.4.0 src/cfgparse.c, `parse_cfg`). Where a condition
 * is not known all its branches are read, and what follows may belong to any section that one of them leaves open.
 */
export class Branches {
  #levels: Level[] = [];
  /** The sections that the next line may belong to. */
  candidates: Candidates = [null];
  /** Why there is more than one. */
  #ambiguity = '';

  /** Whether lines are passed over. */
  get skips(): boolean {
    return this.#levels.at(-1)?.taken === false;
  }

  /** The condition that decides what the next line does, and whether it counts; undefined: that is known. */
  get uncertain(): string | undefined {
    return this.doubt ?? (this.candidates.length > 1 ? this.#ambiguity : undefined);
  }

  /** The condition that decides whether the next line counts at all; undefined: it does. */
  get doubt(): string | undefined {
    const level = this.#levels.at(-1);
    return level?.taken === null ? level.unknown : level?.around;
  }

  /** Line of the innermost `.if` that is still open; undefined: all are closed. */
  get open(): number | undefined {
    return this.#levels.at(-1)?.line;
  }

  /**
   * A section begins.
   * @param section the section
   */
  begin(section: Section): void {
    this.candidates = [section];
  }

  /**
   * `.if`
   * @param line its number
   * @param judge reads the condition; not called in what is passed over
   * @returns false where there are too many levels
   */
  enter(line: number, judge: () => [Truth, string]): boolean {
    const skipped = this.skips;
    const [taken, text] = skipped ? [false, ''] : judge();
    this.#levels.push({
      line,
      taken,
      settled: skipped || taken,
      sawElse: false,
      unknown: text,
      firstUnknown: text,
      around: this.doubt,
      before: this.candidates,
      ends: [],
    });
    return this.#levels.length < mostLevels;
  }

  /**
   * `.elif`
   * @param judge reads the condition; not called where an earlier branch is the one that is read
   * @returns what is wrong with it; null: nothing
   */
  turn(judge: () => [Truth, string]): string | null {
    const level = this.#levels.at(-1);
    if (!level) return 'there is no .if to this .elif';
    if (level.sawElse) return '.elif cannot stand behind .else';
    const [truth, text] = level.settled === true ? [false, ''] : judge();
    this.#switch(level, truth, text);
    return null;
  }

  /**
   * `.else`
   * @returns what is wrong with it; null: nothing
   */
  otherwise(): string | null {
    const level = this.#levels.at(-1);
    if (!level) return 'there is no .if to this .else';
    if (level.sawElse) return 'there is an .else already';
    level.sawElse = true;
    this.#switch(level, level.settled !== true, '');
    return null;
  }

  /**
   * `.endif`
   * @returns what is wrong with it; null: nothing
   */
  leave(): string | null {
    const level = this.#levels.pop();
    if (!level) return 'there is no .if to this .endif';
    if (level.ends.length > 0 || level.taken === null) {
      this.#close(level);
      this.candidates = level.settled === true ? level.ends : unique([...level.ends, ...level.before]);
      this.#ambiguity = level.firstUnknown;
    }
    return null;
  }

  /** The file ends: neither levels nor sections go on in the next one. */
  endFile(): void {
    this.#levels = [];
    this.candidates = [null];
  }

  #switch(level: Level, truth: Truth, text: string): void {
    this.#close(level);
    const doubted = level.settled === null;
    level.taken = doubted && truth === true ? null : truth;
    level.unknown = truth === null ? text : `!(${level.firstUnknown})`;
    if (truth === null && !doubted) level.firstUnknown = text;
    if (truth === true) level.settled = true;
    else if (truth === null) level.settled = null;
  }

  /** The branch being read ends. */
  #close(level: Level): void {
    if (level.taken !== null) return;
    level.ends = unique([...level.ends, ...this.candidates]);
    this.candidates = level.before;
  }
}

/** Without a bound, blocks that each leave one more section open would take time that grows with their square. */
function unique(items: Candidates): Candidates {
  return [...new Set(items)].slice(-mostCandidates);
}
