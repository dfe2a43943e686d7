import type { Problem } from '../syntax/tree.ts';
import { type CheckLine, literal, type Refusal, refuse, textAt } from './health-check-line.ts';
import type { CheckState } from './health-check-state.ts';
import { refused, warned } from './problem.ts';

/**
 * Applies an `external-check` line (haproxy v3.4.0 src/extcheck.c:636).
 * @param state the section so far
 * @param line the line
 * @returns the section with it, or why it is refused
 */
export function applyProgram(state: CheckState, line: CheckLine): CheckState | Refusal {
  const keyword = textAt(line, 1);
  if (keyword !== 'command' && keyword !== 'path')
    return refuse(line, 1, 'external-check takes "command" or "path" and what it is');
  if (textAt(line, 2) === '') return refuse(line, 1, `"${keyword}" needs an argument`);
  if (line.words.length > 3) return refuse(line, 3, `"${textAt(line, 3)}" is one word too many`);
  const { at } = line;
  const program = keyword === 'path' ? { path: at } : { command: { text: literal(line, 2).text, at } };
  return { ...state, program: { ...state.program, ...program } };
}

/**
 * What HAProxy says of a proxy's program once it has read all of it (haproxy v3.4.0 src/proxy.c:1911-1970). That
 * `option external-check` needs `external-check` in the global section too is for those who know that section.
 * @param state the proxy
 * @returns the problems
 */
export function programProblems({ type, at, program: { command, path } }: CheckState): Problem[] {
  const problems: Problem[] = [];
  const wanted = type === 'external-check';
  if (wanted && at && !command)
    problems.push(refused(at, null, 'option external-check needs "external-check command"'));
  if (command && !wanted)
    problems.push(warned(command.at, null, 'the program is ignored: it needs option external-check'));
  if (command && !command.text.startsWith('/') && !path)
    problems.push(
      refused(command.at, null, `"${command.text}" does not begin with / and "external-check path" is not set`),
    );
  return problems;
}
