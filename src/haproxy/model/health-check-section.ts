import type { Problem, Section } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { type Applied, applyStatement } from './health-check-apply.ts';
import { applyOption } from './health-check-choose.ts';
import { effectiveCheck } from './health-check-effective.ts';
import { type CheckLine, type Refusal, refuse, textAt } from './health-check-line.ts';
import { applyHttpCheck, applyTcpCheck } from './health-check-rule.ts';
import { type CheckState, inheritedFrom, noChecks } from './health-check-state.ts';
import { warned } from './problem.ts';
import type { HealthCheck } from './types.ts';

/**
 * Reads a `healthcheck NAME` section of HAProxy 3.4 and later (haproxy v3.4.0 src/tcpcheck.c:5722-5960). That its name
 * must be the only one of its kind is for those who see all sections.
 * @param section the section
 * @param version the version
 * @returns the check of the servers that name it, and the lines that HAProxy refuses or complains of
 */
export function readHealthcheckSection(
  section: Section,
  version: HaproxyVersion,
): { check: HealthCheck; problems: Problem[] } {
  let state = inheritedFrom(noChecks);
  const problems: Problem[] = [];
  for (const statement of [section.header, ...section.lines]) {
    const of = statement === section.header ? applyHeader : apply;
    const applied = applyStatement(state, statement, version, of);
    state = applied.state;
    problems.push(...applied.problems);
  }
  return ended(state, problems);
}

function applyHeader(state: CheckState, line: CheckLine): Applied | Refusal {
  const name = textAt(line, 1);
  if (name === '') return refuse(line, 0, 'the section needs a name');
  return /^[\w:.-]+$/.test(name) ? { state, problems: [] } : refuse(line, 1, `"${name}" is no name of a section`);
}

function apply(state: CheckState, line: CheckLine): Applied | Refusal {
  const keyword = textAt(line, 0);
  if (keyword === 'type') return typeProblem(state, line) ?? applyOption(state, line, false);
  if (keyword !== 'http-check' && keyword !== 'tcp-check')
    return refuse(line, 0, `"${keyword}" is no keyword of a healthcheck section`);
  const [own, other] =
    keyword === 'http-check' ? (['httpchk', state.tcp] as const) : (['tcp-check', state.http] as const);
  if (state.type !== 'none' && state.type !== own)
    return refuse(line, 0, `a healthcheck of type ${state.type} takes no ${keyword} rules`);
  if (other.rules.length > 0) return refuse(line, 0, 'http-check and tcp-check rules do not go together');
  const applied = keyword === 'http-check' ? applyHttpCheck(state, line) : applyTcpCheck(state, line);
  return 'refused' in applied ? applied : { state: applied, problems: [] };
}

function typeProblem(state: CheckState, line: CheckLine): Refusal | null {
  const type = textAt(line, 1);
  if (type === '') return refuse(line, 0, '"type" needs the kind of check');
  if (state.type !== 'none') return refuse(line, 1, 'a second type');
  if (type === 'external-check') return refuse(line, 1, 'a healthcheck section has no external-check');
  const others = [...(type === 'tcp-check' ? [] : state.tcp.rules), ...(type === 'httpchk' ? [] : state.http.rules)];
  return others.length > 0 ? refuse(line, 1, `the rules before it are not of type ${type}`) : null;
}

/** Without a type HAProxy says that rules are ignored, and runs them all the same (measured on 3.4.7). */
function ended(state: CheckState, problems: Problem[]): { check: HealthCheck; problems: Problem[] } {
  const [rule] = state.type === 'none' ? [...state.tcp.rules, ...state.http.rules] : [];
  if (!rule) return { check: effectiveCheck(state).check, problems };
  const { at } = rule.rule;
  problems.push(warned(at, null, 'the section has rules but no type'));
  const isTcp = state.tcp.rules.length > 0;
  const { check } = effectiveCheck({ ...state, type: isTcp ? 'tcp-check' : 'none', chosen: isTcp ? state.tcp : null });
  const because = 'HAProxy sends bytes of its memory for http-check rules without a type';
  if (!isTcp) check.unknown.push({ ...at, text: 'http-check', because, affects: 'check' });
  return { check, problems };
}
