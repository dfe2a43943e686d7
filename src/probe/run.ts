import { setMaxListeners } from 'node:events';
import { contradiction } from '../catalogue/contradiction.ts';
import { centreId, view, ways } from '../catalogue/view.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import { planKey } from '../plan.ts';
import { wantedPlans } from '../report/wanted.ts';
import type { Evidence, NamedPlan, Observation, Plan, Question } from '../types.ts';
import { type Credentials, type Exchanged, exchange } from './exchange.ts';
import { firstPlans, nextPlans } from './ladder.ts';
import { mergeRuns } from './merge-runs.ts';

export interface GatherOptions {
  credentials: Credentials;
  /** The HAProxy versions to gather evidence for: what they send with the remedy is performed too. */
  versions: readonly HaproxyVersion[];
  signal?: AbortSignal;
  /** Makes each connection when it may begin, and sees when nothing is left of it. Absent: all begin at once. */
  gate?: (connect: () => Promise<Exchanged>) => Promise<Exchanged>;
  /** Called whenever a connection begins or ends. */
  onProgress?: (done: number, started: number) => void;
}

// How long a peer is given to end a connection that counts until then, in ms.
const linger = 500;

/**
 * Talks to one backend until nothing is left to ask: the ladder side by side, then what it calls for, then what
 * HAProxy would send with the remedy. Takes at most one `question.timeout` and the time of the last part.
 * @param question what is asked
 * @param options credentials, versions, abort signal
 * @returns the evidence
 * @throws AbortError when the signal is aborted; nothing else: whatever a backend does is an observation
 */
export async function gather(question: Question, options: GatherOptions): Promise<Evidence> {
  const evidence = await climb(question, options);
  if (question.gentle || !contradiction(evidence.observations)) return evidence;
  // Equal connections that fared differently: too many at once, perhaps. One after the other they tell the truth.
  const gentle = await climb({ ...question, gentle: true }, options);
  const both = mergeRuns([evidence, gentle]);
  if (contradiction(gentle.observations)) return complete(both, options);
  return { ...both, observations: gentle.observations, repeats: [], limited: true };
}

/**
 * Climbs the ladder once, whatever contradictions come of it.
 * @param question what is asked
 * @param options as of {@link gather}
 * @returns the evidence
 * @throws AbortError when the signal is aborted
 */
export async function climb(question: Question, options: GatherOptions): Promise<Evidence> {
  const run = new Run(question, options, []);
  await run.perform(firstPlans(question));
  return finish(run, options, (evidence) => nextPlans(evidence, new Set()));
}

/**
 * Performs what HAProxy would send with the remedy of given evidence, where that was not performed yet.
 * @param evidence what was seen, of several runs perhaps
 * @param options as of {@link gather}
 * @returns the evidence with what was added
 * @throws AbortError when the signal is aborted
 */
export async function complete(evidence: Evidence, options: GatherOptions): Promise<Evidence> {
  const more = await finish(new Run(evidence.question, options, evidence.observations), options, () => []);
  return {
    ...evidence,
    observations: more.observations,
    connections: evidence.connections + more.connections,
    ms: evidence.ms + more.ms,
  };
}

async function finish(run: Run, options: GatherOptions, next: (so: Evidence) => NamedPlan[]): Promise<Evidence> {
  for (;;) {
    run.forgetHasty();
    const evidence = run.evidence();
    const more = run.fresh([...next(evidence), ...wantedPlans(evidence, options.versions)]);
    if (more.length === 0) return evidence;
    await run.perform(more, evidence);
  }
}

interface Entry {
  named: NamedPlan;
  /** null: under way, or at the gate. */
  observation: Observation | null;
  begun: boolean;
}

/** The connections of one run: each plan is performed once, and observations are kept in the order of their plans. */
class Run {
  readonly #question: Question;
  readonly #options: GatherOptions;
  readonly #at = new Date().toISOString();
  readonly #started = performance.now();
  readonly #deadline: number;
  readonly #known = new Map<string, Entry>();
  #from: string | null = null;
  #connections = 0;
  #halfTime = false;
  #answered = false;
  #patient = false;

  constructor(question: Question, options: GatherOptions, seen: readonly Observation[]) {
    // Whoever makes others wait has many runs under one signal, and has seen to its listeners: a signal of its own for
    // each would be remembered by that one for good.
    const signal = options.gate ? options.signal : options.signal && AbortSignal.any([options.signal]);
    // Every connection listens to it: far more listeners than Node takes for a leak, and all of them removed again.
    if (signal) setMaxListeners(0, signal);
    this.#question = question;
    this.#options = { ...options, ...(signal && { signal }) };
    this.#deadline = this.#started + question.timeout;
    for (const one of seen) this.#known.set(planKey(one.plan), { named: one, observation: one, begun: false });
  }

