import type { PairFields } from '../../../src/matrix/input/csv.ts';
import type { Aside, HostSink, InputProblem } from '../../../src/matrix/input/sink.ts';

/** Everything that a reader found, in order. */
export interface Collected {
  hosts: string[];
  pairs: PairFields[];
  problems: InputProblem[];
  asides: [what: Aside, example: string][];
}

/** Keeps what a reader finds. */
export function collect(read: (sink: HostSink & { pair(fields: PairFields): void }) => void): Collected {
  const found: Collected = { hosts: [], pairs: [], problems: [], asides: [] };
  read({
    host: (host) => found.hosts.push(host),
    pair: (fields) => found.pairs.push(fields),
    problem: (problem) => found.problems.push(problem),
    aside: (what, example) => found.asides.push([what, example]),
  });
  return found;
}

/** The file in fixtures/hosts. */
export function fixturePath(name: string): URL {
  return new URL(`../../../fixtures/hosts/${name}`, import.meta.url);
}
