import type { RequestPlan } from '../types.ts';
import type { CheckSend } from './model/types.ts';
import { type HaproxyVersion, since } from './versions.ts';

const bodyless = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

/** Of `http-check send-state`: the rest of its value changes from check to check, and no server looks at it. */
export const serverState: [name: string, value: string] = ['x-haproxy-server-state', 'UP'];

/** What a check has beside its send rule. */
export interface CheckManner {
  /** Somebody wrote an `http-check expect`; counts before 2.2 only. */
  expects: boolean;
  /** `http-check send-state` */
  sendState: boolean;
}

/**
 * The request of an HTTP check (haproxy v3.4.0 src/tcpcheck.c:1742-1835): headers as declared, then what HAProxy adds.
 * Its HTTP/1 multiplexer writes a `connection` header last, and only where it says something in that version (measured
 * on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7).
 * @param rule the send rule
 * @param version one release
 * @param manner the rest of the check
 * @returns the request
 */
export function checkRequest(rule: CheckSend, version: HaproxyVersion, manner: CheckManner): RequestPlan {
  const { method, body, uri } = rule;
  const eleven = isEleven(rule.version);
  const asEleven = since(version, '2.2') && (eleven || /^.{5}2$/s.test(rule.version));
  const own = rule.headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const headers = own.filter(([name]) => name !== 'connection');
  const request: RequestPlan = {
    version: asEleven ? '1.1' : '1.0',
    method,
    path: uri,
    headers,
    ...(asEleven || rule.version === 'HTTP/1.0' ? {} : { written: rule.version }),
    ...(body !== null && body !== '' && { body }),
  };
  if (manner.sendState) headers.push(serverState);
  if (!since(version, '2.2')) return rawRequest({ ...request, headers: own }, manner);
  const length = contentLength(rule, version);
  if (length !== null) headers.push(['content-length', length]);
  const connection = own.find(([name]) => name === 'connection')?.[1] ?? 'close';
  if (connection === (eleven ? 'close' : 'keep-alive')) headers.push(['connection', connection]);
  return request;
}

/**
 * Whether HAProxy takes a version for 1.1, which it then writes: it looks at two characters, and at no others (haproxy
 * v3.4.0 src/tcpcheck.c:1764, v2.6.0 src/tcpcheck.c:1410).
 */
function isEleven(version: string): boolean {
  const [major = '', minor = ''] = [version[5], version[7]];
  return version.length === 8 && (major > '1' || (major === '1' && minor >= '1'));
}

/** Before 2.2 a check was a text that ended with "Connection: close" where its answer was held to a rule. */
function rawRequest(request: RequestPlan, { expects }: CheckManner): RequestPlan {
  return expects ? { ...request, headers: [...request.headers, ['connection', 'close']] } : request;
}

function contentLength({ method, body }: CheckSend, version: HaproxyVersion): string | null {
  const length = body?.length ?? 0;
  if (length > 0) return String(length);
  if (!bodyless.has(method)) return '0';
  // Until d48bfb698 (2.8-dev5, carried back to 2.2 and later) requests without a body said so.
  return lengthOfNothing(version) ? '0' : null;
}

function lengthOfNothing(version: HaproxyVersion): boolean {
  const [major = 0, minor = 0] = version.release ?? [];
  return !since(version, major === 2 && minor === 6 ? '2.6.12' : '2.8');
}

/**
 * The server name that a check takes from its Host by itself: without its port, an IPv6 literal in its brackets
 * (haproxy v3.4.0 src/tcpcheck.c, tcpcheck_connect_auto_sni).
 * @param request of the check
 * @returns null: there is no Host
 */
export function automaticServerName(request: RequestPlan): string | null {
  // The last one is taken (haproxy v3.4.0 src/tcpcheck.c:4070).
  const host = request.headers.findLast(([name]) => name === 'host')?.[1] ?? '';
  const colon = host.lastIndexOf(':');
  const name = colon > host.lastIndexOf(']') ? host.slice(0, colon) : host;
  return name === '' ? null : name;
}
