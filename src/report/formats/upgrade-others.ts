import type { UpgradeInfo, UpgradeResult, UpgradeSends } from '../../upgrade-types.ts';
import { printable } from '../escape.ts';
import { count, placeOf, someOf } from './check-words.ts';
import { grouped } from './grouped.ts';
import type { Look } from './paint.ts';
import { editLines, nameOf, titleLines } from './upgrade-changes.ts';
import { paragraph } from './wrap.ts';

/** How many groups are shown: every server may have texts of its own. */
const shown = 8;

/**
 * What is sent otherwise, with the same outcome or with one that is not known.
 * @param result of an upgrade
 * @param look colours, and whether to name all servers
 * @returns lines; empty where the same is sent
 */
export function upgradeSends({ sends, connections }: UpgradeResult, look: Look): string {
  if (sends.length === 0) return '';
  const title = connections > 0 ? 'SENT OTHERWISE, WITH THE SAME OUTCOME' : 'SENT OTHERWISE';
  const groups = grouped(sends, ({ code, severity, because }) => JSON.stringify([code, severity, nameless(because)]));
  return listed(title, [...groups.values()], look, (group, [first]) => {
    const edits = look.explain ? editLines(group, 0, look) : [];
    return [
      titleLines(first, look),
      paragraph(
        someOf(names(group), (name) => name, look.verbose),
        '     ',
      ),
      ...edits,
    ];
  });
}

/** Names differ from server to server; what is said of them does not. */
function nameless(because: string): string {
  return because.replace(/\([^)]*\)/g, '()');
}

function names(entries: readonly UpgradeSends[]): string[] {
  const byServer = grouped(entries, (entry) => `${nameOf(entry)} ${placeOf(entry)}`);
  return Array.from(byServer, ([name, own]) => `${name} (${[...new Set(own.map(({ of }) => of))].join(', ')})`);
}

/**
 * What is logged otherwise.
 * @param result of an upgrade
 * @param look colours, and whether to name all servers
 * @returns lines; empty where the same is logged
 */
export function upgradeInfos({ infos }: UpgradeResult, look: Look): string {
  if (infos.length === 0) return '';
  const groups = grouped(infos, ({ of, before, after }) => JSON.stringify([of, before, after]));
  return listed('LOGGED OTHERWISE (SNI347)', [...groups.values()], look, (group, [first]) => [
    paragraph(`${said(first)} (${someOf(group, nameOf, look.verbose)})`, ' '),
  ]);
}

function said({ of, before, after }: UpgradeInfo): string {
  const words = (texts: readonly string[]) => texts.map((text) => `"${printable(text, 80)}"`).join(' or ');
  return `${of === 'check' ? 'info of the check' : 'termination'}: ${words(before)}, then ${words(after)}`;
}

/**
 * What could not be compared.
 * @param result of an upgrade
 * @param look colours, and whether to name all
 * @returns lines; empty where everything is known
 */
export function upgradeUnknown({ unknown }: UpgradeResult, look: Look): string {
  if (unknown.length === 0) return '';
  const groups = grouped(unknown, ({ file, line, text, because }) => JSON.stringify([file, line, text, because]));
  return listed('NOT KNOWN', [...groups.values()], look, (group, [first]) => {
    const text = first.text === '' ? '' : ` ${printable(first.text, 60)}`;
    const servers = someOf([...new Set(group.map(nameOf))], (name) => name, look.verbose);
    return [paragraph(`${placeOf(first)}${text}: ${printable(first.because, 200)} (${servers})`, ' ')];
  });
}

function listed<T>(
  title: string,
  groups: readonly T[][],
  { paint, verbose }: Look,
  lines: (group: T[], first: [T]) => string[],
): string {
  const some = verbose ? groups : groups.slice(0, shown);
  const text = some.flatMap((group) => (group[0] === undefined ? [] : lines(group, [group[0]])));
  const left = groups.length - some.length;
  const rest = left > 0 ? ` and ${count(left, 'other')}: --verbose lists all\n` : '';
  return `${paint.bold(title)}\n${text.join('')}${rest}`;
}
