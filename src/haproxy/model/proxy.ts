import type { Problem, Section, Statement } from '../syntax/tree.ts';
import { doubted } from './doubt.ts';
import { isCheckStatement, readChecks } from './health-check.ts';
import { explainUnknown, hasKeyword } from './keyword-list.ts';
import { type Draft, lineText, type ProxyLine, refuseLine, type SectionKind } from './proxy-draft.ts';
import { proxyKeywords } from './proxy-keywords.ts';
import { readProxyLine } from './proxy-lines.ts';
import { declare } from './proxy-rule-lines.ts';
import { bareScope, type Scope } from './scope.ts';
import { readServers, type ServerContext } from './server-line.ts';
import type { ProxySection, Server, Unknown } from './types.ts';

/** A section that has been read, its checks left as lines add them up. */
export interface ReadSection {
  scope: Scope;
  own: Pick<ProxySection, 'binds' | 'routes' | 'servers'>;
  datagrams: readonly Server[];
  hidden: readonly Server[];
  problems: Problem[];
}

/**
 * Reads the lines of a `defaults`, `frontend`, `backend` or `listen` section.
 * @param section the section
 * @param name its name
 * @param inherited what its `defaults` hands on
 * @param context version, switches and environment
 * @returns what holds in it, inherited and own
 */
export function readProxySection(
  section: Section,
  name: string,
  inherited: Scope,
  context: ServerContext,
): ReadSection {
  const kind = section.keyword as SectionKind;
  const draft: Draft = {
    kind,
    name,
    context,
    // A backend has no clients to lead on: it inherits no `default_backend`.
    scope: kind === 'backend' ? { ...inherited, defaultBackend: null } : { ...inherited },
    acls: [],
    declared: noNames,
    requestRules: [],
    otherRules: [],
    routes: [],
    binds: [],
    servers: [],
    datagrams: [],
    hidden: [],
    checkLines: [],
    unknown: [],
    problems: [],
  };
  for (const statement of section.lines) {
    // What stands in the same branch as its section holds where the section does.
    if (statement.uncertain !== undefined && statement.uncertain !== section.header.uncertain)
      readUncertain(draft, statement, statement.uncertain);
    else if (isCheckStatement(statement.words)) draft.checkLines.push(statement);
    else readLine(draft, statement);
  }
  return finished(draft, inherited);
}

const noNames = new Set<string>();

function readLine(draft: Draft, statement: Statement): void {
  const { words } = statement;
  const [first] = words;
  if (!first) return;
  const prefixed = first.text === 'no' || first.text === 'default';
  const keyword = (prefixed ? words[1] : first) ?? first;
  const args = words.slice(prefixed ? 2 : 1);
  const line: ProxyLine = { at: statement.at, keyword, args, off: first.text === 'no', statement };
  // Before anything else it has been refused where lines are told apart.
  if (prefixed && !/^(?:option|log)$/.test(keyword.text)) return;
  // `default option` takes an option back to what holds without any line.
  if (first.text === 'default' && keyword.text === 'option') line.off = true;
  const known = proxyKeywords.get(keyword.text);
  if (known && hasKeyword(known, draft.context.version)) {
    readProxyLine(draft, line);
  } else {
    const why = explainUnknown(keyword.text, proxyKeywords, draft.context.version);
    refuseLine(draft, line, keyword, `"${keyword.text}" is no keyword of a ${draft.kind} section${why}`);
  }
}

/** A line in a branch of `.if` of which nobody knows whether it is read. */
function readUncertain(draft: Draft, statement: Statement, condition: string): void {
  const keyword = statement.words[0]?.text ?? '';
  const affects = affectedBy(statement);
  if (affects === null) return;
  const unknown = doubtful(statement, condition, affects);
  if (keyword === 'default-server') {
    const { defaultServer } = draft.scope;
    draft.scope.defaultServer = { ...defaultServer, doubts: [...defaultServer.doubts, unknown] };
  } else if (/^server(?:-template)?$/.test(keyword) && draft.kind !== 'defaults' && draft.kind !== 'frontend') {
    const { servers } = readServers(statement, draft.name, draft.scope.defaultServer, draft.context);
    const possible = servers.map((server) => ({ ...server, unknown: [...server.unknown, unknown] }));
    for (const server of possible) draft.servers.push(server);
    draft.hidden.push(...possible);
  } else {
    if (keyword === 'acl') declare(draft, statement.words[1]);
    draft.unknown.push(unknown);
  }
}

/** Lines that decide neither what is sent nor what comes of it. */
const idle =
  /^(?:backlog|balance|capture|clitcpka-|compression|cookie|declare|description|dynamic-cookie-key|email-alert|error|fullconn|guid|hash-|id$|load-server-state|log|max-keep-alive|max-session|maxconn|persist|rate-limit|server-state-file|srvtcpka-|stats|stick|unique-id)/;

const ofTraffic = /^(?:acl|bind|default_backend|filter|http-|monitor|redirect|tcp-|use-server|use_backend)/;

/** What a line decides; null: nothing. */
function affectedBy({ words }: Statement): Unknown['affects'] | null {
  const keyword = words[0]?.text ?? '';
  if (isCheckStatement(words)) return 'check';
  if (idle.test(keyword)) return null;
  return ofTraffic.test(keyword) ? 'traffic' : 'both';
}

/**
 * What is not known where a line may be read or not.
 * @param statement the line
 * @param condition of the `.if`
 * @param affects what the line decides
 * @returns the entry
 */
export function doubtful(statement: Statement, condition: string, affects: Unknown['affects']): Unknown {
  const because = `it is not known whether "${condition}" holds, under which this line is read`;
  return { ...statement.at, text: lineText(statement), because, affects };
}

function finished(draft: Draft, inherited: Scope): ReadSection {
  const { scope, checkLines, kind, context, problems } = draft;
  if (checkLines.length > 0) {
    const read = readChecks(checkLines, inherited.check, kind, context.version);
    scope.check = read.state;
    const isKnown = draft.unknown.every(({ affects }) => affects !== 'check');
    problems.push(...(isKnown ? read.problems : read.problems.map(doubted)));
    scope.checksOverTls ||= checkLines.some(connectsOverTls);
  }
  scope.acls = joined(inherited.acls, draft.acls);
  scope.requestRules = joined(inherited.requestRules, draft.requestRules);
  scope.otherRules = joined(inherited.otherRules, draft.otherRules);
  scope.unknown = joined(inherited.unknown, draft.unknown);
  const { binds, routes, servers, datagrams, hidden } = draft;
  return { scope: shared(scope, inherited), own: { binds, routes, servers }, datagrams, hidden, problems };
}

const scopeKeys = Object.keys(bareScope) as (keyof Scope)[];

/** Most backends say nothing that changes what they inherit. */
function shared(scope: Scope, inherited: Scope): Scope {
  return scopeKeys.every((key) => scope[key] === inherited[key]) ? inherited : scope;
}

/** Joins without making a list where one will do. */
function joined<T>(first: readonly T[], second: T[]): T[] {
  if (second.length === 0) return first as T[];
  return first.length === 0 ? second : [...first, ...second];
}

function connectsOverTls({ words }: Statement): boolean {
  return words[1]?.text === 'connect' && words.some(({ text }) => text === 'ssl');
}
