import type { CheckEdit, CheckFinding, CheckResult } from '../../check-types.ts';
import { printable } from '../escape.ts';
import { checkEdits } from './check-edits.ts';
import { findingLines } from './check-finding.ts';
import { serverLines } from './check-server.ts';
import { type State, states, type Told } from './check-state.ts';
import { nameOf, placeOf, someOf } from './check-words.ts';
import { grouped } from './grouped.ts';
import type { Look } from './paint.ts';
import { paragraph } from './wrap.ts';

/** The states that are shown here, and what is said over each. */
const titles: Partial<Record<State, string>> = {
  down: 'DOWN',
  failing: 'WRONG, and no check says so',
  green: 'GREEN BUT WRONG',
};

/** How many servers of a group have a line of their own. */
const shown = 3;

/**
 * The servers that fail, those alike together: the worst state first, then the largest group.
 * @param result of a check
 * @param servers its servers with their states
 * @param look colours and how much to say
 * @returns lines; empty where none fails
 */
export function checkFailing(result: CheckResult, servers: readonly Told[], look: Look): string {
  const { edits, left, connections } = result;
  const reasons = new Map(left.map(({ proxy, server, because }) => [`${proxy}/${server}`, because]));
  const editsOf = grouped(edits, ({ proxy, server }) => `${proxy}/${server}`);
  const sections = states.map((state) => {
    const groups = grouped(
      servers.filter((one) => one.state === state && titles[state] !== undefined),
      tale,
    );
    const sorted = [...groups.values()].sort((a, b) => b.length - a.length);
    if (sorted.length === 0) return '';
    const title = connections === 0 && state === 'failing' ? 'WRONG' : (titles[state] ?? '');
    return `${look.paint.bold(title)}\n${sorted.map((group) => block(group, editsOf, reasons, look)).join('\n')}`;
  });
  return sections.filter((section) => section !== '').join('\n');
}

/** Two servers of which the same is told but for their names. */
function tale({ server, findings }: Told): string {
  const { check, traffic } = server;
  const ends = new Set(traffic.map(({ status, termination }) => `${status} ${termination}`));
  const codes = new Set(errors(findings).map(({ code }) => code));
  return JSON.stringify([check.status, check.code, [...ends].sort(), [...codes].sort()]);
}

function block(
  group: readonly Told[],
  editsOf: ReadonlyMap<string, CheckEdit[]>,
  reasons: ReadonlyMap<string, string>,
  look: Look,
): string {
  const listed = look.verbose || group.length <= shown + 1 ? group : group.slice(0, shown);
  const others = group.slice(listed.length);
  const [first] = group;
  const findings = errors(first?.findings ?? []);
  // One example is enough where the others can be had.
  const mended = others.length > 0 ? listed.slice(0, 1) : listed;
  return [
    ...listed.map((one) => serverLines(one, look)),
    ...(others.length > 0 ? [paragraph(someOf(others, named, false), ' and ')] : []),
    ...findings.map((finding) => findingLines(finding, { ...look, indent: '   ' }, elsewhere(finding, first))),
    ...(findings.length > 0 ? [] : ['   no cause is known: sni-doctor probe tells more\n']),
    checkEdits(
      mended.map(({ server }) => editsOf.get(`${server.proxy}/${server.server}`) ?? []),
      group.length - mended.length,
      look,
    ),
    ...leftLines(group, reasons),
  ].join('');
}

/** Why no edit helps, each reason once. */
function leftLines(group: readonly Told[], reasons: ReadonlyMap<string, string>): string[] {
  const own = group.map(({ server }) => reasons.get(`${server.proxy}/${server.server}`));
  const distinct = new Set(own.filter((reason) => reason !== undefined));
  return [...distinct].map((reason) => paragraph(`left as it is: ${printable(reason)}`, '   '));
}

function named({ server }: Told): string {
  return `${nameOf(server)} ${placeOf(server)}`;
}

/** Errors say why it fails; the rest is told once for all servers. */
function errors(findings: readonly CheckFinding[]): CheckFinding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** Where a finding stands, if that is not the server's own line. */
function elsewhere(finding: CheckFinding, one: Told | undefined): string {
  return one && finding.file === one.server.file && finding.line === one.server.line ? '' : placeOf(finding);
}
