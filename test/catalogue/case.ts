import t from 'tap';
import type { NeedId, Verdict } from '../../src/types.ts';
import { type Asked, diagnosed } from './diagnosed.ts';

/** A real backend, what is asked of it, and what must come out. */
export interface Case {
  /** Name of a fixture. */
  fixture: string;
  asked?: Asked;
  verdict: Verdict;
  needs: NeedId[];
  /** Words that the remedy must have; a fixable backend's alone has one. */
  remedy?: string[];
}

/** A need or a fault with backends that show it and backends, as like them as can be, that do not. */
export interface Rule {
  /** Id in the catalogue. */
  of: string;
  caught: Case[];
  silent: Case[];
}

/**
 * Probes every backend of a table.
 * @param rules the table
 * @param findingOf the finding's id by the rule's
 */
export function holds(rules: readonly Rule[], findingOf: (id: string) => string): void {
  for (const rule of rules) {
    const id = findingOf(rule.of);
    for (const one of rule.caught) run(one, `${id}: caught on ${told(one)}`, id, true);
    for (const one of rule.silent) run(one, `${id}: silent on ${told(one)}`, id, false);
  }
}

function run({ fixture, asked, verdict, needs, remedy = [] }: Case, title: string, id: string, caught: boolean): void {
  t.test(title, async (t) => {
    const result = await diagnosed(fixture, asked);
    const ids = result.findings.map((finding) => finding.id);
    t.equal(ids.includes(id), caught, `found: ${ids.join(', ')}`);
    t.equal(result.verdict, verdict);
    t.same(result.needs, needs);
    t.equal(result.remedy !== null, verdict === 'fixable', 'a remedy for what is fixable, and for nothing else');
    for (const words of remedy) t.ok(result.remedy?.backend.includes(words), words);
    const seen = new Set(result.observations.map((observation) => observation.id));
    for (const finding of result.findings) {
      const strange = finding.evidence.filter((observation) => !seen.has(observation));
      t.same(strange, [], `${finding.id} rests on what was seen`);
    }
  });
}

function told({ fixture, asked }: Case): string {
  return asked ? `${fixture} ${JSON.stringify(asked)}` : fixture;
}
