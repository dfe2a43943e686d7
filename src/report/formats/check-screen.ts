import type { CheckResult } from '../../check-types.ts';
import { checkFailing } from './check-failing.ts';
import { commonFolder, within } from './check-folder.ts';
import { checkFooter } from './check-footer.ts';
import { checkHeadline } from './check-headline.ts';
import { checkFindings, checkFine } from './check-others.ts';
import { checkProblems } from './check-problems.ts';
import { told } from './check-state.ts';
import { checkUnknown } from './check-unknown.ts';
import type { Look } from './paint.ts';

/**
 * What HAProxy will report of the servers of a configuration, for people: the answer, what it does not start with, the
 * servers that fail with their causes and what would mend them, what else was found, what is not known.
 * @param whole of a check
 * @param look colours and how much to say
 * @returns printable ASCII and the colours of `look`, at most 80 columns but for what is made to be copied
 */
export function checkScreen(whole: CheckResult, look: Look): string {
  const folder = commonFolder(whole.files);
  const result = within(whole, folder);
  const servers = told(result);
  const parts = [
    checkHeadline(result, servers, look.paint),
    checkProblems(result, look),
    checkFailing(result, servers, look),
    checkFindings(result, look),
    checkUnknown(servers, look),
    checkFine(servers, look),
    checkFooter(result, folder),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
