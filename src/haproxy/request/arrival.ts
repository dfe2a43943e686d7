import type { TrafficOutcome } from '../../types.ts';
import { type HaproxyVersion, since } from '../versions.ts';
import type { Client } from './client.ts';
import { sameName } from './header-values.ts';
import { uriParts } from './uri.ts';

/** A request as HAProxy has read it, before any rule. */
export interface Arrived {
  uri: string;
  headers: [name: string, value: string][];
  /** It is no request that HAProxy takes; null: it is. */
  refused: TrafficOutcome | null;
}

/**
 * Reads a client's request as HAProxy does (haproxy v3.4.0 src/h1.c:164 and 1030, src/http_htx.c:1838; measured): several
 * Hosts are one where they agree and hold nothing strange, an absolute URI must agree with the Host, and both lose the port that goes without
 * saying. A Host beside a path stays as it is, port included.
 * @param client the request
 * @param version one release
 * @returns what the first rule finds
 */
export function arrival(client: Client, version: HaproxyVersion): Arrived {
  const hosts = client.headers.filter(([name]) => sameName(name, 'host'));
  const host = hosts[0];
  const others = client.headers.filter((header) => header === host || !sameName(header[0], 'host'));
  const { uri, authority } = absolute(client, version);
  const disagree =
    hosts.some(([, value]) => !sameName(value, host?.[1] ?? '')) ||
    (authority !== null && host !== undefined && !isSameHost(client.path, host[1]));
  const strange = hosts.some(([, value]) => since(version, '2.8') && !isHost(value));
  const normal = authority !== null && uri !== client.path;
  const headers = others.map((header): [string, string] =>
    normal && header === host ? [header[0], authority] : header,
  );
  return {
    uri,
    headers: headers.flatMap(withoutHops),
    refused: disagree || strange ? { status: 400, termination: 'PR--' } : null,
  };
}

/** What may stand in a Host, an address being the only thing in brackets (haproxy v3.4.0 include/haproxy/http.h:247). */
function isHost(value: string): boolean {
  const host = value.trim();
  return /^(?:\[[^,#/?@[\\\]]*\](?::[^,#/?@[\\\]]*)?|[^,#/?@[\\\]]*)$/.test(host) && /^[\x21-\x7e]*$/.test(host);
}

/** The URI and its authority as HAProxy writes them down; authority null: the URI is a path. */
function absolute({ method, path }: Client, version: HaproxyVersion): { uri: string; authority: string | null } {
  const { scheme, authority, pathAndQuery, pathStart } = uriParts(path);
  if (scheme === '') return { uri: path, authority: null };
  const bare = withoutDefaultPort(authority, scheme);
  const before = path.slice(0, pathStart - authority.length);
  const added = pathAndQuery === null && method !== 'OPTIONS' && since(version, '2.8') ? '/' : '';
  return { uri: before + bare + path.slice(pathStart) + added, authority: bare };
}

function isSameHost(uri: string, host: string): boolean {
  const { scheme, authority } = uriParts(uri);
  return sameName(withoutDefaultPort(authority, scheme), withoutDefaultPort(host, scheme));
}

function withoutDefaultPort(host: string, scheme: string): string {
  const port = scheme.toLowerCase() === 'https://' ? ':443' : ':80';
  return host.endsWith(port) ? host.slice(0, -port.length) : host;
}

/** What concerns the client's own connection alone is not handed on. */
function withoutHops([name, value]: [string, string]): [string, string][] {
  if (!sameName(name, 'connection')) return [[name, value]];
  const tokens = value.split(',').filter((token) => !/^\s*(?:close|keep-alive)\s*$/i.test(token));
  return tokens.length === 0 ? [] : [[name, tokens.join(',').trim()]];
}
