import { unexplainedFailure } from '../../catalogue/lints/unexplained-failure.ts';
import { agreement, trafficAgreement } from '../../catalogue/live/agreement.ts';
import { lives } from '../../catalogue/live/index.ts';
import type { LiveSubject, Written } from '../../catalogue/live/live.ts';
import { reported } from '../../catalogue/live/words.ts';
import type { CheckEdit, CheckedServer, CheckFinding } from '../../check-types.ts';
import type { LiveServer } from '../../triage-types.ts';
import type { Case, NamedCause } from './case.ts';
import { firstMet } from './order.ts';
import { standing } from './standing.ts';

/** A server of a configuration with what connections from here showed. */
export interface Checked {
  server: CheckedServer;
  findings: readonly CheckFinding[];
  edits: readonly CheckEdit[];
  /** No connection was made. */
  offline: boolean;
}

/**
 * Joins what HAProxy reports of a server with what its configuration and its backend come to.
 * @param live the server as HAProxy has it
 * @param checked the same in its configuration
 * @param written where its configuration has it
 * @returns what is to be said of it: where HAProxy reports something else than is seen from here, that and no cause
 */
export function judge(live: LiveServer, checked: Checked, written: Written | null): Case {
  const { server, findings, edits, offline } = checked;
  const { check, traffic } = server;
  const found = findings.filter(({ severity, id }) => severity !== 'info' && id !== unexplainedFailure.id).map(named);
  const errors = found.filter(({ severity }) => severity === 'error');
  const predicted = offline ? null : { check, traffic };
  const subject: LiveSubject = { live, predicted, errors, written };
  const shown = liveCauses(subject);
  // What is seen from here is no reason for what HAProxy saw and we do not.
  const foreign = !offline && isForeign(live, server);
  const causes = [...shown, ...(foreign ? [] : found)].sort(firstMet);
  return {
    live,
    host: traffic.find(({ host }) => host !== null)?.host ?? null,
    at: { file: server.file, line: server.line },
    causes,
    edits: foreign ? [] : [...edits],
    directives: [],
    unknown: server.unknown,
    unexplained: causes.some(({ severity }) => severity === 'error') ? null : openQuestion(live, checked),
  };
}

/**
 * What HAProxy alone shows of a server.
 * @param subject the server
 * @returns causes, in order of code
 */
export function liveCauses(subject: LiveSubject): NamedCause[] {
  return lives.flatMap((one) => {
    const shown = one.found(subject);
    if (!shown) return [];
    const { because, advice, severity = one.severity } = shown;
    return [{ code: one.code, id: one.id, title: one.title, severity, because, advice, docs: page(one.code) }];
  });
}

function isForeign(live: LiveServer, { check, traffic }: CheckedServer): boolean {
  const checks = agreement(live, check);
  if (checks !== 'unknown') return checks === 'different';
  return trafficAgreement(live, traffic) === 'different';
}

function named({ code, id, title, severity, because, advice, docs }: CheckFinding): NamedCause {
  return { code, id, title, severity, because, advice: advice ?? [], docs };
}

function page(code: string): string {
  return `docs/codes/${code}.md`;
}

/** Why a server that fails has no cause; null: it does not fail. */
function openQuestion(live: LiveServer, { server, offline }: Checked): string | null {
  const how = standing(live);
  if (how === 'up' || how === 'other' || how === 'flapping') return null;
  const open = server.unknown.find(({ affects }) => affects !== undefined);
  if (open) return `what decides is not known: ${open.text}: ${open.because}`;
  if (offline) return 'its text has no error; what its backend answers is not known (--offline)';
  if (live.status === null && how === 'down') return withoutCheck(live);
  return `HAProxy says ${reported(live)}, and no known cause explains it`;
}

function withoutCheck({ state }: LiveServer): string {
  return `HAProxy has it ${state} and reports no check of its own: a command, or a line of the log that is not here, says why`;
}
