import type { UpgradeResult } from '../../upgrade-types.ts';
import { commonFolder } from './check-folder.ts';
import { checkProblems } from './check-problems.ts';
import type { Look } from './paint.ts';
import { upgradeChanges } from './upgrade-changes.ts';
import { upgradeFolder } from './upgrade-folder.ts';
import { upgradeFooter } from './upgrade-footer.ts';
import { upgradeHeadline } from './upgrade-headline.ts';
import { upgradeInfos, upgradeSends, upgradeUnknown } from './upgrade-others.ts';

/**
 * What an upgrade changes for the servers of a configuration, for people: how many turn, which and why, what keeps them as
 * they are, then what is sent and logged otherwise, and what is not known.
 * @param whole of an upgrade
 * @param look colours and how much to say
 * @returns printable ASCII and the colours of `look`, at most 80 columns but for what is made to be copied
 */
export function upgradeScreen(whole: UpgradeResult, look: Look): string {
  const folder = commonFolder(whole.files);
  const result = upgradeFolder(whole, folder);
  const parts = [
    upgradeHeadline(result, look.paint),
    problems('REFUSED BY BOTH', result.refused, look),
    problems(`NEW IN ${result.to}`, result.new, look),
    problems(`ONLY IN ${result.from}`, result.removed, look),
    upgradeChanges(result, look),
    upgradeSends(result, look),
    upgradeInfos(result, look),
    upgradeUnknown(result, look),
    upgradeFooter(result, folder),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function problems(title: string, all: UpgradeResult['new'], look: Look): string {
  return all.length === 0 ? '' : `${look.paint.bold(title)}\n${checkProblems({ problems: all }, look)}`;
}
