import type { ProxySection, Server } from '../model/types.ts';
import { type HaproxyVersion, since } from '../versions.ts';
import type { Header } from './context.ts';
import { commaParts } from './header-values.ts';

/** What decides about the headers that HAProxy writes to a server. */
export interface Writing {
  frontend: ProxySection | null;
  backend: ProxySection;
  server: Server;
  version: HaproxyVersion;
}

/**
 * The headers as HAProxy writes them to an HTTP/1 server (haproxy v3.4.0 src/mux_h1.c, `h1_make_headers`): names in lower
 * case, what concerns one connection alone left out. Headers whose value is not known (`X-Forwarded-For %[src]`) are left
 * out too: servers take a request without them, and a guess would be worse.
 * @param headers behind all rules
 * @param writing the proxies and the server
 * @returns the headers in order
 */
export function sentHeaders(headers: readonly Header[], writing: Writing): [name: string, value: string][] {
  const sent: [string, string][] = [];
  const tokens = new Set<string>();
  const serverName = writing.backend.httpSendNameHeader?.name.toLowerCase();
  for (const { name: written, value } of headers) {
    const name = written.toLowerCase();
    if (!value.known || name === serverName) continue;
    if (name === 'te') {
      if (/(^|[, ])trailers(,|$)/.test(value.value)) sent.push([name, 'trailers']);
    } else if (name === 'connection') {
      const rest = otherTokens(value.value, tokens);
      if (rest !== '') sent.push([name, rest]);
    } else sent.push([name, value.value]);
  }
  if (closes(tokens, writing)) sent.push(['connection', 'close']);
  if (serverName !== undefined) sent.push([serverName, writing.server.name]);
  return sent;
}

/** Keep-alive and close are between two neighbours; they are noted, and the rest is handed on. */
function otherTokens(value: string, tokens: Set<string>): string {
  const rest: string[] = [];
  for (const part of commaParts(value)) {
    const token = part.trim().toLowerCase();
    if (token === 'close' || token === 'keep-alive') tokens.add(token);
    else if (token !== '') rest.push(part.trim());
  }
  return rest.join(', ');
}

const modes = ['http-keep-alive', 'http-server-close', 'httpclose'];

/** The connection mode in force: of several options the last. */
function modeOf({ options }: ProxySection): string | undefined {
  return [...options.keys()].findLast((option) => modes.includes(option));
}

/**
 * Whether the connection is announced as closing (haproxy v3.4.0 src/mux_h1.c, `h1_set_srv_conn_mode`; measured). A
 * frontend's `option httpclose` counts until 2.8 only.
 */
function closes(tokens: ReadonlySet<string>, { frontend, backend, version }: Writing): boolean {
  if (backend.options.has('http-pretend-keepalive')) return false;
  if (tokens.has('close')) return true;
  if (tokens.has('keep-alive')) return false;
  const [front, back] = [frontend ? modeOf(frontend) : undefined, modeOf(backend)];
  if (back === 'httpclose' || back === 'http-server-close' || front === 'http-server-close') return true;
  return front === 'httpclose' && !since(version, '2.8');
}
