import { readBind } from './binds.ts';
import {
  type Draft,
  hasBackend,
  hasFrontend,
  inDefaults,
  keep,
  type ProxyLine,
  type Reader,
  refuseLine,
  type Wrong,
} from './proxy-draft.ts';
import {
  readAcl,
  readConditional,
  readDefaultBackend,
  readRequestRule,
  readRoute,
  readRule,
} from './proxy-rule-lines.ts';
import {
  readMode,
  readNameHeader,
  readOption,
  readRetries,
  readReuse,
  readSource,
  readSwitch,
  readTimeout,
} from './proxy-setting-lines.ts';
import { readDefaultServer, readServers } from './server-line.ts';

function readServerLine(draft: Draft, line: ProxyLine): Wrong | null {
  if (draft.kind === 'defaults' || !hasBackend(draft))
    return [line.keyword, `"${line.keyword.text}" cannot stand in a ${draft.kind} section`];
  const { servers, problems, datagram, hidden } = readServers(
    line.statement,
    draft.name,
    draft.scope.defaultServer,
    draft.context,
  );
  for (const server of servers) draft.servers.push(server);
  if (datagram) draft.datagrams.push(...servers);
  if (hidden) draft.hidden.push(...servers);
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

function readBindLine(draft: Draft, line: ProxyLine): Wrong | null {
  const misplaced = inDefaults(draft, line);
  if (misplaced) return misplaced;
  const bind = readBind(line.statement);
  if (!bind) return [line.keyword, '"bind" needs an address'];
  if (hasFrontend(draft)) draft.binds.push(bind);
  return null;
}

function readElsewhere(draft: Draft, line: ProxyLine): Wrong | null {
  return inDefaults(draft, line) ?? keep(draft, line);
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
  ['redirect', readConditional],
  ['retries', readRetries],
  ['server', readServerLine],
  ['server-template', readServerLine],
  ['source', readSource],
  ['stick', readElsewhere],
  ['stick-table', readElsewhere],
  ['tcp-request', readRule],
  ['tcp-response', readRule],
  ['timeout', readTimeout],
  ['use-server', readConditional],
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
