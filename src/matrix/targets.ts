import type { Glance, MatrixTarget } from '../matrix-types.ts';
import type { BaselineFacts } from '../report/matrix/judge.ts';
import { Hopes } from './hopes.ts';
import { type Manner, usual } from './manners.ts';

/** A target as far as its cells share it. */
export interface TargetState {
  /** Address and port. */
  key: string;
  address: string;
  port: number;
  /** null: not known yet. */
  facts: BaselineFacts | null;
  /** Under way, or done. */
  baseline: Promise<BaselineFacts> | null;
  /** Manners that it is known to answer in, the one to try first first. */
  manners: Manner[];
  /** Whether it has answered any request. */
  answered: boolean;
  /** Whether it has answered one that was made in HAProxy's defaults. */
  answersUsual: boolean;
  /** Whether cells need not wait for one that goes ahead; fulfilled when it has found out what there is. */
  scouted: boolean;
  scout: Promise<void> | null;
  /** How long the fastest exchange took, in ms. */
  fastest: number;
  hopes: Map<string, Hopes>;
  /** Cells under way. */
  users: number;
}

// A few hundred bytes each, and a page of 404 for some.
const mostIdle = 2048;

/** The targets of a run: those in use, and the last ones that were. One that was forgotten is met as a new one. */
export class Targets {
  readonly #known = new Map<string, TargetState>();
  readonly #idle = new Map<string, TargetState>();

  /**
   * Begins a cell.
   *
   * @param target with an address
   * @returns its state, shared by all cells of the same address and port
   */
  enter({ address, port }: MatrixTarget & { address: string }): TargetState {
    const key = `${address} ${port}`;
    let state = this.#known.get(key);
    if (state) this.#idle.delete(key);
    else {
      state = {
        key,
        address,
        port,
        facts: null,
        baseline: null,
        manners: [usual],
        answered: false,
        answersUsual: false,
        scouted: false,
        scout: null,
        fastest: Number.POSITIVE_INFINITY,
        hopes: new Map(),
        users: 0,
      };
      this.#known.set(key, state);
    }
    state.users += 1;
    return state;
  }

  /** @param state that of the cell which has ended */
  leave(state: TargetState): void {
    state.users -= 1;
    if (state.users > 0) return;
    this.#idle.set(state.key, state);
    if (this.#idle.size <= mostIdle) return;
    for (const oldest of this.#idle.keys()) {
      this.#idle.delete(oldest);
      this.#known.delete(oldest);
      return;
    }
  }
}

/**
 * What failures of a target have in common, as ladders go.
 *
 * @param state of the target
 * @param seen what a cell met
 * @param perTarget connections that the target is given at once: ladders climbed one after the other are fewer
 * @returns null: a ladder is worth it in any case
 */
export function hopesOf(state: TargetState, seen: Glance, perTarget: number): Hopes | null {
  const key = troubleOf(state, seen);
  if (key === null) return null;
  const hopes = state.hopes.get(key) ?? new Hopes(perTarget);
  state.hopes.set(key, hopes);
  return hopes;
}

/** A server that is not there just now (RFC 9110, section 15.6), whose place a gateway takes: it is so for all alike. */
const away: readonly number[] = [502, 503, 504];

function troubleOf({ answered }: TargetState, { failure, http }: Glance): string | null {
  if (http) return away.includes(http.status) ? `http ${http.status}` : null;
  // Time is dear, and where nobody was ever answered one failure is like another.
  if (!failure || (failure.kind !== 'timeout' && answered)) return null;
  return `${failure.stage} ${failure.kind}`;
}
