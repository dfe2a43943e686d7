import { cutCondition, isOpen, undeclared } from './condition.ts';
import { explainUnknown, hasKeyword } from './keyword-list.ts';
import { type Draft, inAnonymous, inDefaults, keep, type ProxyLine, refuseLine, type Wrong } from './proxy-draft.ts';
import { requestActions } from './proxy-keywords.ts';
import type { ConditionWords } from './types.ts';

/** Words behind an action that belong to it whatever they say. */
const fixedWords: Readonly<Record<string, number>> = {
  'add-header': 2,
  'replace-header': 3,
  'replace-path': 2,
  'replace-pathq': 2,
  'replace-uri': 2,
  'replace-value': 3,
  'set-header': 2,
  'set-method': 1,
  'set-path': 1,
  'set-pathq': 1,
  'set-query': 1,
  'set-uri': 1,
};

/**
 * Reads `acl` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readAcl(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inAnonymous(draft, line);
  if (misplaced) return misplaced;
  const [name, ...words] = line.args;
  const wrong = /[^\w.:-]/.exec(name?.text ?? ' ')?.[0];
  if (!name || (wrong !== undefined && !name.unset))
    return [name ?? line.keyword, 'an ACL needs a name of letters, digits and . : _ -'];
  if (words.length === 0) return [name, `ACL "${name.text}" has no criterion`];
  if (name.text.toLowerCase() === 'or') return [name, '"or" is a word of conditions and cannot be the name of an ACL'];
  draft.acls.push({ name: name.text, words, at: line.at });
  if (draft.acls.length === 1) draft.declared = new Set();
  (draft.declared as Set<string>).add(name.text);
  return null;
}

/**
 * Reads `http-request` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readRequestRule(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inAnonymous(draft, line);
  if (misplaced) return misplaced;
  const [action, ...rest] = line.args;
  const name = action?.text.replace(/\(.*$/s, '') ?? '';
  const known = requestActions.get(name);
  if (!action || !known || !hasKeyword(known, draft.context.version)) {
    const why = explainUnknown(name, requestActions, draft.context.version);
    return [action ?? line.keyword, `"${name}" is no action of http-request${why}`];
  }
  if (name === 'normalize-uri' && !draft.context.experimental)
    return [action, 'it is experimental: it needs "expose-experimental-directives" in the global section'];
  const fixed = fixedWords[name] ?? 0;
  const { own, condition } = cutCondition(rest, fixed);
  const excess = own[fixed];
  if (own.length < fixed) return [action, `"${name}" needs ${fixed} argument${fixed > 1 ? 's' : ''}`];
  if (fixed > 0 && excess) refuseLine(draft, line, excess, 'only "if" or "unless" can stand here');
  checkCondition(draft, line, condition);
  draft.requestRules.push({ action: action.text, args: own, condition, at: line.at });
  return null;
}

/**
 * Reads `redirect` and `use-server` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readConditional(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inDefaults(draft, line);
  if (misplaced) return misplaced;
  checkCondition(draft, line, cutCondition(line.args).condition);
  return keep(draft, line);
}

/**
 * Reads `http-response`, `http-after-response`, `tcp-request`, `tcp-response` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readRule(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inAnonymous(draft, line);
  if (misplaced) return misplaced;
  checkCondition(draft, line, cutCondition(line.args).condition);
  return keep(draft, line);
}

/**
 * Reads `use_backend` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readRoute(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inDefaults(draft, line);
  if (misplaced) return misplaced;
  const [backend, ...rest] = line.args;
  if (!backend) return [line.keyword, '"use_backend" needs the name of a backend'];
  const { own, condition } = cutCondition(rest);
  if (own[0]) return [own[0], 'only "if" or "unless" can stand here'];
  checkCondition(draft, line, condition);
  draft.routes.push({ backend, condition, at: line.at });
  return null;
}

/**
 * Reads `default_backend` (HAProxy manual, by that name).
 * @param draft the section, which is changed
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function readDefaultBackend(draft: Draft, line: ProxyLine): Wrong | null {
  const [name, excess] = line.args;
  if (!name) return [line.keyword, '"default_backend" needs the name of a backend'];
  if (excess) refuseLine(draft, line, excess, 'one name is all that can stand behind "default_backend"');
  draft.scope.defaultBackend = { name, at: line.at };
  return null;
}

function checkCondition(draft: Draft, line: ProxyLine, condition: ConditionWords | null): void {
  if (!condition) return;
  if (isOpen(condition))
    refuseLine(draft, line, null, 'a "{" of the condition is not closed: "}" is a word of its own');
  const word = undeclared(condition, draft.declared);
  if (word)
    refuseLine(draft, line, word, `no ACL of the name "${word.text.replace(/^!+/, '')}" stands before this line`);
}
