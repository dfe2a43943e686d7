import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Logged } from './logged.ts';

const file = fileURLToPath(new URL('./seen.json', import.meta.url));

/** What was seen of one backend. */
export interface SeenCase {
  backend: string;
  given: string[];
  named: string[];
  /** Titles of the plans that show the first. */
  shownBy: string[];
  /** By HAProxy release. */
  logged: Record<string, Logged>;
}

/** A recorded run. */
export interface SeenSeparation {
  cases: SeenCase[];
  /** Pairs of backends of different causes that some HAProxy logs alike under some line, and in how many a plan differs. */
  pairs: { alike: number; apart: number };
}

/** The last recorded run. */
export const readSeparation = (): SeenSeparation => JSON.parse(readFileSync(file, 'utf8')) as SeenSeparation;

/** Records a run. */
export const writeSeparation = (seen: SeenSeparation): void =>
  writeFileSync(file, `${JSON.stringify(seen, null, 2)}\n`);
