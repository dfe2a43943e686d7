import { upgrades } from '../../catalogue/upgrades/index.ts';
import type { CheckedServer } from '../../check-types.ts';
import type { Severity } from '../../types.ts';
import type { UpgradeChange, UpgradeEdit, UpgradeResult, UpgradeState } from '../../upgrade-types.ts';
import { printable } from '../escape.ts';
import { checkWords, placeOf, someOf, trafficWords } from './check-words.ts';
import { grouped } from './grouped.ts';
import type { Look } from './paint.ts';
import { paragraph, wrap } from './wrap.ts';

const titles: Record<Severity, string> = { error: 'BREAKS', warning: 'TURNS OTHERWISE', info: 'IS MENDED' };

/** How many servers of a group have a line of their own. */
const shown = 3;

/**
 * The servers that turn, those alike together: what breaks first.
 * @param result of an upgrade
 * @param look colours and how much to say
 * @returns lines; empty where none turns
 */
export function upgradeChanges(result: UpgradeResult, look: Look): string {
  const sections = (['error', 'warning', 'info'] as const).map((severity) => {
    const some = result.changes.filter((change) => change.severity === severity);
    const groups = [...grouped(some, (change) => tale(change)).values()];
    groups.sort((a, b) => b.length - a.length);
    if (groups.length === 0) return '';
    return `${look.paint.bold(titles[severity])}\n${groups.map((group) => block(group, result, look)).join('\n')}`;
  });
  return sections.filter((section) => section !== '').join('\n');
}

/** Two servers of which the same is told but for their names. */
function tale({ code, before, after }: UpgradeChange): string {
  return JSON.stringify([code, ends(before), ends(after)]);
}

function ends(state: UpgradeState): unknown {
  if (!('check' in state)) return state;
  const statuses = new Set(state.traffic.map(({ status, termination }) => `${status} ${termination}`));
  return [state.check.status, state.check.code, [...statuses].sort()];
}

function block(group: readonly UpgradeChange[], { from, to }: UpgradeResult, look: Look): string {
  const [first] = group;
  if (!first) return '';
  const listed = look.verbose || group.length <= shown + 1 ? group : group.slice(0, shown);
  const others = group.slice(listed.length);
  const width = Math.max(from.length, to.length);
  const version = (number: string, state: UpgradeState) =>
    paragraph(stateWords(state), `     ${number.padEnd(width)}  `);
  return [
    ...listed.map((change) => ` ${look.paint[strokes[first.severity]](nameOf(change))}  ${placeOf(change)}\n`),
    ...(others.length > 0 ? [paragraph(someOf(others, named, false), ' and ')] : []),
    version(from, first.before),
    version(to, first.after),
    titleLines(first, look),
    ...editLines(others.length > 0 ? listed.slice(0, 1) : listed, others.length, look),
  ].join('');
}

const strokes = { error: 'red', warning: 'yellow', info: 'green' } as const;

/**
 * @param one what is about a server, or about a line that holds for none
 * @returns `be/s1`, printable
 */
export function nameOf({ proxy, server }: { proxy: string | null; server: string | null }): string {
  return printable(server === null ? (proxy ?? 'the configuration') : `${proxy}/${server}`);
}

function named(change: UpgradeChange): string {
  return `${nameOf(change)} ${placeOf(change)}`;
}

function stateWords(state: UpgradeState): string {
  if ('fatal' in state) return `does not start: ${printable(state.fatal, 300)}`;
  if ('absent' in state) return 'no such server';
  const server: CheckedServer = { ...nobody, check: state.check, traffic: state.traffic };
  const words = [checkWords(server), trafficWords(server)].filter((part) => part !== '');
  return words.length > 0 ? words.join('  ') : 'takes it';
}

const nobody: Omit<CheckedServer, 'check' | 'traffic'> = {
  ...{ proxy: '', server: '', file: '', line: 0, address: null, port: null, mode: 'http' },
  needs: [],
  unknown: [],
  findings: [],
};

/**
 * What is said of an entry: its code, its title and why.
 * @param entry a change, or something that is sent otherwise
 * @param look colours and whether to name the page
 * @returns lines
 */
export function titleLines(
  { code, severity, because }: Pick<UpgradeChange, 'code' | 'severity' | 'because'>,
  { paint, explain }: Look,
): string {
  const start = `   ${severity.padEnd(7)} ${printable(code)}  `;
  const title = upgrades.find((one) => one.code === code)?.title ?? '';
  const [first = '', ...more] = wrap(title, undefined, start);
  const stroke = severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.dim;
  const deeper = ' '.repeat(start.length);
  return [
    `${[stroke(start.trimEnd()) + first.slice(start.trimEnd().length), ...more].join('\n')}\n`,
    explain ? paragraph(printable(because, 600), deeper) : '',
    explain ? `${deeper}${paint.dim(`docs/codes/${printable(code)}.md`)}\n` : '',
  ].join('');
}

/**
 * What keeps today's outcome under both versions. The lines are made to be copied: they are not broken.
 * @param entries with their edits
 * @param others how many more there are like them
 * @param look colours
 * @returns lines; empty where no edit is known
 */
export function editLines(
  entries: readonly { editsAt: readonly UpgradeEdit[] }[],
  others: number,
  { paint }: Look,
): string[] {
  const lines = new Set(entries.flatMap(({ editsAt }) => joined(editsAt).map(editLine)));
  if (lines.size === 0) return [];
  return ['   to keep it as it is, under both:\n', ...lines, ...(others > 0 ? [paint.dim(more(others))] : [])];
}

function more(others: number): string {
  return `   -> and so on for ${others} more: --verbose\n`;
}

/** The words for one line stand on one line here too. */
function joined(edits: readonly UpgradeEdit[]): UpgradeEdit[] {
  const all = new Map<string, UpgradeEdit>();
  for (const [index, edit] of edits.entries()) {
    const key = edit.kind === 'add' ? `${edit.file}:${edit.line}` : String(index);
    const before = all.get(key);
    all.set(key, before ? { ...before, text: `${before.text} ${edit.text}` } : edit);
  }
  return [...all.values()];
}

function editLine(edit: UpgradeEdit): string {
  const place = placeOf(edit);
  const where = edit.kind === 'line' ? `${edit.where ?? 'after'} ${place}` : place;
  return `   -> ${where}${edit.kind === 'replace' ? ', instead' : ''}: ${printable(edit.text)}\n`;
}
