import type { Word } from '../syntax/tree.ts';
import { checkAddress } from './address.ts';
import { readBind } from './binds.ts';
import { cutCondition, undeclared } from './condition.ts';
import { explainUnknown, hasKeyword, reaches } from './keyword-list.ts';
import {
  type Draft,
  doubtLine,
  hasBackend,
  hasFrontend,
  type ProxyLine,
  refuseLine,
  warnOfLine,
} from './proxy-draft.ts';
import { requestActions, timeoutNames } from './proxy-keywords.ts';
import { excludedBy, takesWords, wrongOption } from './proxy-options.ts';
import { readDefaultServer, readServers } from './server-line.ts';
import { readDuration } from './time.ts';
import type { ConditionWords, ProxyMode } from './types.ts';

/** The word that is wrong, null for the line, and why. */
type Wrong = readonly [Word | null, string];

/** Reads a line into the draft; says why HAProxy refuses it, else null. */
type Reader = (draft: Draft, line: ProxyLine) => Wrong | null;

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

function readServerLine(draft: Draft, line: ProxyLine): Wrong | null {
  if (draft.kind === 'defaults' || !hasBackend(draft))
    return [line.keyword, `"${line.keyword.text}" cannot stand in a ${draft.kind} section`];
  const { servers, problems, datagram } = readServers(
    line.statement,
    draft.name,
    draft.scope.defaultServer,
    draft.context,
  );
  for (const server of servers) draft.servers.push(server);
  if (datagram) for (const server of servers) draft.datagrams.add(server);
  draft.problems.push(...problems);
  return null;
}

function readDefaultServerLine(draft: Draft, line: ProxyLine): Wrong | null {
  if (!hasBackend(draft)) return [line.keyword, '"default-server" cannot stand in a frontend section'];
  const { settings, problems } = readDefaultServer(line.statement, draft.scope.defaultServer, draft.context);
  draft.scope.defaultServer = settings;
  draft.problems.push(...problems);
  keep(draft, line);
  return null;
}

function readMode(draft: Draft, line: ProxyLine): Wrong | null {
  const [word, excess] = line.args;
  const mode = word && modeOf(word.text, draft);
  if (!mode) return [word ?? line.keyword, `"${word?.text ?? ''}" is no mode (http, tcp)`];
  if (excess) refuseLine(draft, line, excess, 'one word is all that can stand behind "mode"');
  draft.scope.mode = mode;
  draft.scope.modeWord = word.text;
  return null;
}

function modeOf(text: string, draft: Draft): ProxyMode | null {
  const { version } = draft.context;
  if (text === 'http' || text === 'tcp') return text;
  if (text === 'health') return reaches(version, '2.3') ? null : 'other';
  if (text === 'log') return hasBackend(draft) && reaches(version, '2.9') ? 'other' : null;
  if (text === 'spop') return hasBackend(draft) && reaches(version, '3.1') ? 'other' : null;
  if (text === 'haterm') return hasFrontend(draft) && reaches(version, '3.4') ? 'http' : null;
  return null;
}

function readTimeout(draft: Draft, line: ProxyLine): Wrong | null {
  const [name, value, excess] = line.args;
  const known = name && timeoutNames.get(name.text);
  if (!known || !hasKeyword(known, draft.context.version)) {
    const why = explainUnknown(name?.text ?? '', timeoutNames, draft.context.version);
    return [name ?? line.keyword, `"${name?.text ?? ''}" is no timeout${why}`];
  }
  if (!value) return [name, `"timeout ${name.text}" needs a duration`];
  const read = readDuration(value.text);
  if (value.unset) {
    doubtLine(draft, line, 'both');
    return null;
  }
  if ('error' in read) return [value, read.error];
  if (excess) refuseLine(draft, line, excess, 'one duration is all that can stand behind a timeout');
  const which = name.text;
  if (which === 'connect' || which === 'check' || which === 'server')
    // 0 is as good as none.
    draft.scope.timeouts = { ...draft.scope.timeouts, [which]: read.ms || null };
  return null;
}

