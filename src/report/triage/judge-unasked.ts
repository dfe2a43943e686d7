import type { LiveSubject, Written } from '../../catalogue/live/live.ts';
import { reported } from '../../catalogue/live/words.ts';
import type { LiveServer } from '../../triage-types.ts';
import type { Case, NamedCause } from './case.ts';
import { liveCauses } from './judge.ts';
import { firstMet } from './order.ts';
import { standing } from './standing.ts';

/**
 * What is to be said of a server that nobody connected to.
 * @param live the server as HAProxy has it
 * @param because why it was not connected to
 * @param written where its configuration has it; null: not known
 * @param possible what its report may mean, by itself
 * @returns its causes, as far as HAProxy's own words show them
 */
export function judgeUnasked(
  live: LiveServer,
  because: string,
  written: Written | null = null,
  possible: readonly NamedCause[] = [],
): Case {
  const subject: LiveSubject = { live, predicted: null, errors: [], written };
  const causes = [...liveCauses(subject), ...possible].sort(firstMet);
  const how = standing(live);
  const open = how !== 'up' && how !== 'other' && !causes.some(({ severity }) => severity === 'error');
  return {
    live,
    host: null,
    at: null,
    causes,
    edits: [],
    directives: [],
    unknown: [],
    unexplained: open ? why(because, live, possible) : null,
  };
}

function why(because: string, live: LiveServer, possible: readonly NamedCause[]): string {
  const says = live.status === null ? `HAProxy has it ${live.state}` : `HAProxy says ${reported(live)}`;
  const may =
    possible.length > 0 ? `, which may be ${possible.map(({ code, title }) => `${code} (${title})`).join(', ')}` : '';
  return `${says}${may}. Nobody asked its backend: ${because}.`;
}
