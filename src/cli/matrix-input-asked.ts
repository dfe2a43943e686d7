import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { HostsFormat } from '../matrix/input/kind.ts';
import type { MatrixPair, MatrixTarget } from '../matrix-types.ts';

/** Where hosts and targets come from, as it was written on the command line. */
export interface MatrixInputAsked {
  /** `--hosts`, in their order: files, `-` for standard input. */
  hosts: readonly string[];
  /** `--pairs`, in their order: CSV files, `-` for standard input. Not beside `hosts` or `targets`. */
  pairs: readonly string[];
  /** `--targets`: each a list (`old=203.0.113.1,new=10.0.0.5:8443`) or a file of one a line. */
  targets: readonly string[];
  /** `--hosts-format`. */
  hostsFormat: HostsFormat | 'auto';
  /** `--strict`: one bad line and nothing is tested. */
  strict: boolean;
  /** `--port`: of targets that name none. */
  port: number;
  /** Who reads a haproxy.cfg: it decides its `.if` lines. */
  version: HaproxyVersion;
  /** `--source`: of a name's addresses only those of its family are targets; absent or null: all are. */
  source?: string | null;
}

/** What the rest of the run has a say in. */
export interface MatrixInputHooks {
  /** Whether a host belongs to this run (`--shard`); absent: every one does. */
  keep?(host: string): boolean;
  /** Whether a cell is done already (`--resume`); asked once for each pair, when its turn comes; absent: none is. */
  skip?(host: string, target: MatrixTarget): boolean;
  /** Told what people should know of the input, as it is met: printable ASCII, one line, without `note:`. */
  onNote(text: string): void;
}

/** What is to be tested. */
export interface OpenedPairs {
  /** Host by host, all targets of a host one after another; each pair once. Iterated once; may throw a Refusal. */
  pairs: AsyncIterable<MatrixPair>;
  /** How many pairs there are, those skipped among them; null: only the end of the input tells. */
  total: number | null;
  /** Label of the target that the input names first, whatever is left out of this run. */
  first: string;
  /** In the order given; null: the pairs bring their own (CSV). */
  targets: readonly MatrixTarget[] | null;
}
