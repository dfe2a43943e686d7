import { glance, glanceOf } from '../probe/glance.ts';
import { shortageOf } from '../probe/glance-shortage.ts';
import { gather } from '../probe/run.ts';
import { EvidenceIncomplete } from '../report/diagnose.ts';
import { type Judged, judgeEvidence, NoConnection, passedLater } from '../report/matrix/judge.ts';
import type { Evidence } from '../types.ts';
import { another, isUsual, learn, mannerFound, usual } from './manners.ts';
import { type Slots, takeSlots } from './slots.ts';
import { hopesOf } from './targets.ts';
import { attempt, type CellRun, glanceOptions, look, type Trial } from './trial.ts';

// How often a ladder is climbed again that met a shortage here.
const mostShortages = 3;

/**
 * Climbs the ladder for a cell, unless others have shown that it tells nothing, or what to try first.
 *
 * @param run that it belongs to
 * @param trial changed in place
 * @returns true: this is all that there is to know; false: look at the target's manners again
 */
export async function climb(run: CellRun, trial: Trial): Promise<boolean> {
  const { state, seen, tried } = trial;
  const hopes = hopesOf(state, seen, run.dialling.permits.perTarget);
  const hope = hopes?.ask() ?? true;
  if (hope === false) return true;
  if (hope !== true) {
    await hope;
    return false;
  }
  let found = false;
  try {
    const slots = await takeSlots(run.dialling, state);
    try {
      // Others may have found one while this cell was waiting.
      if (another(state.manners, tried, seen.http?.status ?? null)) {
        found = true;
        return false;
      }
      conclude(run, trial, await gathered(run, trial, slots));
    } finally {
      slots.leave();
    }
    found = seen.http ? trial.judged.verdict === 'ok' : trial.judged.way !== null;
  } finally {
    hopes?.climbed(found);
  }
  const [own = usual] = state.manners;
  // No way is answered for this host: then it counts what becomes of the one that HAProxy will have for its target.
  if (trial.judged.way === null && trial.seen.shortage === undefined && !isUsual(own))
    await attempt(run, trial, () => own, false);
  if (run.options.body) await fingerprint(run, trial);
  return true;
}

async function gathered(run: CellRun, trial: Trial, { gate }: Slots): Promise<Evidence | { shortage: string }> {
  const { options, asking, signal, dialling } = run;
  const question = asking.question(trial.state, trial.asked);
  for (let times = 0; ; times++) {
    const evidence = await gather(question, {
      credentials: options.credentials,
      versions: [options.version],
      signal,
      gate,
    });
    trial.connections += evidence.connections;
    const shortage = lackingIn(evidence);
    if (shortage === undefined) return evidence;
    if (times >= mostShortages) return { shortage };
    dialling.breather.met(shortage, times);
  }
}

function lackingIn({ observations }: Evidence): string | undefined {
  const codes = observations.map(({ failure, plan }) =>
    failure?.stage === 'connect' ? shortageOf(failure.code, plan.source !== null) : undefined,
  );
  return codes.find((code) => code !== undefined);
}

function conclude({ options, asking }: CellRun, trial: Trial, evidence: Evidence | { shortage: string }): void {
  const { state, asked, tried, judged: before } = trial;
  if ('shortage' in evidence) {
    trial.seen = { outcome: 'failed', shortage: evidence.shortage, ms: 0 };
    return;
  }
  const manner = tried.at(-1);
  const { facts } = state;
  if (facts === null || !manner) throw new Error('a ladder was climbed before the cell was tried');
  const judged = told(() => judgeEvidence(evidence, facts, asking.judged(asked, manner), options.version));
  if (judged === null) return;
  const found = mannerFound(judged);
  if (found) {
    state.answered = true;
    learn(state.manners, found, state.answersUsual);
    // It is the target's own: what the baseline in HAProxy's way could not see is known now.
    if (state.manners[0] === found && judged.facts && found.way !== facts.way) state.facts = judged.facts;
  }
  const sameManner = judged.way === manner.way && !judged.needs.includes('forwarded-proto');
  trial.judged = sameManner && before.retryable ? passedLater(judged) : judged;
  if (judged.decidedBy) trial.seen = glanceOf(judged.decidedBy, options.body);
}

/** A target that goes away under the ladder leaves it with too little to judge by: then what was seen before it counts. */
function told(judge: () => Judged): Judged | null {
  try {
    return judge();
  } catch (error) {
    if (error instanceof EvidenceIncomplete || error instanceof NoConnection) return null;
    throw error;
  }
}

/** The connections of a ladder read no more of a body than its beginning. */
async function fingerprint(run: CellRun, trial: Trial): Promise<void> {
  const { state, asked, judged } = trial;
  const { way, decidedBy } = judged;
  const request = decidedBy?.plan.request;
  if (way === null || !request || trial.seen.shortage !== undefined) return;
  const plan = run.asking.connection(run.asking.question(state, asked), { way, forwarded: false });
  // What ended a redirect is said again: the page that it leads to is not this one.
  const headers = request.headers.filter(([name]) => name !== 'connection');
  plan.request = { ...request, headers: [...headers, ['connection', 'close']] };
  const { seen, connections } = await look(run, state, false, () => glance(plan, glanceOptions(run, asked.host)));
  trial.connections += connections;
  const same = seen.http?.status === trial.seen.http?.status;
  trial.seen = { ...trial.seen, bodySha256: (same && seen.bodySha256) || null };
}
