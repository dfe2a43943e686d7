import type { Draft } from './health-check-draft.ts';
import { type CheckLine, literal, type Refusal, refuse, textAt } from './health-check-line.ts';
import { reaches } from './keyword-list.ts';
import { readFormat } from './log-format.ts';
import { isRefusedInChecks } from './sample-in-check.ts';

/**
 * Reads `comment`, `set-var`, `set-var-fmt` and `unset-var` of `http-check` and `tcp-check` (haproxy v3.4.0
 * src/tcpcheck.c:3214, src/vars.c, parse_store). What is set shows only where a rule asks for it, and there it is
 * said not to be known.
 * @param line the line
 * @returns the rule, or why it is refused
 */
export function readAction(line: CheckLine): Draft | Refusal {
  const action = textAt(line, 1);
  if (action === 'comment') {
    if (textAt(line, 2) === '') return refuse(line, 1, 'comment needs a text');
    return other(line, literal(line, 2).text);
  }
  const [, keyword, name] = /^((?:un)?set-var(?:-fmt)?)(?:\((.*)\)$)?/.exec(action) ?? [];
  const isKnown = keyword && keyword !== 'unset-var-fmt' && (keyword !== 'set-var-fmt' || reaches(line.version, '2.5'));
  if (!isKnown) return refuse(line, 1, `"${action}" is nothing that ${textAt(line, 0)} can do`);
  if (name === undefined) return refuse(line, 1, `"${action}" needs the name of a variable in brackets`);
  const problem = nameProblem(name, line) ?? valueProblem(keyword, line);
  return problem ?? other(line, null);
}

function other(line: CheckLine, comment: string | null): Draft {
  return { rule: { action: 'other', at: line.at, comment, step: 0 }, unknown: [] };
}

function nameProblem(name: string, line: CheckLine): Refusal | null {
  const [variable = '', ...conditions] = name.split(',');
  const scopes = `proc|sess|txn|req|res|check${reaches(line.version, '3.1') ? '|psess|ptxn|preq|pres' : ''}`;
  if (!new RegExp(`^(?:${scopes})\\.[\\w.]+$`).test(variable))
    return refuse(line, 1, `"${variable}" is no name of a variable: check.NAME is`);
  const unknown = conditions.find((condition) => !/^if(?:not)?(?:exists|empty|set)$|^if[gl]t$/.test(condition));
  return unknown === undefined ? null : refuse(line, 1, `"${unknown}" is no condition of set-var`);
}

function valueProblem(keyword: string, line: CheckLine): Refusal | null {
  const { text } = literal(line, 2);
  if (keyword === 'set-var-fmt') {
    const parts = readFormat(text, line.version);
    return 'refused' in parts ? refuse(line, 2, parts.refused) : null;
  }
  if (keyword !== 'set-var') return null;
  if (textAt(line, 2) === '') return refuse(line, 1, 'set-var needs a value');
  return isRefusedInChecks(text) ? refuse(line, 2, `"${text}" has no value in a health check`) : null;
}
