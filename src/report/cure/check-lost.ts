import { checkRulesLost } from '../../catalogue/lints/check-rules-lost.ts';
import type { NewWord } from '../../haproxy/edit/change.ts';
import type { CheckSend, HealthCheck } from '../../haproxy/model/types.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import { appended, type Rewrite } from './check-change.ts';
import { type CheckLine, type CheckLines, lineOf } from './check-lines.ts';
import type { Patient } from './cure.ts';
import { statementAt } from './edit-place.ts';

/** A check with what it had lost. */
export interface Restored {
  check: CheckLines;
  /** Words of an inherited request that the section's own replaced. */
  rewrites: readonly Rewrite[];
}

const ranks: Record<CheckLine['kind'], number> = { option: 0, connect: 1, send: 2, bytes: 2, other: 2, expect: 3 };

/** Comments and variables belong to the rule behind them. */
function rankOf(lines: readonly CheckLine[], i: number): number {
  return ranks[lines.slice(i).find(({ kind }) => kind !== 'other')?.kind ?? 'other'];
}

/**
 * The check of a server with the inherited rules that those of its own section replaced (haproxy v3.4.0
 * src/tcpcheck.c:4367): of each kind those that the section has none of.
 * @param patient the server
 * @param check the lines in force
 * @returns null: nothing of the request was lost, or the section's own rules open several connections
 */
export function restored({ target, configuration }: Patient, check: CheckLines): Restored | null {
  const { proxy, server } = target;
  const before = proxy.lostChecks;
  if (!before || server.ownCheck || !isRequestLost(before, proxy.check)) return null;
  const own = check.lines.filter((line) => line.own);
  if (own.filter(({ kind }) => kind === 'send').length > 1) return null;
  const lineAt = (at: Place): CheckLine[] => {
    const statement = statementAt(configuration, at);
    return statement ? [lineOf(statement, configuration, false)] : [];
  };
  const explicit = before.rules.filter((rule) => rule.action !== 'expect' || !rule.implicit);
  const places = [before.at, ...explicit.map(({ at }) => at)].filter((at) => at !== null);
  const distinct = [...new Map(places.map((at) => [`${at.line}:${at.file}`, at])).values()];
  const lost = distinct.flatMap(lineAt);
  const option = own.find(({ kind }) => kind === 'option');
  const missing = lost
    .filter(({ kind }) => kind !== 'other' && !own.some((line) => line.kind === kind))
    .map((line) => (option && line.kind === 'send' ? withoutSaid(line, option) : line));
  const send = own.find(({ kind }) => kind === 'send');
  const words = send ? lostWords(send, lost) : [];
  if (missing.length === 0 && words.length === 0) return null;
  const lines = [...own];
  for (const line of missing) {
    const at = lines.findIndex((_, i) => rankOf(lines, i) > ranks[line.kind]);
    lines.splice(at < 0 ? lines.length : at, 0, line);
  }
  return { check: { ...check, lines }, rewrites: words };
}

/** Whether it is more than what is expected of the answer, or how it is connected: those a section may mean to change. */
function isRequestLost(before: HealthCheck, now: HealthCheck): boolean {
  const [was, is] = [before, now].map(({ rules }) => rules.find((rule) => rule.action === 'send'));
  if (!was || !is) return was !== undefined;
  const isPlain = ({ method, uri }: CheckSend) => method === 'OPTIONS' && uri === '/';
  const isNamed = ({ headers }: CheckSend) => headers.some(([name]) => name.toLowerCase() === 'host');
  return (isPlain(is) && !isPlain(was)) || (isNamed(was) && !isNamed(is));
}

/** What an inherited `http-check send` says and the section's own one does not. */
function lostWords(own: CheckLine, lost: readonly CheckLine[]): Rewrite[] {
  const before = lost.find(({ kind }) => kind === 'send');
  if (!before) return [];
  const names = new Set(groupsOf(own).map(({ name }) => name));
  const why = { because: checkRulesLost.code, since: '2.2', kept: true } as const;
  return groupsOf(before)
    .filter(({ name }) => name !== 'comment' && !names.has(name))
    .map(({ words }) => appended(own, words, why));
}

/** An inherited `http-check send` without what the section's own option says: it would take that back. */
function withoutSaid(send: CheckLine, option: CheckLine): CheckLine {
  const [uri, method, version] = [3, 4, 5].map((length) => option.words.length >= length);
  const said = [...(uri ? ['uri', 'uri-lf'] : []), ...(method ? ['meth'] : []), ...(version ? ['ver'] : [])];
  const groups = groupsOf(send).filter(({ name }) => !said.includes(name));
  const copy = [...send.copy.slice(0, 2), ...groups.flatMap(({ words }) => words)];
  const texts = [...send.words.slice(0, 2), ...groups.flatMap(({ texts: own }) => own)];
  return { ...send, copy, words: texts };
}

interface Group {
  /** `meth`, `hdr host`. */
  name: string;
  words: NewWord[];
  texts: CheckLine['words'];
}

/** The groups of words of a send rule: `meth GET`, `hdr Host NAME`. */
function groupsOf({ words, copy }: CheckLine): Group[] {
  const groups: Group[] = [];
  for (let i = 2; i < words.length; ) {
    const [keyword = '', header = ''] = words.slice(i, i + 2).map(({ text }) => text);
    const to = i + (keyword === 'hdr' ? 3 : 2);
    const name = keyword === 'hdr' ? `hdr ${header.toLowerCase()}` : keyword;
    groups.push({ name, words: copy.slice(i, to).filter((one) => one !== null), texts: words.slice(i, to) });
    i = to;
  }
  return groups;
}
