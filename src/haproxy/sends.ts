import { clientHost, haproxyTls, trafficRequest } from '../plan.ts';
import type { Plan, Question, RequestPlan, TlsPlan } from '../types.ts';
import type { Settings } from './settings.ts';
import { type HaproxyVersion, introduced, since } from './versions.ts';

/** What HAProxy sends to a server, and what it demands of the certificate that comes back. */
export interface Sent {
  check: Plan;
  traffic: Plan;
  /** Name that `verify required` holds the certificate to; null: none is checked. */
  checkName: string | null;
  trafficName: string | null;
}

/**
 * What HAProxy of a version sends for the check and for a client's request.
 * Sources: haproxy v3.4.0 src/tcpcheck.c:1451-1487 (server name and ALPN of checks), src/backend.c:2067-2104 (server
 * name of traffic), src/server.c:3422 (automatic server name), src/ssl_sock.c:4903-4943 (name that is verified).
 * @param settings the server's effective settings
 * @param version one release
 * @param question whose client asks: `publicHost` (else `hostHeader`) is its Host
 * @returns both plans
 */
export function sends(settings: Settings, version: HaproxyVersion, question: Question): Sent {
  const automatic = since(version, introduced.automaticSni);
  const request = settings.httpchk && checkRequest(settings.httpchk);
  const forwarded = forwardedRequest(settings, question);
  const bare: Plan = {
    address: settings.address,
    port: settings.port,
    source: question.source,
    proxy: settings.sendProxy,
    tls: null,
    request: null,
  };
  const checkSni = settings.checkSni ?? (automatic && request ? checkServerName(request) : null);
  const trafficSni = settings.sni ?? (automatic && settings.mode === 'http' ? serverName(forwarded) : null);
  const check: Plan = {
    ...bare,
    tls:
      settings.ssl || settings.checkSsl ? tls(settings, question, checkSni, settings.checkAlpn ?? settings.alpn) : null,
  };
  if (request)
    check.request = overAlpn(request, settings.checkAlpn ?? (alpnReachesChecks(version) ? settings.alpn : null));
  const traffic: Plan = settings.checkSsl
    ? { ...bare, tls: { ...haproxyTls(), servername: question.publicHost ?? question.sni, caFile: question.caFile } }
    : {
        ...bare,
        tls: settings.ssl ? tls(settings, question, trafficSni, settings.alpn) : null,
        request: settings.mode === 'tcp' ? null : overAlpn(forwarded, settings.alpn),
      };
  return {
    check,
    traffic,
    checkName: check.tls && (checkSni ?? settings.verifyhost),
    trafficName: settings.ssl ? (trafficSni ?? settings.verifyhost) : null,
  };
}

function tls(settings: Settings, question: Question, servername: string | null, alpn: string | null): TlsPlan {
  const standard = haproxyTls();
  return {
    ...standard,
    servername,
    alpn: alpn === null ? [] : alpn.split(','),
    minVersion: settings.minVersion ?? standard.minVersion,
    maxVersion: settings.maxVersion ?? standard.maxVersion,
    securityLevel: settings.securityLevel ?? standard.securityLevel,
    certificate: settings.crt === null ? null : question.certificate,
    caFile: question.caFile,
  };
}

/**
 * Whether a check speaks the protocol that the server's `alpn` negotiated. Before, its ClientHello carried `alpn` and
 * the check spoke HTTP/1 all the same (haproxy commit c6d33c09f, 3.3-dev9; carried back to the releases below).
 */
function alpnReachesChecks(version: HaproxyVersion): boolean {
  const [major = 0, minor = 0] = version.release ?? [];
  const carriedBack: Record<string, string> = { '2.8': '2.8.25', '3.2': '3.2.26' };
  return since(version, carriedBack[`${major}.${minor}`] ?? '3.3');
}

/** haproxy v3.4.0, src/tcpcheck.c:1742-1835: headers as declared, `connection: close` last, dropped again in HTTP/1.0. */
function checkRequest(check: NonNullable<Settings['httpchk']>): RequestPlan {
  const headers = check.headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  if (check.version === '1.1') headers.push(['connection', 'close']);
  return { version: check.version, method: check.method, path: check.path, headers };
}

/** The client's request after the backend's `http-request set-header` rules. */
function forwardedRequest(settings: Settings, question: Question): RequestPlan {
  const request = trafficRequest(question.method, question.path, clientHost(question));
  for (const [name, value] of settings.setHeaders) {
    const key = name.toLowerCase();
    const at = request.headers.findIndex(([other]) => other === key);
    if (at < 0) request.headers.push([key, value]);
    else request.headers[at] = [key, value];
  }
  return request;
}

/** The Host of a check without its port; an IPv6 literal keeps its brackets (haproxy v3.4.0, src/tcpcheck.c:1482). */
function checkServerName(request: RequestPlan): string | null {
  const host = request.headers.find(([name]) => name === 'host')?.[1];
  return host?.replace(/:\d*$/, '') || null;
}

/** `req.hdr(host),field(1,:)`: the Host up to its first colon. */
function serverName(request: RequestPlan): string | null {
  const host = request.headers.find(([name]) => name === 'host')?.[1];
  return host?.split(':', 1)[0] || null;
}

function overAlpn(request: RequestPlan, alpn: string | null): RequestPlan {
  if (alpn !== 'h2') return request;
  return { ...request, version: '2', headers: request.headers.filter(([name]) => name !== 'connection') };
}
