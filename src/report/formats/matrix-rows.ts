import type { MatrixCell, MatrixDiff, MatrixDifference } from '../../matrix-types.ts';
import { printable } from '../escape.ts';
import { isUntested } from '../matrix/diff-verdict.ts';
import type { Joined } from '../matrix/join.ts';
import { needWords } from './headline.ts';
import { reasonWords } from './matrix-reasons.ts';

/** One host of a group. */
export interface MatrixRow {
  host: string;
  /** Printable; the first stands beside the host. */
  details: string[];
}

/** Hosts of which the same is to be said. */
export interface MatrixGroup {
  /** How bad it is: what blocks first, what is only listed last. */
  level: 'bad' | 'look' | 'untested' | 'alike' | 'harmless' | 'fine';
  /** Label of the target; printable. */
  target: string;
  /** What is to be said; printable. */
  title: string;
  /** How many hosts. */
  count: number;
  /** As many of them as can be shown. */
  rows: MatrixRow[];
}

/** Which hosts differ or fail, as far as they can be shown: however many there are, this stays small. */
export interface MatrixRows {
  cell(cell: MatrixCell): void;
  joined(joined: Joined): void;
  /** The most important first. */
  groups(): MatrixGroup[];
  /** Of cells that are served all the same: those that most of them have first. */
  warnings(): { code: string; title: string; cells: number }[];
  /** Hosts of groups that are too many to be kept. */
  others(): number;
}

/** How many rows are shown, all groups together. */
export const mostRows = 40;
/** As many groups as are kept: there are far fewer reasons, but labels may be any number. */
const mostGroups = 200;
/** More of a text than this is not shown. */
const longest = 160;

const oneSide = 'one side is not known';

const levels = ['bad', 'look', 'untested', 'alike', 'harmless', 'fine'] as const;

/** What is to be collected. */
export interface RowsAsked {
  /** Label of the target compared with; null: an earlier run; absent: nothing is compared, cells that fail are shown. */
  compared?: string | null | undefined;
  /** Every host, not only those that differ or fail. */
  all: boolean;
  /** Reasons too. */
  explain: boolean;
  /** Connections and time too. */
  verbose: boolean;
}

/**
 * Begins to collect what is to be shown.
 * @param asked what that is
 * @returns nothing so far
 */
export function startRows({ compared, all, explain, verbose }: RowsAsked): MatrixRows {
  const groups = new Map<string, MatrixGroup>();
  /** Not served by a target that is moved to: on which side that is new is not known yet. */
  const unserved = new Map<string, MatrixCell>();
  /** Hosts that are not settled, of which it was told that a side could not be tested. */
  const told = new Set<string>();
  const warnings = new Map<string, { code: string; title: string; cells: number }>();
  let others = 0;
  const warn = ({ code, title }: MatrixCell['findings'][number]): void => {
    const known = warnings.get(code);
    if (known) known.cells += 1;
    // Codes are a closed list, but results that are read may hold any.
    else if (warnings.size < mostRows)
      warnings.set(code, { code: printable(code, 20), title: printable(title, longest), cells: 1 });
  };
  const add = (level: MatrixGroup['level'], target: string, title: string, row: () => MatrixRow): void => {
    const key = `${level}\n${target}\n${title}`;
    let group = groups.get(key);
    if (!group) {
      if (groups.size >= mostGroups && !all) {
        others += 1;
        return;
      }
      group = { level, target: printable(target, longest), title: printable(title, longest), count: 0, rows: [] };
      groups.set(key, group);
    }
    group.count += 1;
    if (all || group.rows.length < mostRows) group.rows.push(row());
  };
  return {
    cell(cell) {
      if (cell.verdict === 'ok') for (const found of cell.findings) if (found.severity === 'warning') warn(found);
      if (compared === undefined) {
        const level = cell.verdict === 'ok' ? 'fine' : cell.verdict === 'error' ? 'untested' : 'bad';
        if (level !== 'fine' || all) add(level, cell.target, titleOf(cell), () => cellRow(cell, explain, verbose));
      } else if (cell.target !== compared && cell.verdict !== 'ok') unserved.set(cell.host, cell);
    },
    joined({ host, diffs, settled, missing }) {
      for (const diff of diffs) {
        if (isUntested(diff)) {
          const cell = unserved.get(host);
          const row = () => (cell?.target === diff.to ? cellRow(cell, true, verbose) : diffRow(diff, explain));
          add('untested', diff.to, oneSide, row);
          told.add(host);
          continue;
        }
        const level = diff.judgement === 'blocks' ? 'bad' : diff.judgement;
        const title = level === 'harmless' && !all ? 'only harmless differences' : differing(diff);
        add(level, diff.to, title, () => diffRow(diff, explain));
      }
      if (settled === null) return;
      const cell = unserved.get(host);
      unserved.delete(host);
      const isTold = told.delete(host);
      if (settled === 'unknown') {
        if (isTold && missing.length === 0) return;
        const where = missing.map((label) => printable(label, 40)).join(', ');
        const why = where === '' ? (cell ? cellRow(cell, true, verbose).details : []) : [`no cell of ${where}`];
        add('untested', '', oneSide, () => ({ host: printable(host), details: why }));
      } else if (settled === 'same' && cell) {
        const title = `as before, ${titleOf(cell)}`;
        add('alike', cell.target, title, () => cellRow(cell, explain, verbose));
      } else if (settled === 'same' && all) add('fine', '', 'the same', () => ({ host: printable(host), details: [] }));
    },
    groups: () =>
      [...groups.values()].sort(
        (a, b) =>
          levels.indexOf(a.level) - levels.indexOf(b.level) || b.count - a.count || (a.title < b.title ? -1 : 1),
      ),
    warnings: () => [...warnings.values()].sort((a, b) => b.cells - a.cells),
    others: () => others,
  };
}

