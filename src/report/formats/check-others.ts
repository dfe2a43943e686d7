import type { CheckFinding, CheckResult } from '../../check-types.ts';
import type { Severity } from '../../types.ts';
import { printable } from '../escape.ts';
import { findingLines } from './check-finding.ts';
import { serverLines } from './check-server.ts';
import type { Told } from './check-state.ts';
import { count, placeOf, someOf } from './check-words.ts';
import { grouped } from './grouped.ts';
import type { Look } from './paint.ts';
import { paragraph } from './wrap.ts';

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * The findings that are not the cause of a failure, each once with the servers that it is about.
 * @param result of a check
 * @param look colours and how much to say
 * @returns lines; empty where there are none
 */
export function checkFindings({ findings }: CheckResult, look: Look): string {
  const rest = findings.filter(({ severity, server }) => severity !== 'error' || server === undefined);
  const byCode = grouped(rest, ({ code, severity }) => `${code} ${severity}`);
  const sorted = [...byCode.values()].sort((a, b) => rankOf(a) - rankOf(b));
  return sorted.map((group) => one(group, look)).join('');
}

function rankOf([first]: readonly CheckFinding[]): number {
  return first ? rank[first.severity] : 0;
}

function one(group: readonly CheckFinding[], look: Look): string {
  const [first] = group;
  if (!first) return '';
  const places = new Set(group.map(placed)).size;
  const where = places > 1 ? count(places, first.server === undefined ? 'place' : 'server') : placed(first);
  const list = places > 1 ? paragraph(someOf(group, placed, look.verbose), '         ') : '';
  return `${findingLines(first, { ...look, indent: ' ' }, where)}${list}`;
}

function placed({ proxy, server, file, line }: CheckFinding): string {
  const name = proxy === undefined ? '' : `${printable(server === undefined ? proxy : `${proxy}/${server}`)} `;
  return `${name}${placeOf({ file, line })}`;
}

/** So few are listed in any case. */
const few = 6;

/**
 * The servers that nothing is wrong with: counted, or listed.
 * @param servers with their states
 * @param look colours, and whether to list them
 * @returns lines; empty where there are none
 */
export function checkFine(servers: readonly Told[], look: Look): string {
  const fine = servers.filter(({ state }) => ['unknown', 'warned', 'fine'].includes(state));
  if (fine.length === 0) return '';
  if (look.verbose || fine.length <= few) return fine.map((told) => serverLines(told, look)).join('');
  const other = fine.length < servers.length ? 'other server' : 'server';
  return ` ${count(fine.length, other)}: --verbose lists them\n`;
}