function readOption(draft: Draft, line: ProxyLine): Wrong | null {
  const [name, excess] = line.args;
  const wrong = wrongOption(name?.text ?? '', line.off, draft.context.version);
  if (wrong !== null || !name) return [name ?? line.keyword, wrong ?? ''];
  if (excess && !takesWords(name.text))
    refuseLine(draft, line, excess, `nothing can stand behind "option ${name.text}"`);
  const options = new Map(draft.scope.options);
  for (const other of excludedBy(name.text)) options.delete(other);
  if (line.off) options.delete(name.text);
  else options.set(name.text, line.at);
  draft.scope.options = options;
  return null;
}

function readAcl(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inAnonymous(draft, line);
  if (misplaced) return misplaced;
  const [name, ...words] = line.args;
  const wrong = /[^\w.:-]/.exec(name?.text ?? ' ')?.[0];
  if (!name || (wrong !== undefined && !name.unset))
    return [name ?? line.keyword, 'an ACL needs a name of letters, digits and . : _ -'];
  if (words.length === 0) return [name, `ACL "${name.text}" has no criterion`];
  if (/^(?:or|if|unless|\|\|)$/.test(name.text))
    warnOfLine(draft, line, name, `"${name.text}" is a word of conditions`);
  draft.acls.push({ name: name.text, words, at: line.at });
  draft.declared.add(name.text);
  return null;
}

