import { setTimeout as sleep } from 'node:timers/promises';
import type { Glance, MatrixCell, MatrixPair } from '../matrix-types.ts';
import { glance } from '../probe/glance.ts';
import { cellOf, errorCell, type Judged, passedLater } from '../report/matrix/judge.ts';
import { askBaseline } from './baseline.ts';
import type { Dialling } from './dialling.ts';
import { another, usual } from './manners.ts';
import type { MatrixOptions } from './options.ts';
import { hostAsked, startAsking } from './questions.ts';
import { hopesOf, type TargetState, Targets } from './targets.ts';
import { attempt, type CellRun, glanceOptions, look, type Trial } from './trial.ts';

// How long a connection is not made again that may come out otherwise, in ms; twice as long each time.
const firstPause = 200;
const longestPause = 5000;

/**
 * Prepares to test cells.
 *
 * @param options of the run; its concurrency is one that the process can afford
 * @param dialling the limits of the run
 * @param signal ends the run
 * @returns tests one cell; rejects when the run is ended, or for a bug of ours: whatever a target does is a cell
 */
export function startCells(
  options: MatrixOptions,
  dialling: Dialling,
  signal: AbortSignal,
): (pair: MatrixPair) => Promise<MatrixCell> {
  const run: CellRun = { options, dialling, asking: startAsking(options), targets: new Targets(), signal };
  return async (pair) => {
    const { address, name } = pair.target;
    if (address === null) return errorCell(pair, 'resolve', 'unreachable', `${name ?? 'the target'} does not resolve`);
    const state = run.targets.enter({ ...pair.target, address });
    // Thousands wait here, holding nothing: it has to be little that waits.
    state.baseline ??= meet(run, state);
    try {
      if (state.facts === null) await state.baseline;
      const ahead = state.scouted ? null : goAhead(state);
      const returned = ahead instanceof Promise ? await ahead : ahead;
      try {
        const permit = dialling.permits.take(state.key, 1, false);
        if (permit) await permit;
        return await testCell(run, pair, state, returned);
      } finally {
        returned?.();
      }
    } finally {
      run.targets.leave(state);
    }
  };
}

/** Tests a cell for which a permit was taken; `returned` lets others follow who wait for what it learns. */
async function testCell(
  run: CellRun,
  pair: MatrixPair,
  state: TargetState,
  returned: (() => void) | null,
): Promise<MatrixCell> {
  const asked = hostAsked(pair.host);
  const trial: Trial = { pair, state, asked, tried: [], seen: nothing, judged: undecided, connections: 0 };
  await attempt(run, trial, () => state.manners[0] ?? usual, true);
  // Nothing is to be learned of an answer, and too dearly of a silence.
  if (trial.seen.http || trial.judged.reason === 'timeout') returned?.();
  if (trial.judged.retryable || trial.judged.surprising) await lookAgain(run, trial);
  const { seen, judged, connections } = trial;
  if (seen.shortage === undefined) return cellOf(pair, judged, seen, connections);
  const because = `no connection could be made from here (${seen.shortage})`;
  return { ...errorCell(pair, 'connect', 'local', because), connections };
}

/**
 * Where nobody was answered yet, one cell goes ahead of the others and finds out how the target wants to be spoken to.
 *
 * @returns lets the others follow, for the one that goes ahead; null for the others, at once or when they may
 */
function goAhead(state: TargetState): (() => void) | null | Promise<null> {
  if (state.answered || state.facts?.unreachable) state.scouted = true;
  if (state.scouted) return null;
  if (state.scout) return state.scout.then(() => null);
  let follow = (): void => {};
  state.scout = new Promise((resolve) => {
    follow = resolve;
  });
  return () => {
    state.scouted = true;
    follow();
  };
}

const nothing: Glance = { outcome: 'failed', ms: 0 };
const undecided: Judged = {
  verdict: 'error',
  stage: null,
  reason: null,
  needs: [],
  needsComplete: false,
  findings: [],
  surprising: false,
  retryable: false,
  way: null,
  decidedBy: null,
};

async function meet(run: CellRun, state: TargetState): Promise<NonNullable<TargetState['facts']>> {
  const facts = await askBaseline(state, run.asking, async (plan, host, patience) => {
    const { seen } = await look(run, state, false, () => glance(plan, glanceOptions(run, host, patience)));
    if (seen.http) state.answered = true;
    // What a TLS port says to clear text is no answer yet.
    if (seen.http && plan.tls) state.answersUsual = true;
    return seen;
  });
  state.facts = facts;
  if (facts.clearOnly === true) state.manners = [{ way: 'clear/', forwarded: false }];
  return facts;
}

/** What one connection does not settle: other manners that the target is known by, the same again, then the ladder. */
async function lookAgain(run: CellRun, trial: Trial): Promise<void> {
  const { state } = trial;
  let retries = run.options.retries;
  let pause = firstPause;
  for (;;) {
    const { judged, seen, tried } = trial;
    if (seen.shortage !== undefined || !(judged.retryable || judged.surprising)) return;
    const other = judged.stage === 'connect' ? null : another(state.manners, tried, seen.http?.status ?? null);
    if (other) {
      await attempt(run, trial, () => other, false);
    } else if (judged.retryable && retries > 0 && !isDead(trial, run.dialling.permits.perTarget)) {
      retries -= 1;
      await sleep(pause * (0.5 + Math.random()), undefined, { signal: run.signal });
      pause = Math.min(longestPause, pause * 2);
      await attempt(run, trial, () => tried.at(-1) ?? usual, false);
      trial.judged = passedLater(trial.judged);
    } else if (!judged.surprising) {
      return;
    } else {
      // Loaded only here: most runs have no surprise, and start-up is part of their time.
      const { climb } = await import('./climb.ts');
      if (await climb(run, trial)) return;
    }
  }
}

/** Nothing of this target could ever be reached: to wait for it twice for each host changes nothing. */
function isDead({ state, judged, seen }: Trial, perTarget: number): boolean {
  if (judged.reason !== 'timeout' || state.answered) return false;
  if (judged.stage === 'connect') return state.facts?.unreachable === true;
  return hopesOf(state, seen, perTarget)?.exhausted ?? false;
}
