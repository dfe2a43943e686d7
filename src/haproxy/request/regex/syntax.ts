/** A regular expression, taken apart. Characters are bytes (0 to 255). */
export type Node =
  | { kind: 'one'; has: ReadonlySet<number> }
  | { kind: 'all'; parts: Node[] }
  | { kind: 'any'; choices: Node[] }
  /** `number` null: it captures nothing. */
  | { kind: 'group'; number: number | null; body: Node }
  | { kind: 'repeat'; body: Node; least: number; most: number; greedy: boolean; possessive: boolean }
  | { kind: 'edge'; at: 'start' | 'very-start' | 'end' | 'very-end' | 'word' | 'inside' }
  | { kind: 'look'; body: Node; negated: boolean }
  | { kind: 'again'; number: number };

export interface Regex {
  root: Node;
  /** Captures, the whole match not counted. */
  groups: number;
}
