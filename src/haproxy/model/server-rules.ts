import type { Problem, Word } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { checkPortMissing } from './check-port.ts';
import type { GlobalDraft } from './globals.ts';
import { reaches } from './keyword-list.ts';
import { refused, warned } from './problem.ts';
import type { Wrong } from './proxy-draft.ts';
import type { Proxies } from './proxy-rules.ts';
import { wrongExpression } from './server-expression.ts';
import { serverTlsProblem } from './server-tls-rules.ts';
import type { Tracks } from './track.ts';
import type { HealthCheck, ProxySection, Server, Setting } from './types.ts';

/** What a server is judged against. */
export interface ServerSurroundings {
  found: Proxies;
  globals: GlobalDraft;
  version: HaproxyVersion;
  tracks: Tracks;
}

/**
 * What HAProxy refuses of servers once it has read everything (haproxy v3.4.0 src/proxy.c:2500-2925, src/server.c:3965,
 * src/check.c:1792).
 * @param proxy whose servers
 * @param surroundings all that was read
 * @param problems are added to
 */
export function serverProblems(proxy: ProxySection, surroundings: ServerSurroundings, problems: Problem[]): void {
  if (proxy.servers.length > 1) sameTwice(proxy.servers, surroundings.version, problems);
  for (const server of proxy.servers) {
    const why = wrongServer(proxy, server, surroundings);
    if (why) problems.push(refused(server.at, why[0], why[1]));
  }
}

function sameTwice(servers: readonly Server[], version: HaproxyVersion, problems: Problem[]): void {
  const names = new Map<string, Server>();
  const ids = new Map<number, Server>();
  for (const server of servers) {
    const twice = names.get(server.name);
    if (twice) problems.push(...sameName(server, twice, version));
    else names.set(server.name, server);
    problems.push(...sameId(server, ids));
  }
}

/**
 * What HAProxy refuses of a server as soon as it has read its line (haproxy v3.4.0 src/server.c, `_srv_parse_finalize`).
 * @param server the server
 * @param version the version
 * @returns the word that is wrong, null for the line, and why; null: nothing is
 */
export function wrongLine(server: Server, version: HaproxyVersion): Wrong | null {
  return (
    wrongTogether(server) ??
    wrongSample(server.settings.get('sni'), version) ??
    wrongSample(server.settings.get('pool-conn-name'), version)
  );
}

function wrongServer(proxy: ProxySection, server: Server, surroundings: ServerSurroundings): Wrong | null {
  const { settings } = server;
  const own = ownCheck(server, surroundings);
  return (
    own ??
    wrongAddress(proxy, server, surroundings) ??
    wrongProtocol(proxy, server, surroundings) ??
    plain(serverTlsProblem(proxy, server, surroundings)) ??
    plain(settings.has('track') ? surroundings.tracks.wrong(proxy, server) : null) ??
    plain(settings.has('check') ? checkPortMissing(server.ownCheck ?? proxy.check, server) : null)
  );
}

function plain(message: string | null): Wrong | null {
  return message === null ? null : [null, message];
}

/** The argument to point at, where it stands on the server's own line. */
function pointed(setting: Setting | undefined): Word | null {
  return setting && !setting.inherited ? (setting.args[0] ?? null) : null;
}

/** Puts the `healthcheck` section in that the server names. */
function ownCheck(server: Server, { found }: ServerSurroundings): Wrong | null {
  const setting = server.settings.get('healthcheck');
  const word = setting?.args[0];
  if (!word || word.unset) return null;
  server.ownCheck = found.healthchecks.get(word.text) ?? null;
  return server.ownCheck === null && !found.hasMore
    ? [pointed(setting), `there is no healthcheck section of the name "${word.text}"`]
    : null;
}

function wrongAddress(proxy: ProxySection, server: Server, { found, version }: ServerSurroundings): Wrong | null {
  const { address, settings } = server;
  if (found.datagrams.has(server) && (proxy.mode !== 'other' || !reaches(version, '2.9')))
    return [null, `in mode ${proxy.mode} a server needs an address of a stream`];
  const resolvers = settings.get('resolvers');
  const section = resolvers?.args[0]?.text ?? '';
  const implied = section === 'default' && reaches(version, '2.6');
  if (resolvers && !resolvers.args[0]?.unset && !implied && !found.hasMore && !found.resolvers.has(section))
    return [pointed(resolvers), `there is no resolvers section of the name "${section}"`];
  if (address.kind !== 'name' || startsWithout(settings.get('init-addr')?.args[0]?.text ?? '')) return null;
  const { name, family } = address;
  if (/[^\w.-]/.test(name) || (family === 6 && /^\d+(?:\.\d+){3}$/.test(name)))
    return [null, `"${name}" is neither ${family ? `an IPv${family} address` : 'an address'} nor a name`];
  if (name.startsWith('_') && !resolvers) return [null, `"${name}" needs "resolvers": it is no host`];
  return null;
}

