import { readBind } from './binds.ts';
import { undeclared, cutCondition } from './condition.ts';
import { explainUnknown, hasKeyword, reaches } from './keyword-list.ts';
import { type Draft, doubtLine, hasBackend, hasFrontend, type ProxyLine, refuseLine, warnOfLine } from './proxy-draft.ts';
import { requestActions, timeoutNames } from './proxy-keywords.ts';
import { excludedBy, takesWords, wrongOption } from './proxy-options.ts';
import { checkAddress } from './address.ts';
import { readDefaultServer, readServers } from './server-line.ts';
import { readDuration } from './time.ts';
import type { ConditionWords, ProxyMode } from './types.ts';

type Reader = (draft: Draft, line: ProxyLine) => void;

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

function readServerLine(draft: Draft, line: ProxyLine): void {
  if (draft.kind === 'defaults' || !hasBackend(draft))
    return refuseLine(draft, line, line.keyword, `"${line.keyword.text}" cannot stand in a ${draft.kind} section`);
  const { servers, problems, datagram } = readServers(
    line.statement,
    draft.name,
    draft.scope.defaultServer,
    draft.context,
  );
  for (const server of servers) draft.servers.push(server);
  if (datagram) for (const server of servers) draft.datagrams.add(server);
  draft.problems.push(...problems);
}

function readDefaultServerLine(draft: Draft, line: ProxyLine): void {
  if (!hasBackend(draft))
    return refuseLine(draft, line, line.keyword, '"default-server" cannot stand in a frontend section');
  const { settings, problems } = readDefaultServer(line.statement, draft.scope.defaultServer, draft.context);
  draft.scope.defaultServer = settings;
  draft.problems.push(...problems);
  keep(draft, line);
}

