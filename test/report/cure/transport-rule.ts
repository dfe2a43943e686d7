import t from 'tap';
import type { CureEdit } from '../../../src/report/cure/cure.ts';
import { transportWays } from '../../../src/report/cure/transport.ts';
import { type Ill, withPatients } from './transport-patient.ts';

/** What edits a configuration is to get, and what becomes of its clients with them. */
export interface Rule extends Ill {
  say: string;
  /** The lines that are new or other than before, `PORT` standing for any port; empty: nothing is proposed. */
  lines: string[];
  /** What clients of the first server get then; absent: not looked at. */
  gets?: (number | string)[];
  /** Codes that ask for the edits, in order. */
  because?: string[];
  /** Texts of those edits that are to be looked at; default: none. */
  review?: string[];
  /** What is said of them all. */
  notes?: RegExp[];
  /** Which of the ways; default: the first. */
  way?: number;
  /** How many ways there are; default: one. */
  ways?: number;
}

/**
 * Registers a test for each rule: the real backends are asked, and the edits are made to the text and tried.
 * @param rules the rules
 */
export function testRules(rules: readonly Rule[]): void {
  for (const rule of rules) {
    t.test(rule.say, async (t) => {
      await withPatients(rule, async ({ patients, text, edited, traffic }) => {
        t.ok(patients.length > 0, 'the backend was asked');
        const all = patients.map(transportWays);
        t.equal(Math.max(...all.map(({ length }) => length)), rule.ways ?? 1, 'so many ways');
        const edits = unique(all.flatMap((ways) => ways[rule.way ?? 0] ?? []));
        const before = text.split('\n');
        const after = edited(edits).split('\n');
        const changed = after.filter((line) => !before.includes(line)).map(shown);
        t.strictSame(changed, rule.lines);
        if (rule.gets) t.strictSame(await traffic(edits), rule.gets);
        const codes = edits.map(({ because }) => because);
        if (rule.because) t.strictSame(codes, rule.because);
        const review = edits.filter(({ safety }) => safety === 'review');
        t.strictSame(
          review.map((edit) => edit.text),
          rule.review ?? [],
        );
        const notes = edits.flatMap((edit) => edit.notes).join('\n');
        for (const note of rule.notes ?? []) t.match(notes, note);
        for (const note of edits.flatMap((edit) => edit.notes)) t.match(note, /^[A-Z`\d].*\.$/, 'a whole sentence');
      });
    });
  }
}

function unique(edits: readonly CureEdit[]): CureEdit[] {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit.change), edit])).values()];
}

function shown(line: string): string {
  return line.trim().replace(/(?<=127\.0\.0\.1|\.net):\d+/g, ':PORT');
}