  /** Those plans that were not begun yet. */
  fresh(plans: NamedPlan[]): NamedPlan[] {
    return plans.filter(({ plan }) => !this.#known.has(planKey(plan)));
  }

  /** Once a slow backend has served, who waited for less than that and got nothing says nothing of it. */
  forgetHasty(): void {
    const evidence = this.evidence();
    const served = isServed(evidence) ? (view(evidence).centre?.ms ?? 0) : 0;
    for (const [key, { observation }] of this.#known)
      if (observation?.failure?.kind === 'timeout' && observation.ms < served) this.#known.delete(key);
  }

  /** Performs plans, and whatever they call for while they are under way. */
  async perform(plans: NamedPlan[], known: Evidence | null = null): Promise<void> {
    // What decides whether a remedy holds is given all the time that the user gives a connection.
    this.#patient = known !== null && isServed(known);
    if (this.#question.gentle) {
      for (const plan of this.fresh(plans)) {
        if (this.#closed(plan.plan)) this.#skip(plan);
        else await this.#one(this.#know(plan));
      }
      return;
    }
    const half = this.#deadline - this.#question.timeout / 2 - performance.now();
    const timer = half > 0 ? setTimeout(() => this.#callHalfTime(), half) : null;
    const started: Promise<void>[] = [];
    this.#launch = (more) => {
      for (const plan of this.fresh(more)) {
        const done = this.#one(this.#know(plan)).then(() => this.#follow());
        // Awaited in turn below; one that fails before its turn is not unhandled.
        done.catch(() => {});
        started.push(done);
      }
    };
    try {
      this.#launch(plans);
      for (let i = 0; i < started.length; i++) await started[i];
    } finally {
      if (timer) clearTimeout(timer);
      await Promise.allSettled(started);
    }
  }

  #launch: (plans: NamedPlan[]) => void = () => {};

  /** A backend that hangs is not waited for to the end before other ways of speaking are tried. */
  #callHalfTime(): void {
    if (this.#options.signal?.aborted) return;
    this.#halfTime = true;
    this.#follow();
  }

  #follow(): void {
    this.#options.signal?.throwIfAborted();
    this.#launch(nextPlans(this.evidence(), this.#pendingWays()));
  }

  #pendingWays(): Set<string> {
    const centres = new Set<string>(ways.map((way) => way + centreId(this.#question)));
    return new Set(
      [...this.#known.values()]
        .filter(({ named, observation }) => observation === null && centres.has(named.id))
        .filter(({ begun }) => !(this.#halfTime && begun))
        .map(({ named }) => named.id),
    );
  }

  #know(named: NamedPlan): Entry {
    const entry = { named, observation: null, begun: false };
    this.#known.set(planKey(named.plan), entry);
    return entry;
  }

  async #one(entry: Entry): Promise<void> {
    const { named } = entry;
    this.#progress();
    const { signal, credentials, gate } = this.#options;
    const connect = (): Promise<Exchanged> => {
      entry.begun = true;
      return exchange(named, {
        timeout: this.#patience(),
        credentials,
        host: named.plan.tls?.servername ?? this.#question.host,
        ...(signal && { signal }),
        ...(gate && { linger }),
      });
    };
    const { observation, from } = await (gate ? gate(connect) : connect());
    entry.observation = observation;
    this.#answered ||= observation.http !== undefined;
    // OpenSSL may refuse a plan's settings before anything is opened.
    if (observation.at !== undefined || observation.failure?.kind !== 'local') this.#connections++;
    this.#from ??= from;
    this.#progress();
  }

  #patience(): number {
    const { timeout } = this.#question;
    // Who waits for others to end must not have less time for that, unless the backend hangs anyway.
    if (this.#patient || (this.#options.gate && this.#answered)) return timeout;
    return Math.min(timeout, Math.max(this.#deadline - performance.now(), timeout / 2));
  }

  /** Whether a port did not accept an earlier connection: gentle is not to knock again. */
  #closed({ address, port }: Plan): boolean {
    return [...this.#known.values()].some(
      ({ observation: o }) => o?.failure?.stage === 'connect' && o.plan.address === address && o.plan.port === port,
    );
  }

  #skip(named: NamedPlan): void {
    const because = `port ${named.plan.port} did not accept an earlier connection`;
    const observation: Observation = { ...named, outcome: 'skipped', because, ms: 0 };
    this.#known.set(planKey(named.plan), { named, observation, begun: false });
  }

  #progress(): void {
    const all = [...this.#known.values()];
    this.#options.onProgress?.(all.filter(({ observation }) => observation !== null).length, all.length);
  }

  /** What is known so far; after half-time a connection still under way counts as a timeout until it answers. */
  evidence(): Evidence {
    const observations = [...this.#known.values()].flatMap(({ named, observation, begun }) => {
      if (observation) return [observation];
      return this.#halfTime && begun ? [provisionalTimeout(named, this.#question)] : [];
    });
    return {
      schema: 'sni-doctor/evidence/1',
      question: this.#question,
      observations,
      connections: this.#connections,
      from: this.#from,
      at: this.#at,
      ms: Math.round((performance.now() - this.#started) * 10) / 10,
    };
  }
}

function isServed(evidence: Evidence): boolean {
  const seen = view(evidence);
  return seen.served(seen.centre ?? undefined);
}

function provisionalTimeout(named: NamedPlan, { timeout }: Question): Observation {
  const stage = named.plan.tls ? 'tls' : 'http';
  return {
    ...named,
    outcome: 'failed',
    ms: timeout / 2,
    failure: { kind: 'timeout', stage, message: 'no answer yet', alert: null, code: null, received: null },
  };
}