/** What many cells share: one cause, in words and as a code. */
function titleOf(cell: MatrixCell): string {
  if (cell.verdict === 'ok') return 'served as it should be';
  const code = causeOf(cell)?.code;
  return `${reasonWords(cell)}${code === undefined ? '' : ` [${code}]`}`;
}

function causeOf({ findings }: MatrixCell): MatrixCell['findings'][number] | undefined {
  return findings.find(({ severity }) => severity === 'error');
}

/** The differences that make it what it is: what else differs stands in the row. */
function differing({ judgement, differences }: MatrixDiff): string {
  const worst = differences.filter((one) => one.judgement === judgement);
  return `${judgement}: ${[...new Set(worst.map(inShort))].join(', ')}`;
}

/** What many hosts share of a difference. */
function inShort({ what, from, to }: MatrixDifference): string {
  if (what === 'verdict') return to ?? 'another verdict';
  if (what === 'needs') return to === null ? `no longer needs ${from ?? 'it'}` : `needs ${to}`;
  if (what === 'status') return `status ${from ?? 'none'} -> ${to ?? 'none'}`;
  return what.replace('-', ' ');
}

function diffRow({ host, differences }: MatrixDiff, explain: boolean): MatrixRow {
  const rank = { blocks: 0, look: 1, harmless: 2 };
  const sorted = [...differences].sort((a, b) => rank[a.judgement] - rank[b.judgement]);
  return { host: printable(host), details: sorted.flatMap((one) => changed(one, explain)) };
}

function changed({ what, from, to, because, judgement }: MatrixDifference, explain: boolean): string[] {
  const side = (text: string | null) => (text === null ? 'none' : printable(text, longest));
  const mark = judgement === 'harmless' ? ' (harmless)' : '';
  const line = `${what.replace('-', ' ')}: ${side(from)} -> ${side(to)}${mark}`;
  return explain ? [line, `  ${printable(because, 400)}`] : [line];
}

function cellRow(cell: MatrixCell, explain: boolean, verbose: boolean): MatrixRow {
  const { findings, certificate, status, redirect, reason, needs, verdict } = cell;
  const cause = explain ? undefined : causeOf(cell);
  const told = findings.filter((found) => found !== cause && (verdict === 'ok' || found.severity === 'error'));
  const presented = reason === 'certificate' || reason === 'default-certificate';
  const parts = [
    ...(status === null ? [] : [`${status}${redirect === null ? '' : ` to ${printable(redirect, longest)}`}`]),
    ...(verdict === 'ok' && needs.length > 0 ? [`needs ${needs.map((need) => needWords[need]).join(' + ')}`] : []),
    ...(presented && certificate ? [`certificate of ${names(certificate)}, until ${day(certificate.notAfter)}`] : []),
    ...told.map(({ code, title }) => `${code} ${printable(title, longest)}`),
    ...(verbose ? [`${cell.ms} ms, ${cell.connections} ${cell.connections === 1 ? 'connection' : 'connections'}`] : []),
  ];
  return {
    host: printable(cell.host),
    details: parts.length > 0 ? [parts.join('; ')] : [],
  };
}

function names({ names, subject }: NonNullable<MatrixCell['certificate']>): string {
  if (names.length === 0) return printable(subject, 80);
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${names
    .slice(0, 3)
    .map((name) => printable(name, 60))
    .join(', ')}${more}`;
}

function day(date: string): string {
  return printable(date.slice(0, 10));
}
