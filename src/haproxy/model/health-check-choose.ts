import { since } from '../versions.ts';
import type { Applied } from './health-check-apply.ts';
import { isBuiltin, readBuiltin } from './health-check-builtin.ts';
import { type CheckLine, type Refusal, refuse, textAt } from './health-check-line.ts';
import { addOption } from './health-check-merge.ts';
import { readHttpchk } from './health-check-option.ts';
import { type CheckState, choosing, withOwn } from './health-check-state.ts';

/**
 * Applies an `option` that chooses the kind of check: the last one wins (haproxy v3.4.0 src/cfgparse-listen.c:2392).
 * @param state the section so far
 * @param line the line, or `type ...` of a `healthcheck` section
 * @param bounded whether words too many are refused: not so in a `healthcheck` section
 * @returns the section with it, or why it is refused
 */
export function applyOption(state: CheckState, line: CheckLine, bounded: boolean): Applied | Refusal {
  const type = textAt(line, 1);
  if (type === 'httpchk') return applyHttpchk(state, line, bounded);
  if (type === 'tcp-check' || type === 'external-check') {
    if (bounded && line.words.length > 2) return refuse(line, 2, `"${textAt(line, 2)}" is one word too many`);
    // A program leaves the rules chosen before as they are.
    const chosen = type === 'tcp-check' ? tcpRules(state, line) : state.chosen;
    return { state: choosing(state, type, line.at, chosen), problems: [] };
  }
  if (!isBuiltin(type)) return refuse(line, 1, `"${type}" is no kind of check`);
  const chosen = readBuiltin(line, type, bounded);
  return 'refused' in chosen ? chosen : { state: choosing(state, type, line.at, chosen), problems: [] };
}

function applyHttpchk(state: CheckState, line: CheckLine, bounded: boolean): Applied | Refusal {
  const option = readHttpchk(line, bounded);
  if ('refused' in option) return option;
  const { problems, ...draft } = option;
  const changed = withOwn(state, 'http', { rules: addOption(state.http.rules, draft, line) });
  return { state: choosing(changed, 'httpchk', line.at, changed.http), problems };
}

/** Until 3.3 the option, said again, left inherited rules in force (measured on 3.2.26 and 3.4.7). */
function tcpRules(state: CheckState, { version }: CheckLine) {
  const again = state.chosen?.type === 'tcp-check' && since(version, '2.2') && !since(version, '3.4');
  return again ? state.chosen : state.tcp;
}
