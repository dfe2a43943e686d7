import { PackedNames } from '../matrix/input/packed-names.ts';
import type { MatrixPair, MatrixTarget } from '../matrix-types.ts';
import type { MatrixInputHooks } from './matrix-input-asked.ts';

/** Pairs that are made of what is read. */
export interface PairMaker {
  /** Something was read that could be tested, be it in this run or in another. */
  readonly isUsable: boolean;
  /** The pairs that came since the last call. */
  fresh(): AsyncGenerator<MatrixPair>;
  /** How many pairs there are, all having been read, those skipped among them; null: not known. */
  count(): Promise<number | null>;
  /** Label of the first target, something usable having been read. */
  first(): Promise<string>;
}

/** Hosts as they are read, each once, that make pairs with all targets. */
export class HostsByTargets implements PairMaker {
  isUsable = false;
  readonly #hosts = new PackedNames();
  #given = 0;
  readonly #targets: readonly MatrixTarget[];
  readonly #hooks: MatrixInputHooks;

  /**
   * @param targets of every host
   * @param hooks what is left out
   */
  constructor(targets: readonly MatrixTarget[], hooks: MatrixInputHooks) {
    this.#targets = targets;
    this.#hooks = hooks;
  }

  /**
   * Takes a host.
   * @param host as it is sent
   * @returns whether it was there before
   */
  add(host: string): boolean {
    this.isUsable = true;
    if (!(this.#hooks.keep?.(host) ?? true)) return false;
    return this.#hosts.add(host) < 0;
  }

  async *fresh(): AsyncGenerator<MatrixPair> {
    for (; this.#given < this.#hosts.size; this.#given++) {
      const host = this.#hosts.at(this.#given);
      for (const target of this.#targets) if (!this.#hooks.skip?.(host, target)) yield { host, target };
    }
  }

  async count(): Promise<number> {
    return this.#hosts.size * this.#targets.length;
  }

  async first(): Promise<string> {
    return this.#targets[0]?.label ?? '';
  }
}