function readMode(draft: Draft, line: ProxyLine): void {
  const [word, excess] = line.args;
  const mode = word && modeOf(word.text, draft);
  if (!mode) return refuseLine(draft, line, word ?? line.keyword, `"${word?.text ?? ''}" is no mode (http, tcp)`);
  if (excess) refuseLine(draft, line, excess, 'one word is all that can stand behind "mode"');
  draft.scope.mode = mode;
  draft.scope.modeWord = word.text;
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

function readTimeout(draft: Draft, line: ProxyLine): void {
  const [name, value, excess] = line.args;
  const known = name && timeoutNames.get(name.text);
  if (!known || !hasKeyword(known, draft.context.version)) {
    const why = explainUnknown(name?.text ?? '', timeoutNames, draft.context.version);
    return refuseLine(draft, line, name ?? line.keyword, `"${name?.text ?? ''}" is no timeout${why}`);
  }
  if (!value) return refuseLine(draft, line, name, `"timeout ${name.text}" needs a duration`);
  const read = readDuration(value.text);
  if (value.unset) return doubtLine(draft, line, 'both');
  if ('error' in read) return refuseLine(draft, line, value, read.error);
  if (excess) refuseLine(draft, line, excess, 'one duration is all that can stand behind a timeout');
  const which = name.text;
  if (which === 'connect' || which === 'check' || which === 'server')
    // 0 is as good as none.
    draft.scope.timeouts = { ...draft.scope.timeouts, [which]: read.ms || null };
}

function readOption(draft: Draft, line: ProxyLine): void {
  const [name, excess] = line.args;
  const wrong = wrongOption(name?.text ?? '', line.off, draft.context.version);
  if (wrong !== null || !name) return refuseLine(draft, line, name ?? line.keyword, wrong ?? '');
  if (excess && !takesWords(name.text))
    refuseLine(draft, line, excess, `nothing can stand behind "option ${name.text}"`);
  const options = new Map(draft.scope.options);
  for (const other of excludedBy(name.text)) options.delete(other);
  if (line.off) options.delete(name.text);
  else options.set(name.text, line.at);
  draft.scope.options = options;
}

function readAcl(draft: Draft, line: ProxyLine): void {
  if (isAnonymous(draft, line)) return;
  const [name, ...words] = line.args;
  const wrong = /[^\w.:-]/.exec(name?.text ?? ' ')?.[0];
  if (!name || (wrong !== undefined && !name.unset))
    return refuseLine(draft, line, name ?? line.keyword, 'an ACL needs a name of letters, digits and . : _ -');
  if (words.length === 0) return refuseLine(draft, line, name, `ACL "${name.text}" has no criterion`);
  if (/^(?:or|if|unless|\|\|)$/.test(name.text)) warnOfLine(draft, line, name, `"${name.text}" is a word of conditions`);
  draft.acls.push({ name: name.text, words, at: line.at });
  draft.declared.add(name.text);
}

function readRequestRule(draft: Draft, line: ProxyLine): void {
  if (isAnonymous(draft, line)) return;
  const [action, ...rest] = line.args;
  const name = action?.text.replace(/\(.*$/s, '') ?? '';
  const known = requestActions.get(name);
  if (!action || !known || !hasKeyword(known, draft.context.version)) {
    const why = explainUnknown(name, requestActions, draft.context.version);
    return refuseLine(draft, line, action ?? line.keyword, `"${name}" is no action of http-request${why}`);
  }
  const fixed = fixedWords[name] ?? 0;
  const { own, condition } = cutCondition(rest, fixed);
  const excess = own[fixed];
  if (own.length < fixed) return refuseLine(draft, line, action, `"${name}" needs ${fixed} argument${fixed > 1 ? 's' : ''}`);
  if (fixed > 0 && excess) refuseLine(draft, line, excess, 'only "if" or "unless" can stand here');
  checkCondition(draft, line, condition);
  draft.requestRules.push({ action: action.text, args: own, condition, at: line.at });
}

function checkCondition(draft: Draft, line: ProxyLine, condition: ConditionWords | null): void {
  const word = condition && undeclared(condition, draft.declared);
  if (word) refuseLine(draft, line, word, `no ACL of the name "${word.text.replace(/^!+/, '')}" stands before this line`);
}

function readRule(draft: Draft, line: ProxyLine): void {
  if (isAnonymous(draft, line)) return;
  checkCondition(draft, line, cutCondition(line.args).condition);
  keep(draft, line);
}

function readRoute(draft: Draft, line: ProxyLine): void {
  if (inDefaults(draft, line)) return;
  const [backend, ...rest] = line.args;
  if (!backend) return refuseLine(draft, line, line.keyword, '"use_backend" needs the name of a backend');
  const { own, condition } = cutCondition(rest);
  if (own[0]) return refuseLine(draft, line, own[0], 'only "if" or "unless" can stand here');
  checkCondition(draft, line, condition);
  draft.routes.push({ backend, condition, at: line.at });
}

function readDefaultBackend(draft: Draft, line: ProxyLine): void {
  const [name, excess] = line.args;
  if (!name) return refuseLine(draft, line, line.keyword, '"default_backend" needs the name of a backend');
  if (excess) refuseLine(draft, line, excess, 'one name is all that can stand behind "default_backend"');
  draft.scope.defaultBackend = { name, at: line.at };
}

function readBindLine(draft: Draft, line: ProxyLine): void {
  if (inDefaults(draft, line)) return;
  const bind = readBind(line.statement);
  if (!bind) return refuseLine(draft, line, line.keyword, '"bind" needs an address');
  if (hasFrontend(draft)) draft.binds.push(bind);
}

function readNameHeader(draft: Draft, line: ProxyLine): void {
  const [name] = line.args;
  if (!name) return refuseLine(draft, line, line.keyword, 'the name of a header is missing');
  const reserved = /^(?:host|content-length|transfer-encoding|connection)$/i.test(name.text);
  if (reserved && reaches(draft.context.version, '3.4'))
    return refuseLine(draft, line, name, `HAProxy does not overwrite the header ${name.text} this way`);
  if (name.unset) doubtLine(draft, line, 'traffic');
  else draft.scope.httpSendNameHeader = { name: name.text.toLowerCase(), at: line.at };
}

function readSource(draft: Draft, line: ProxyLine): void {
  const [address, ...rest] = line.args;
  const wrong = address ? checkAddress(address.text, draft.context.version, {}) : 'an address is missing';
  if (wrong !== null) return refuseLine(draft, line, address ?? line.keyword, `"source": ${wrong}`);
  for (let i = 0; i < rest.length; i += 2) {
    const keyword = rest[i];
    if (!keyword) break;
    if (!/^(?:usesrc|interface)$/.test(keyword.text))
      return refuseLine(draft, line, keyword, 'only "usesrc" and "interface" can stand here');
    if (!rest[i + 1]) return refuseLine(draft, line, keyword, `"${keyword.text}" needs an argument`);
  }
  draft.scope.source = { words: line.statement.words, at: line.at };
}

function readSwitch(draft: Draft, line: ProxyLine): void {
  if (line.args[0]) refuseLine(draft, line, line.args[0], `nothing can stand behind "${line.keyword.text}"`);
  draft.scope.disabled = line.keyword.text === 'disabled';
  keep(draft, line);
}

function readElsewhere(draft: Draft, line: ProxyLine): void {
  if (!inDefaults(draft, line)) keep(draft, line);
}

/** Keeps a line for those who look for it. */
function keep(draft: Draft, { keyword, args, at }: ProxyLine): void {
  draft.otherRules.push({ keyword: keyword.text, words: args, at });
}

function inDefaults(draft: Draft, line: ProxyLine): boolean {
  if (draft.kind !== 'defaults') return false;
  refuseLine(draft, line, line.keyword, `"${line.keyword.text}" cannot stand in a defaults section`);
  return true;
}

/** Rules and ACLs stand in `defaults` that have a name, from 2.5 on. */
function isAnonymous(draft: Draft, line: ProxyLine): boolean {
  if (draft.kind !== 'defaults' || (draft.name !== '' && reaches(draft.context.version, '2.5'))) return false;
  const why = reaches(draft.context.version, '2.5') ? ' without a name' : '';
  refuseLine(draft, line, line.keyword, `"${line.keyword.text}" cannot stand in a defaults section${why}`);
  return true;
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['acl', readAcl],
  ['bind', readBindLine],
  ['default-server', readDefaultServerLine],
  ['default_backend', readDefaultBackend],
  ['description', readElsewhere],
  ['disabled', readSwitch],
  ['dispatch', readElsewhere],
  ['enabled', readSwitch],
  ['force-persist', readElsewhere],
  ['http-after-response', readRule],
  ['http-request', readRequestRule],
  ['http-response', readRule],
  ['http-send-name-header', readNameHeader],
  ['id', readElsewhere],
  ['ignore-persist', readElsewhere],
  ['mode', readMode],
  ['monitor', readElsewhere],
  ['option', readOption],
  ['redirect', readElsewhere],
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
export function readProxyLine(draft: Draft, line: ProxyLine): void {
  (readers.get(line.keyword.text) ?? keep)(draft, line);
}