/** Whether `init-addr` lets a server start without its name being resolved. */
function startsWithout(methods: string): boolean {
  return /(?:^|,)(?:none|\d[\d.]*|[^,]*:[^,]*)(?:,|$)/.test(methods);
}

function wrongTogether({ settings }: Server): Wrong | null {
  const track = settings.get('track');
  if (track && settings.has('check')) return [null, '"check" and "track" exclude each other'];
  const state = settings.get('init-state');
  if (track && state && state.args[0]?.text !== 'none') return [null, '"init-state" and "track" exclude each other'];
  const port = settings.get('agent-port') ?? settings.get('port');
  if (settings.has('agent-check') && !port?.args[0]?.unset && !(Number(port?.args[0]?.text) > 0))
    return [null, '"agent-check" needs "agent-port"'];
  return null;
}

function wrongSample(setting: Setting | undefined, version: HaproxyVersion): Wrong | null {
  const word = setting?.args[0];
  const why = word && !word.unset ? wrongExpression(word.text, version) : null;
  return word && why !== null ? [pointed(setting), `"${setting.keyword}": ${why}`] : null;
}

const modeOfMux: Readonly<Record<string, string>> = {
  h1: 'http',
  h2: 'http',
  fcgi: 'http',
  qmux: 'http',
  none: 'tcp',
  spop: 'spop',
};

const isExperimental = 'it is experimental: it needs "expose-experimental-directives" in the global section';

function wrongProtocol(proxy: ProxySection, server: Server, surroundings: ServerSurroundings): Wrong | null {
  const { found, globals, version } = surroundings;
  const mode = found.scopes.get(proxy)?.modeWord ?? proxy.mode;
  const mux = server.settings.get('proto')?.args[0];
  const isQuic = server.address.kind === 'other' && server.address.text.startsWith('quic') && reaches(version, '3.3');
  const wantedMode = mux?.text === 'quic' && isQuic ? 'http' : modeOfMux[mux?.text ?? ''];
  if (mux && !mux.unset && wantedMode !== (mode === 'haterm' ? 'http' : mode))
    return [pointed(server.settings.get('proto')), `"proto ${mux.text}" cannot be used in mode ${mode}`];
  if (mux?.text === 'qmux' && !globals.experimental) return [pointed(server.settings.get('proto')), isExperimental];
  const alpn = server.settings.get('alpn')?.args[0];
  const overTcp = !mux && mode === 'http' && reaches(version, '3.4') && !globals.experimental;
  if (overTcp && alpn?.text.split(',').includes('h3'))
    return [
      pointed(server.settings.get('alpn')),
      '"h3" over TCP is experimental: it needs "expose-experimental-directives" in the global section',
    ];
  if (mux?.text === 'fcgi' && !proxy.otherRules.some(({ keyword }) => keyword === 'use-fcgi-app'))
    return [pointed(server.settings.get('proto')), '"proto fcgi" needs "use-fcgi-app" in its backend'];
  if (mode !== 'http' && server.address.kind === 'other' && server.address.text.startsWith('rhttp@'))
    return [null, 'a server at the other end of "rhttp@" needs mode http'];
  if (mode === 'tcp' && server.settings.has('redir')) return [null, '"redir" needs mode http'];
  const ofCheck = server.settings.get('check-proto')?.args[0];
  if (!ofCheck || ofCheck.unset || !server.settings.has('check')) return null;
  const wanted = modeOfCheck(server.ownCheck ?? proxy.check);
  const given = modeOfMux[ofCheck.text] ?? 'http';
  return given === wanted ? null : [ofCheck, `"check-proto ${ofCheck.text}" does not go with this kind of check`];
}

function modeOfCheck({ type }: HealthCheck): string {
  if (type === 'spop-check') return 'spop';
  return type === 'httpchk' ? 'http' : 'tcp';
}

function sameName(server: Server, other: Server, version: HaproxyVersion): Problem[] {
  const message = `another server has the name "${server.name}", at line ${other.at.line}`;
  // Up to 3.2 a server with an id of its own may share a name.
  if (reaches(version, '3.3') || !(server.settings.has('id') || other.settings.has('id')))
    return [refused(server.at, null, message)];
  return [warned(server.at, null, message)];
}

function sameId(server: Server, ids: Map<number, Server>): Problem[] {
  const word = server.settings.get('id')?.args[0];
  const id = Number(word?.text);
  if (!word || word.unset || !(id > 0)) return [];
  const other = ids.get(id);
  if (other) return [refused(server.at, word, `server "${other.name}" has the id ${id} already`)];
  ids.set(id, server);
  return [];
}
