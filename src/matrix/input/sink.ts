/** What is understood otherwise than it stands there, or left out; it is counted and said, never an error. */
export type Aside =
  | 'url'
  | 'port'
  | 'hosts-file'
  | 'idn'
  | 'underscore'
  | 'more-columns'
  | 'swapped'
  | 'wildcard'
  | 'service-label'
  | 'pattern'
  | 'address'
  | 'authority';

/** Takes what a reader finds, in its order. */
export interface HostSink {
  /** A host to be tested, as {@link readHost} gives it. */
  host(host: string): void;
  /** Something that cannot be used: the reader goes on behind it. */
  problem(problem: InputProblem): void;
  /** Something that people should know. `example` is raw text of the input. */
  aside(what: Aside, example: string): void;
}

/** Something in the input that cannot be used. */
export interface InputProblem {
  /** From 1; 0: the file as a whole. */
  line: number;
  /** What is wrong, with the word that is; raw text of the input may stand in it. */
  message: string;
  /** The file, where it is another than the one that is read. */
  file?: string;
}
