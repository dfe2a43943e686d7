import { setMaxListeners } from 'node:events';
import pLimit, { type LimitFunction } from 'p-limit';
import { planKey } from '../plan.ts';
import { type Credentials, exchange } from '../probe/exchange.ts';
import type { Observation, Plan } from '../types.ts';

/** How connections are made. */
export interface PerformOptions {
  /** The most that one connection may take, in ms. */
  timeout: number;
  credentials(plan: Plan): Credentials;
  signal?: AbortSignal;
  onProgress?: (done: number, started: number) => void;
}

/** The most connections at once, and to one address: a busy server's own limits are not to be met. */
const most = 64;
const mostPerAddress = 16;

/** The connections of one run: each plan is performed once. */
export class Performer {
  /** Connections that were opened. */
  connections = 0;
  /** Local address that the first of them came from. */
  from: string | null = null;
  readonly #options: PerformOptions;
  readonly #seen = new Map<string, Promise<Observation>>();
  readonly #all = pLimit(most);
  readonly #perAddress = new Map<string, LimitFunction>();
  readonly #observations = new Map<string, Observation>();
  #done = 0;

  constructor(options: PerformOptions) {
    // Every connection listens to it: far more listeners than Node takes for a leak, and all of them removed again.
    const signal = options.signal && AbortSignal.any([options.signal]);
    if (signal) setMaxListeners(0, signal);
    this.#options = { ...options, ...(signal && { signal }) };
  }

  /**
   * Performs plans, each that was not performed before.
   * @param plans any plans
   * @returns rejects with an AbortError when the signal is aborted; whatever a backend does is an observation
   */
  async perform(plans: readonly Plan[]): Promise<void> {
    const all = plans.map((plan) => this.#once(plan));
    await Promise.all(all);
  }

  /**
   * What was seen of a plan.
   * @param plan the plan
   * @returns undefined: it was not performed
   */
  seen(plan: Plan): Observation | undefined {
    return this.#observations.get(planKey(plan));
  }

  #once(plan: Plan): Promise<Observation> {
    const key = planKey(plan);
    const known = this.#seen.get(key);
    if (known) return known;
    const result = this.#limit(plan.address)(() => this.#all(() => this.#one(plan, key)));
    this.#seen.set(key, result);
    return result;
  }

  #limit(address: string): LimitFunction {
    const known = this.#perAddress.get(address) ?? pLimit(mostPerAddress);
    this.#perAddress.set(address, known);
    return known;
  }

  async #one(plan: Plan, key: string): Promise<Observation> {
    const { timeout, signal, credentials } = this.#options;
    signal?.throwIfAborted();
    this.#progress();
    const { observation, from } = await exchange(
      { id: key, title: '', plan },
      { timeout, credentials: credentials(plan), host: plan.tls?.servername ?? null, ...(signal && { signal }) },
    );
    if (observation.at !== undefined || observation.failure?.stage === 'connect') this.connections += 1;
    this.from ??= from;
    this.#observations.set(key, observation);
    this.#done += 1;
    this.#progress();
    return observation;
  }

  #progress(): void {
    this.#options.onProgress?.(this.#done, this.#seen.size);
  }
}
