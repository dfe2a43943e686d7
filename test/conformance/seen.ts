import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkMembers } from './compare.ts';
import type { VersionRun } from './run.ts';

const file = fileURLToPath(new URL('./seen.json', import.meta.url));

/** What real HAProxy was seen to report, by branch: `L6RSP  SSL handshake failure`, `503 SC--`; sorted. */
export type Seen = Record<string, { checks: string[]; traffic: string[] }>;

// Which rule it was, and its comment, are the configuration's.
const suffix = /( at (?:initial connection step|step \d+) of tcp-check.*)?( comment: '.*')?$/;

const checkWords = (status: string | null, code: number | null, info: string) =>
  `${status} ${code ?? '-'} ${info.replace(suffix, '')}`.trimEnd();
const trafficWords = (status: number | null, termination: string | null) => `${status ?? '-'} ${termination}`;

/** What has been recorded so far. */
export function readSeen(): Seen {
  return JSON.parse(readFileSync(file, 'utf8')) as Seen;
}

/**
 * Adds what a run saw to the record.
 * @param run the run; of checks only those that had a HAProxy of their own count
 */
export function recordSeen({ branch, tried }: VersionRun): void {
  const seen = readSeen();
  const known = seen[branch] ?? { checks: [], traffic: [] };
  const alone = tried.flatMap(({ alone }) => alone.filter(({ status }) => status !== ''));
  const checks = alone.map(({ status, code, info }) => checkWords(status, code, info ?? ''));
  const traffic = tried.map(({ measured }) => trafficWords(measured.traffic.status, measured.traffic.termination));
  seen[branch] = { checks: sorted([...known.checks, ...checks]), traffic: sorted([...known.traffic, ...traffic]) };
  const branches = Object.fromEntries(Object.entries(seen).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(file, `${JSON.stringify(branches, null, 2)}\n`);
}

const sorted = (words: readonly string[]): string[] => [...new Set(words)].sort();

/** An outcome that no run has shown yet, and where HAProxy's sources say that it exists. */
export interface Cited {
  /** As in {@link Seen}, of every branch from `since` up to and without `until`; `*` stands for anything. */
  words: string;
  since?: string;
  until?: string;
  source: string;
}

/** `*` stands for anything. */
function likeCited(pattern: string, words: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.at(-1);
  return end === undefined ? words === pattern : words.startsWith(start) && words.endsWith(end);
}

/**
 * Says which outcomes were foretold though nobody has ever seen them.
 * @param run the run with its predictions
 * @param seen the record
 * @param cited those that sources stand for
 * @returns them, each once
 */
export function unseen({ branch, tried }: VersionRun, seen: Seen, cited: readonly Cited[]): string[] {
  const known = new Set([...(seen[branch]?.checks ?? []), ...(seen[branch]?.traffic ?? [])]);
  const ofBranch = cited.filter(
    ({ since = '0', until = '99' }) => older(since, branch) <= 0 && older(branch, until) < 0,
  );
  const isCited = (words: string) => ofBranch.some((one) => likeCited(one.words, words));
  const foretold = tried.flatMap(({ predicted }) => [
    ...(predicted ? checkMembers(predicted.check) : []).flatMap(({ status, code, info }) =>
      status === null ? [] : info.map((text) => checkWords(status, code, text)),
    ),
    ...(predicted?.traffic ?? []).flatMap((row) =>
      [row, ...row.alternatives].flatMap(({ status, termination }) =>
        termination === null ? [] : trafficWords(status, termination),
      ),
    ),
  ]);
  return sorted(foretold.filter((words) => !known.has(words) && !isCited(words)));
}

const older = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
