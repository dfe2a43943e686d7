import type { MatrixCell, MatrixDifference, MoveJudgement } from '../../matrix-types.ts';
import { comparable, difference, isGuarded } from './judgement.ts';
import { landing } from './landing.ts';

/**
 * What differs in the status and in where the answer sends the client.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @returns differences; of a redirect that is new one alone
 */
export function statusDifferences(from: MatrixCell, to: MatrixCell): MatrixDifference[] {
  if (!comparable(from, to)) return [];
  const leads = landing(from, to);
  if (from.status === to.status) {
    return leads ? [difference('redirect', from.redirect, to.redirect, leads.judgement, leads.because)] : [];
  }
  const judged = judgeStatus(from, to);
  const status = difference('status', inWords(from), inWords(to), judged[0], judged[1]);
  if (!leads) return [status];
  // A redirect on one side alone is what the status says already.
  if (!isRedirect(from) || !isRedirect(to)) return [{ ...status, judgement: leads.judgement, because: leads.because }];
  return [status, difference('redirect', from.redirect, to.redirect, leads.judgement, leads.because)];
}

function judgeStatus(from: MatrixCell, to: MatrixCell): [judgement: MoveJudgement, because: string] {
  const [before, after] = [from.status ?? 0, to.status ?? 0];
  const said = `${to.target} answers ${after}, ${from.target} ${before}`;
  if (isRedirect(from) && isRedirect(to)) {
    if (!isPermanent(before) && isPermanent(after))
      return ['look', `${said}: browsers remember a permanent redirect, and cannot be told to forget it.`];
    if (keepsMethod(before) && !keepsMethod(after)) return ['look', `${said}: a POST may become a GET on the way.`];
    return ['harmless', `${said}: clients follow either.`];
  }
  if (before < 400 && after >= 400)
    return to.verdict === 'ok'
      ? ['look', `${said}, which is expected too.`]
      : ['blocks', `${said}: users get an error.`];
  if (from.verdict !== 'ok') {
    // What a client did wrong is another thing for each code; that a server fails is one.
    if (before >= 500 && after >= 500) return ['harmless', `${said}: it fails alike at both.`];
    if (to.verdict === 'ok' && before >= 400 && !isGuarded(from)) return ['harmless', `${said}: users get an answer.`];
  }
  return ['look', `${said}: somebody may count on it.`];
}

function isRedirect({ status }: MatrixCell): boolean {
  return status !== null && status >= 300 && status <= 399 && status !== 304;
}

function isPermanent(status: number): boolean {
  return status === 301 || status === 308;
}

/** RFC 9110, sections 15.4.8 and 15.4.9. */
function keepsMethod(status: number): boolean {
  return status === 307 || status === 308;
}

function inWords({ status, redirect }: MatrixCell): string {
  return redirect === null ? `${status}` : `${status} to ${redirect}`;
}
