import type { Word } from '../syntax/tree.ts';
import { cutCondition, isOpen, undeclared } from './condition.ts';
import { explainUnknown, hasKeyword } from './keyword-list.ts';
import { type Draft, inAnonymous, inDefaults, keep, type ProxyLine, refuseLine, type Wrong } from './proxy-draft.ts';
import { actionName, requestActions } from './proxy-keywords.ts';
import { wrongPlace, wrongRedirect, wrongReply } from './proxy-replies.ts';
import { type Moment, wrongCondition, wrongCriterion, wrongFormat, wrongSample } from './proxy-samples.ts';
import { wrongTcpRequest } from './proxy-tcp-rules.ts';
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
  declare(draft, name);
  if (words.length === 0) return [name, `ACL "${name.text}" has no criterion`];
  if (name.text.toLowerCase() === 'or') return [name, '"or" is a word of conditions and cannot be the name of an ACL'];
  const wrongWord = wrongCriterion(words, draft.context.version);
  if (wrongWord) refuseLine(draft, line, ...wrongWord);
  draft.acls.push({ name: name.text, words, at: line.at });
  return null;
}

/**
 * Lets conditions that follow use an ACL.
 * @param draft the section, which is changed
 * @param name of the ACL; of one that is not known conditions may use any
 */
export function declare(draft: Draft, name: Word | undefined): void {
  if (!name || name.unset) draft.declared = null;
  else if (draft.declared?.size === 0) draft.declared = new Set([name.text]);
  else draft.declared?.add(name.text);
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
  const name = actionName(action?.text ?? '', draft.context.version);
  const known = requestActions.get(name);
  // Lua brings actions of its own.
  if (!action || !(name.startsWith('lua.') || (known && hasKeyword(known, draft.context.version)))) {
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
  const wrong = wrongPlace(draft, action, own) ?? wrongArguments(draft, name, own);
  if (wrong) return wrong;
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
  const { own, condition } = cutCondition(line.args);
  checkCondition(draft, line, condition);
  const wrong = line.keyword.text === 'redirect' ? wrongRedirect(own, draft.context.version) : null;
  return wrong ?? keep(draft, line);
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
  const { keyword, args } = line;
  const ofHttp = keyword.text.startsWith('http-');
  const { own, condition } = cutCondition(args, ofHttp ? 1 + (fixedWords[args[0]?.text ?? ''] ?? 0) : 0);
  checkCondition(draft, line, condition);
  const wrong = keyword.text === 'tcp-request' ? wrongInspection(draft, line, own) : null;
  return wrong ?? keep(draft, line);
}

/** A `tcp-request` rule, and the sample that it sets a variable to. */
function wrongInspection(draft: Draft, line: ProxyLine, [stage, action, ...words]: readonly Word[]): Wrong | null {
  const wrong =
    wrongTcpRequest(draft, line) ?? (action && stage?.text === 'content' ? wrongPlace(draft, action, words) : null);
  if (wrong || !/^set-var\(/.test(action?.text ?? '')) return wrong;
  const when = stage?.text === 'connection' || stage?.text === 'session' ? stage.text : momentOf(draft);
  return wrongSample(words[0], when, draft.context.version);
}

/** Rules in `defaults` are run in whatever inherits them. */
function momentOf({ kind }: Draft): Moment {
  return kind === 'defaults' ? 'listen' : kind;
}

/** The answer, the samples and the texts of an `http-request` rule. */
function wrongArguments(draft: Draft, action: string, own: readonly Word[]): Wrong | null {
  const { version } = draft.context;
  const moment = momentOf(draft);
  if (action === 'redirect') return wrongRedirect(own, version);
  if (action === 'return' || action === 'deny' || action === 'tarpit') return wrongReply(own, version);
  if (action === 'set-var') return wrongSample(own[0], moment, version);
  const isText = fixedWords[action] !== undefined || action === 'set-var-fmt';
  const text = isText ? own.at(-1) : undefined;
  return wrongFormat(text, moment, version);
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
  const word = draft.declared && undeclared(condition, draft.declared);
  const wrong = wrongCondition(condition, draft.context.version);
  if (wrong) refuseLine(draft, line, ...wrong);
  if (word)
    refuseLine(draft, line, word, `no ACL of the name "${word.text.replace(/^!+/, '')}" stands before this line`);
}
