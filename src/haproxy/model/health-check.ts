import type { Problem, Statement, Word } from '../syntax/tree.ts';
import { type HaproxyVersion, since } from '../versions.ts';
import { type Applied, applyStatement } from './health-check-apply.ts';
import { isBuiltin } from './health-check-builtin.ts';
import { applyOption } from './health-check-choose.ts';
import { unusedProblems } from './health-check-effective.ts';
import { type CheckLine, type Refusal, refuse, textAt } from './health-check-line.ts';
import { applyProgram, programProblems } from './health-check-program.ts';
import { applyHttpCheck, applyTcpCheck } from './health-check-rule.ts';
import { type CheckState, inheritedFrom, noChecks } from './health-check-state.ts';
import { warned } from './problem.ts';

export { effectiveCheck } from './health-check-effective.ts';
export { readHealthcheckSection } from './health-check-section.ts';
export { type CheckState, noChecks };

const keywords = ['http-check', 'tcp-check', 'external-check'];
const options = ['httpchk', 'tcp-check', 'external-check'];

/**
 * Whether a line is about health checks.
 * @param words its words
 * @returns true for `option httpchk` and its kin, `http-check`, `tcp-check` and `external-check`, also behind `no` and
 *   `default`, where HAProxy refuses them
 */
export function isCheckStatement(words: readonly Word[]): boolean {
  const start = isNegation(words[0]?.text) ? 1 : 0;
  const keyword = words[start]?.text ?? '';
  if (keyword !== 'option') return keywords.includes(keyword);
  const option = words[start + 1]?.text ?? '';
  return options.includes(option) || isBuiltin(option);
}

function isNegation(text: string | undefined): boolean {
  return text === 'no' || text === 'default';
}

/**
 * Reads the check lines of a section (HAProxy manual, `option httpchk`, `http-check`, `tcp-check`).
 * @param statements the section's lines; those that are about something else are passed over
 * @param inherited what its `defaults` amount to, or {@link noChecks}
 * @param section what it is: lines of a frontend are refused like others, and else without effect
 * @param version the version
 * @returns what they amount to, and the lines that HAProxy refuses or ignores
 */
export function readChecks(
  statements: readonly Statement[],
  inherited: CheckState,
  section: 'defaults' | 'frontend' | 'backend' | 'listen',
  version: HaproxyVersion,
): { state: CheckState; problems: Problem[] } {
  let state = inheritedFrom(inherited);
  // Before 2.2 rules of tcp-check were not handed on.
  if (state.type === 'tcp-check' && !since(version, '2.2')) state = { ...state, chosen: state.tcp };
  const problems: Problem[] = [];
  for (const statement of statements.filter(({ words }) => isCheckStatement(words))) {
    const read = applyStatement(state, statement, version, apply);
    state = read.state;
    problems.push(...read.problems);
    if (section === 'frontend') problems.push(warned(statement.at, null, 'a frontend has no servers to check'));
  }
  if (section === 'frontend') return { state: noChecks, problems };
  if (section !== 'defaults') problems.push(...programProblems(state), ...unusedProblems(state));
  return { state, problems };
}

function apply(state: CheckState, line: CheckLine): Applied | Refusal {
  const keyword = textAt(line, 0);
  if (keyword === 'option') return applyOption(state, line, true);
  const readers = { 'http-check': applyHttpCheck, 'tcp-check': applyTcpCheck, 'external-check': applyProgram };
  const reader = Object.entries(readers).find(([name]) => name === keyword)?.[1];
  if (!reader) return refuse(line, 0, `"${keyword}" cannot stand before "${textAt(line, 1)}"`);
  const applied = reader(state, line);
  return 'refused' in applied ? applied : { state: applied, problems: [] };
}