function readRequestRule(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inAnonymous(draft, line);
  if (misplaced) return misplaced;
  const [action, ...rest] = line.args;
  const name = action?.text.replace(/\(.*$/s, '') ?? '';
  const known = requestActions.get(name);
  if (!action || !known || !hasKeyword(known, draft.context.version)) {
    const why = explainUnknown(name, requestActions, draft.context.version);
    return [action ?? line.keyword, `"${name}" is no action of http-request${why}`];
  }
  const fixed = fixedWords[name] ?? 0;
  const { own, condition } = cutCondition(rest, fixed);
  const excess = own[fixed];
  if (own.length < fixed) return [action, `"${name}" needs ${fixed} argument${fixed > 1 ? 's' : ''}`];
  if (fixed > 0 && excess) refuseLine(draft, line, excess, 'only "if" or "unless" can stand here');
  checkCondition(draft, line, condition);
  draft.requestRules.push({ action: action.text, args: own, condition, at: line.at });
  return null;
}

function checkCondition(draft: Draft, line: ProxyLine, condition: ConditionWords | null): void {
  const word = condition && undeclared(condition, draft.declared);
  if (word)
    refuseLine(draft, line, word, `no ACL of the name "${word.text.replace(/^!+/, '')}" stands before this line`);
}

function readRule(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inAnonymous(draft, line);
  if (misplaced) return misplaced;
  checkCondition(draft, line, cutCondition(line.args).condition);
  keep(draft, line);
  return null;
}

function readRoute(draft: Draft, line: ProxyLine): Wrong | null {
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

function readDefaultBackend(draft: Draft, line: ProxyLine): Wrong | null {
  const [name, excess] = line.args;
  if (!name) return [line.keyword, '"default_backend" needs the name of a backend'];
  if (excess) refuseLine(draft, line, excess, 'one name is all that can stand behind "default_backend"');
  draft.scope.defaultBackend = { name, at: line.at };
  return null;
}

function readBindLine(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inDefaults(draft, line);
  if (misplaced) return misplaced;
  const bind = readBind(line.statement);
  if (!bind) return [line.keyword, '"bind" needs an address'];
  if (hasFrontend(draft)) draft.binds.push(bind);
  return null;
}

function readNameHeader(draft: Draft, line: ProxyLine): Wrong | null {
  const [name] = line.args;
  if (!name) return [line.keyword, 'the name of a header is missing'];
  const reserved = /^(?:host|content-length|transfer-encoding|connection)$/i.test(name.text);
  if (reserved && reaches(draft.context.version, '3.4'))
    return [name, `HAProxy does not overwrite the header ${name.text} this way`];
  if (name.unset) doubtLine(draft, line, 'traffic');
  else draft.scope.httpSendNameHeader = { name: name.text.toLowerCase(), at: line.at };
  return null;
}

function readSource(draft: Draft, line: ProxyLine): Wrong | null {
  const [address, ...rest] = line.args;
  const wrong = address ? checkAddress(address.text, draft.context.version, {}) : 'an address is missing';
  if (wrong !== null) return [address ?? line.keyword, `"source": ${wrong}`];
  for (let i = 0; i < rest.length; i += 2) {
    const keyword = rest[i];
    if (!keyword) break;
    if (!/^(?:usesrc|interface)$/.test(keyword.text)) return [keyword, 'only "usesrc" and "interface" can stand here'];
    if (!rest[i + 1]) return [keyword, `"${keyword.text}" needs an argument`];
  }
  draft.scope.source = { words: line.statement.words, at: line.at };
  return null;
}

function readSwitch(draft: Draft, line: ProxyLine): Wrong | null {
  if (line.args[0]) refuseLine(draft, line, line.args[0], `nothing can stand behind "${line.keyword.text}"`);
  draft.scope.disabled = line.keyword.text === 'disabled';
  keep(draft, line);
  return null;
}

function readRetries(draft: Draft, line: ProxyLine): Wrong | null {
  const [count, excess] = line.args;
  if (!count || excess) return [excess ?? line.keyword, '"retries" takes one number'];
  keep(draft, line);
  return null;
}

function readReuse(draft: Draft, line: ProxyLine): Wrong | null {
  const [how, excess] = line.args;
  if (!how || excess || !/^(?:never|safe|aggressive|always)$/.test(how.text))
    return [excess ?? how ?? line.keyword, '"http-reuse" is never, safe, aggressive or always'];
  keep(draft, line);
  return null;
}

function readElsewhere(draft: Draft, line: ProxyLine): Wrong | null {
  return inDefaults(draft, line) ?? keep(draft, line);
}

/** Keeps a line for those who look for it. */
function keep(draft: Draft, { keyword, args, at }: ProxyLine): null {
  draft.otherRules.push({ keyword: keyword.text, words: args, at });
  return null;
}

function inDefaults(draft: Draft, { keyword }: ProxyLine): Wrong | null {
  return draft.kind === 'defaults' ? [keyword, `"${keyword.text}" cannot stand in a defaults section`] : null;
}

/** Rules and ACLs stand in `defaults` that have a name, from 2.5 on. */
function inAnonymous({ kind, name, context }: Draft, { keyword }: ProxyLine): Wrong | null {
  const allowed = reaches(context.version, '2.5');
  if (kind !== 'defaults' || (name !== '' && allowed)) return null;
  return [keyword, `"${keyword.text}" cannot stand in a defaults section${allowed ? ' without a name' : ''}`];
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['acl', readAcl],
  ['bind', readBindLine],
  ['capture', readElsewhere],
  ['default-server', readDefaultServerLine],
  ['default_backend', readDefaultBackend],
  ['description', readElsewhere],
  ['disabled', readSwitch],
  ['dispatch', readElsewhere],
  ['enabled', readSwitch],
  ['filter', readElsewhere],
  ['force-persist', readElsewhere],
  ['http-after-response', readRule],
  ['http-request', readRequestRule],
  ['http-response', readRule],
  ['http-reuse', readReuse],
  ['http-send-name-header', readNameHeader],
  ['id', readElsewhere],
  ['ignore-persist', readElsewhere],
  ['mode', readMode],
  ['monitor', readElsewhere],
  ['option', readOption],
  ['redirect', readElsewhere],
  ['retries', readRetries],
  ['server', readServerLine],
  ['server-template', readServerLine],
  ['source', readSource],
  ['stick', readElsewhere],
  ['stick-table', readElsewhere],
  ['tcp-request', readRule],
  ['tcp-response', readRule],
  ['timeout', readTimeout],
  ['use-server', readElsewhere],
  ['use_backend', readRoute],
]);

/**
 * Reads one line of a section that a version knows the keyword of. Keywords that decide nothing here are kept as they are.
 * @param draft the section, which is changed
 * @param line the line
 */
export function readProxyLine(draft: Draft, line: ProxyLine): Wrong | null {
  const wrong = (readers.get(line.keyword.text) ?? keep)(draft, line);
  if (wrong) refuseLine(draft, line, ...wrong);
  return null;
}
