import type { Glance, MatrixPair } from '../matrix-types.ts';
import { type Glanced, type GlanceOptions, glance } from '../probe/glance.ts';
import { type Judged, judgeGlance } from '../report/matrix/judge.ts';
import type { Dialling } from './dialling.ts';
import { isUsual, type Manner, usual } from './manners.ts';
import type { MatrixOptions } from './options.ts';
import type { Asking, HostAsked } from './questions.ts';
import { settle } from './settling.ts';
import type { TargetState, Targets } from './targets.ts';

/** What the cells of a run share. */
export interface CellRun {
  options: MatrixOptions;
  dialling: Dialling;
  asking: Asking;
  targets: Targets;
  signal: AbortSignal;
}

/** A cell under way: what was tried last, and what came of it. */
export interface Trial {
  pair: MatrixPair;
  state: TargetState;
  asked: HostAsked;
  /** All manners that it was tried in, the last one last. */
  tried: Manner[];
  seen: Glance;
  judged: Judged;
  connections: number;
}

// A shortage that lasts longer than this does not pass: some five seconds of pauses.
const mostShortages = 6;

/**
 * Tries a cell once more, or for the first time.
 *
 * @param run that it belongs to
 * @param trial changed in place
 * @param choose says how to speak to the target, asked when the connection may begin: by then others may have found out
 * @param admitted whether a permit was taken for it already
 */
export async function attempt(run: CellRun, trial: Trial, choose: () => Manner, admitted: boolean): Promise<void> {
  const { state, asked } = trial;
  let manner = usual;
  const { seen, connections } = await look(run, state, admitted, () => {
    manner = choose();
    return glance(run.asking.connection(run.asking.question(state, asked), manner), glanceOptions(run, asked.host));
  });
  if (state.facts === null) throw new Error('a cell was tried before its baseline was known');
  if (seen.http) state.answered = true;
  if (seen.http && isUsual(manner)) state.answersUsual = true;
  trial.tried.push(manner);
  trial.connections += connections;
  trial.seen = seen;
  trial.judged = judgeGlance(seen, state.facts, run.asking.judged(asked, manner));
  if (manner.forwarded && trial.judged.verdict === 'ok') trial.judged.needs.push('forwarded-proto');
}

/** What one connection brought. */
export interface Looked {
  seen: Glance;
  /** Made for it; none where something was lacking here. */
  connections: number;
}

/**
 * What all glances of a run have in common.
 *
 * @param run that they belong to
 * @param host that certificates are held against; null: none
 * @param timeout in ms, where it is not that of the run
 */
export function glanceOptions({ options, signal }: CellRun, host: string | null, timeout?: number): GlanceOptions {
  const { credentials, body } = options;
  return { timeout: timeout ?? options.timeout, credentials, host, wholeBody: body, signal };
}

/**
 * Makes one connection within all limits, and again where something was lacking here.
 *
 * @param run that it belongs to
 * @param state of the target
 * @param admitted whether a permit was taken for it already, which is given back in any case
 * @param connect makes the connection
 * @returns what it brought; rejects when the run is ended
 */
export async function look(
  { dialling }: CellRun,
  state: TargetState,
  admitted: boolean,
  connect: () => Promise<Glanced>,
): Promise<Looked> {
  const { permits } = dialling;
  const { key } = state;
  const give = (): void => permits.give(key, 1);
  for (let times = 0; ; times++) {
    const permit = admitted && times === 0 ? null : permits.take(key, 1, true);
    if (permit) await permit;
    let glanced: Glanced | null = null;
    try {
      const held = dialling.ready();
      if (held) await held;
      glanced = await connect();
      if (glanced.connections > 1) dialling.madeAnother();
      const seen = glanced.glance;
      if (seen.shortage === undefined) return { seen, connections: glanced.connections };
      if (times >= mostShortages) return { seen, connections: 0 };
      dialling.breather.met(seen.shortage, times);
    } finally {
      if (glanced) settle(state, glanced.glance.ms, glanced.closed, give);
      else give();
    }
  }
}
