import type { TrafficOutcome } from '../../types.ts';
import type { Globals, ProxySection, Server, Unknown } from '../model/types.ts';
import type { HaproxyVersion } from '../versions.ts';
import { arrival } from './arrival.ts';
import type { Client } from './client.ts';
import type { Followed, SampleContext } from './context.ts';
import { sameName } from './header-values.ts';
import { relocated } from './rules/error-location.ts';
import { redirectRules, stages, tcpRules, waitsForContent } from './rules/other-rules.ts';
import { restricted } from './rules/restricted-names.ts';
import { noted, run, type Way } from './rules/run.ts';
import { served } from './rules/services.ts';
import { sentHeaders } from './sent-headers.ts';

/** What becomes of a client's request. */
export interface Forwarded {
  /** As HAProxy writes it to the server; what is not known (see `unknown`) stands as the client had it. */
  request: Client;
  /** HAProxy answers itself; null: it forwards. */
  ended: TrafficOutcome | null;
  /** What the server's own expressions (`sni`) are evaluated on. */
  context: SampleContext;
  /** What decides about host, method, path or an answer of HAProxy's own, and is not known. */
  unknown: Unknown[];
  /** Rules that may turn clients away, and are taken not to turn away this one. */
  assumed: Unknown[];
}

/**
 * Follows a client's request through the rules of its frontend and its backend (haproxy v3.4.0 src/http_ana.c,
 * `http_process_req_common`). Headers with values that are not known make nothing unknown unless they decide: they are
 * left out of what is sent.
 * @param frontend where it came in, the `listen` itself included; null: not known
 * @param backend where it was sent to
 * @param server the server that was chosen
 * @param client the request
 * @param version one release
 * @param globals of the configuration
 * @returns what HAProxy sends, or how it ends
 */
export function forward(
  frontend: ProxySection | null,
  backend: ProxySection,
  server: Server,
  client: Client,
  version: HaproxyVersion,
  globals?: Globals,
): Forwarded {
  const context = startingContext(frontend, backend, client, version, globals);
  const ended = context.http ? arrival(client, version).refused : null;
  let way: Way = { context, ended, unknown: [], assumed: [] };
  if (frontend) way = through(frontend, way);
  if (frontend !== backend) {
    const http = way.context.http || backend.mode === 'http';
    way = through(backend, { ...way, context: { ...way.context, http, proxy: backend.name } });
  }
  const { request } = way.context;
  const host = request.headers.find(({ name, value }) => sameName(name, 'host') && !value.known);
  // Where HAProxy answers itself nothing of the request matters any more.
  const lost = way.ended ? [] : [request.method, request.uri, host?.value].filter(isLost);
  return {
    request: {
      ...client,
      method: request.method.known ? request.method.value : client.method,
      path: request.uri.known ? request.uri.value : client.path,
      headers: way.context.http ? sentHeaders(request.headers, { frontend, backend, server, version }) : client.headers,
    },
    ended: way.ended,
    // Variables of the request are gone when the server is connected to (measured, 2.6.12 to 3.4.7).
    context: { ...way.context, server: server.name, variables: kept(way.context.variables) },
    unknown: [...way.unknown, ...lost.map(({ rule, because }) => noted(rule, because))],
    assumed: way.assumed,
  };
}

/**
 * The request as it arrives.
 * @param frontend where it comes in; null: not known
 * @param backend where it will be sent to
 * @param client the request
 * @param version one release
 * @param globals of the configuration
 * @returns what the first rule is evaluated on
 */
export function startingContext(
  frontend: ProxySection | null,
  backend: ProxySection,
  client: Client,
  version: HaproxyVersion,
  globals?: Globals,
): SampleContext {
  const entry = frontend ?? backend;
  const arrived = arrival(client, version);
  return {
    version,
    client,
    http: entry.mode === 'http',
    waits: false,
    // In mode http there is no other way to read the request.
    terminates: client.tls !== null && (entry.mode === 'http' || entry.binds.some(({ ssl }) => ssl)),
    frontend: frontend?.name ?? null,
    proxy: frontend?.name ?? backend.name,
    server: null,
    port: client.port,
    proxyHeader: takesProxyHeader(entry),
    request: {
      method: { known: true, value: client.method },
      uri: { known: true, value: arrived.uri },
      headers: arrived.headers.map(([name, value]) => ({ name, value: { known: true, value } })),
    },
    variables: new Map(),
    otherVariables: agentOf(frontend) ?? agentOf(backend) ?? converterOf(frontend) ?? converterOf(backend),
    environment: globals?.environment ?? null,
  };
}

/** Whether some clients of a section may come through a proxy that says so (`accept-proxy`, `expect-proxy`). */
function takesProxyHeader({ binds, otherRules }: ProxySection): boolean {
  return (
    binds.some(({ words }) => words.some(({ text }) => text === 'accept-proxy')) ||
    otherRules.some(({ keyword, words }) => keyword === 'tcp-request' && words[1]?.text === 'expect-proxy')
  );
}

function kept(variables: SampleContext['variables']): SampleContext['variables'] {
  return new Map([...variables].filter(([name]) => !name.startsWith('req.')));
}

/** A variable that an expression sets in passing is not followed. */
function converterOf(proxy: ProxySection | null): string | null {
  const sets = proxy?.requestRules.some(({ args, condition }) =>
    [...args, ...(condition?.words ?? [])].some(({ text }) => /,(?:un)?set-var\(/.test(text)),
  );
  return sets ? 'a variable that an expression sets' : null;
}

function agentOf(proxy: ProxySection | null): string | null {
  const filter = proxy?.otherRules.find(({ keyword, words }) => keyword === 'filter' && words[0]?.text === 'spoe');
  return filter ? 'filter spoe may set it' : null;
}

/** All lists of one proxy, in HAProxy's order; in `mode tcp` none of HTTP's. */
function through(proxy: ProxySection, start: Way): Way {
  if (start.ended) return start;
  const way = throughLists(proxy, start);
  return way.ended ? { ...way, ended: relocated(way.ended, proxy) } : way;
}

function throughLists(proxy: ProxySection, start: Way): Way {
  let way = start;
  for (const stage of stages) {
    const waits = stage === 'content' && waitsForContent(proxy);
    way = run(tcpRules(proxy, stage), proxy, { ...way, context: { ...way.context, waits } });
  }
  way = { ...way, context: { ...way.context, waits: false } };
  if (proxy.mode !== 'http') return way;
  way = served(proxy, way, 'monitor');
  way = restricted(proxy, run(proxy.requestRules, proxy, way));
  way = served(proxy, way, 'stats');
  return run(redirectRules(proxy), proxy, way);
}

function isLost(value: Followed<string> | undefined): value is Followed<string> & { known: false } {
  return value !== undefined && !value.known;
}
