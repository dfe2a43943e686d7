import type { MatrixSummary, MatrixVerdict } from '../../matrix-types.ts';
import { printable } from '../escape.ts';
import { type MoveHeadline, moveHeadline } from '../matrix/headline.ts';
import type { MatrixEnding } from './matrix-format.ts';
import { type MatrixGroup, type MatrixRows, mostRows } from './matrix-rows.ts';
import { counted, lasting, perSecond, thousands } from './matrix-words.ts';

/** What people are shown of a whole run, before it is laid out: all of it printable. */
export interface MatrixShown {
  headline: { word: string; stroke: MoveHeadline['stroke']; text: string };
  /** The head and a row for each target; empty where there is one and the answer says it all. */
  targets: string[][];
  /** Those that are shown, each with as many rows as there is room for. */
  groups: (MatrixGroup & { more: number })[];
  /** What is to be known of cells that are served, each with how many they are. */
  warnings: string[];
  /** What is not shown of the rest; null: nothing. */
  rest: string | null;
  /** What the new target needs in HAProxy and the old one did not, each with how many hosts need it. */
  directives: { text: string; hosts: string }[];
  totals: string;
  /** What was not looked at. */
  unseen: string;
}

/** As many targets have a row of their own. */
const mostTargets = 12;
const mostDirectives = 12;
/** Rows that each group has in any case, before the first takes them all. */
const fewest = 3;

const verdicts: readonly MatrixVerdict[] = ['ok', 'wrong', 'failed', 'error'];

/**
 * Decides what of a run is shown.
 * @param rows what was collected
 * @param ending the counts
 * @param options whether all rows are shown, and whether bodies were compared
 * @returns what is to be laid out
 */
export function shownOf(
  rows: MatrixRows,
  ending: MatrixEnding,
  { all, body }: { all: boolean; body: boolean },
): MatrixShown {
  const { summary } = ending;
  const groups = chosen(rows.groups(), all);
  const others = rows.others();
  const directives = summary.move?.directives ?? [];
  return {
    headline: headline(ending),
    targets: targets(ending),
    groups,
    warnings: rows.warnings().map(({ code, title, cells }) => `${code} ${title} (${counted(cells, 'cell')})`),
    rest: others > 0 ? `${counted(others, 'host')} more with yet other outcomes: --all lists them` : null,
    directives: (all ? directives : directives.slice(0, mostDirectives)).map(({ text, hosts }) => {
      return { text: printable(text), hosts: counted(hosts, 'host') };
    }),
    totals: totals(ending),
    unseen: `other paths, HTTP/2, what HAProxy itself adds${body ? '' : ', bodies (--body)'}`,
  };
}

function totals({ summary, tested, interrupted }: MatrixEnding): string {
  const { cells, connections, ms } = summary;
  return [
    interrupted === null ? '' : 'interrupted after ',
    counted(cells, 'cell'),
    interrupted?.total ? ` of ${thousands(interrupted.total)}` : '',
    tested > 0 && tested < cells ? `, ${thousands(tested)} of them in this run` : '',
    `, ${counted(connections, 'connection')}`,
    // Reading results takes no time that anybody asks for.
    tested === 0 ? '' : `, ${lasting(ms)}, ${perSecond(tested, ms)}`,
  ].join('');
}

/** The first groups have most to say, but none is passed over while another one fills the screen. */
function chosen(groups: readonly MatrixGroup[], all: boolean): MatrixShown['groups'] {
  if (all) return groups.map((group) => ({ ...group, more: 0 }));
  const silent = (group: MatrixGroup) => group.level === 'harmless';
  const shown = groups.map((group) => (silent(group) ? 0 : Math.min(fewest, group.rows.length)));
  let room = mostRows;
  for (const [i, number] of shown.entries()) {
    shown[i] = Math.min(number, room);
    room -= shown[i] ?? 0;
  }
  for (const [i, group] of groups.entries()) {
    if (silent(group)) continue;
    const more = Math.min(room, group.rows.length - (shown[i] ?? 0));
    shown[i] = (shown[i] ?? 0) + more;
    room -= more;
  }
  return groups.map((group, i) => {
    const rows = group.rows.slice(0, shown[i]);
    return { ...group, rows, more: group.count - rows.length };
  });
}

function headline({ summary, from, interrupted }: MatrixEnding): MatrixShown['headline'] {
  const to = summary.targets.map(({ label }) => label).filter((label) => label !== from);
  const move = from === null ? null : moveHeadline(summary, from, to);
  const answer = move ? { ...move, text: printable(move.text) } : served(summary);
  if (interrupted === null) return answer;
  return { ...answer, word: 'INTERRUPTED', stroke: 'yellow', text: `So far: ${answer.text}` };
}

function served({ cells, verdicts: all }: MatrixSummary): MatrixShown['headline'] {
  if (cells === 0) return { word: 'NOTHING', stroke: 'yellow', text: 'No cell was tested.' };
  const bad = all.wrong + all.failed;
  const parts = [
    ...(all.wrong > 0 ? [`${thousands(all.wrong)} answered as another host`] : []),
    ...(all.failed > 0 ? [`${thousands(all.failed)} failed`] : []),
    ...(all.error > 0 ? [`${thousands(all.error)} could not be tested`] : []),
  ];
  const one = all.ok === 1 || cells === 1;
  const text = `${thousands(all.ok)} of ${counted(cells, 'cell')} ${one ? 'is' : 'are'} served as ${one ? 'it' : 'they'} should be${parts.length > 0 ? `; ${parts.join(', ')}` : ''}.`;
  if (bad > 0) return { word: 'FAILING', stroke: 'red', text };
  return all.error > 0 ? { word: 'NOT ALL TESTED', stroke: 'yellow', text } : { word: 'OK', stroke: 'green', text };
}

function targets({ summary, labels }: MatrixEnding): string[][] {
  const place = ({ label }: { label: string }) => (labels.includes(label) ? labels.indexOf(label) : labels.length);
  const all = [...summary.targets].sort((a, b) => place(a) - place(b));
  if (all.length < 2) return [];
  const rest = all.length - mostTargets;
  return [
    ['target', 'ok', 'wrong', 'failed', 'not tested'],
    ...all.slice(0, mostTargets).map(({ label, verdicts: counts }) => {
      return [
        printable(label, 40),
        ...verdicts.map((verdict) => (counts[verdict] > 0 ? thousands(counts[verdict]) : '-')),
      ];
    }),
    ...(rest > 0 ? [[`and ${rest} more`, '', '', '', '']] : []),
  ];
}
