import type { NamedPlan, Plan, Question, RequestPlan, TlsPlan } from './types.ts';

/**
 * The TLS settings that HAProxy uses for a server when its line says nothing of them: TLS 1.2 and 1.3, OpenSSL's
 * DEFAULT ciphers and groups, security level 2 (Debian's OpenSSL; HAProxy manual, `ssl-min-ver`), no ALPN, no name.
 * @returns a fresh plan
 */
export function haproxyTls(): TlsPlan {
  return {
    servername: null,
    alpn: [],
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    securityLevel: 2,
    ciphers: null,
    groups: null,
    certificate: null,
    caFile: null,
  };
}

/** What a check calls itself where its backend answers nobody who does not say who they are. */
export const checkAgent = 'haproxy';

/**
 * The settings of HAProxy's side that a question fixes for every connection.
 * @param question what is asked
 * @returns a plan in clear text to the target's port, with nothing to send
 */
export function barePlan(question: Question): Plan {
  return {
    address: question.address,
    port: question.port,
    source: question.source,
    proxy: question.proxy,
    tls: null,
    request: null,
  };
}

/**
 * The Host of a client that knows the target by its address alone (RFC 9110, section 7.2: IPv6 in brackets).
 * @param question what is asked
 * @returns `192.0.2.7:443`, `[2001:db8::1]:443`
 */
export function defaultHost({ address, port }: Question): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * The Host under which clients come to HAProxy.
 * @param question what is asked
 * @returns the public name where one is given; else the name that the question is about, which `--host-header` may
 *   differ from; else the Host that is sent
 */
export function clientHost(question: Question): string {
  const { publicHost, host, hostHeader } = question;
  const name = host?.includes(':') ? `[${host}]` : host;
  return publicHost ?? name ?? hostHeader ?? defaultHost(question);
}

/**
 * A request as a client's browser makes HAProxy forward it.
 * @param method request method
 * @param path request target
 * @param host Host header; null: none
 * @param forwardedProto whether `X-Forwarded-Proto: https` goes along
 * @returns an HTTP/1.1 request plan
 */
export function trafficRequest(
  method: string,
  path: string,
  host: string | null,
  forwardedProto = false,
): RequestPlan & { version: '1.1' } {
  const headers: [string, string][] = host === null ? [] : [['host', host]];
  headers.push(['user-agent', 'sni-doctor'], ['accept', '*/*']);
  if (forwardedProto) headers.push(['x-forwarded-proto', 'https']);
  return { version: '1.1', method, path, headers };
}

/**
 * What makes two plans the same connection.
 * @param plan any plan
 * @returns a string that is equal for equal plans and differs for different ones
 */
export function planKey(plan: Plan): string {
  const { tls, request } = plan;
  return JSON.stringify([
    plan.address,
    plan.port,
    plan.source,
    plan.proxy,
    tls && [
      tls.servername,
      tls.alpn,
      tls.minVersion,
      tls.maxVersion,
      tls.securityLevel,
      tls.ciphers,
      tls.groups,
      tls.certificate,
      tls.caFile,
      tls.hello,
      tls.crlFile,
    ],
    request && [
      request.version,
      request.written,
      request.method,
      request.path,
      request.headers,
      request.body,
      request.byAlpn,
      request.whole,
    ],
    plan.dialogue,
    plan.again,
  ]);
}

/**
 * Everything of a plan up to the first byte of the request: two plans with the same transport share the fate of
 * their handshake.
 * @param plan any plan
 * @returns a key as of {@link planKey}
 */
export function transportKey(plan: Plan): string {
  const { dialogue: _, again: __, ...transport } = plan;
  return planKey({ ...transport, request: null });
}

/**
 * The ClientHello that a plan begins with where the TLS library is OpenSSL 3.5 or later: by default it offers a
 * post-quantum key share, with TLS 1.3 alone.
 * @param plan any plan
 * @param hello with that key share, or as large without it
 * @returns a plan of the ClientHello alone; null: this plan's is small on every library, or has ciphers of its own, which
 *   ours does not know to write
 */
export function largeHello(plan: Plan, hello: NonNullable<TlsPlan['hello']> = 'X25519MLKEM768'): Plan | null {
  const { dialogue: _, again: __, tls, ...rest } = plan;
  if (tls === null || tls.maxVersion !== 'TLSv1.3' || tls.groups !== null || tls.ciphers !== null) return null;
  // Two plans that differ in nothing that a ClientHello tells share it.
  const { servername, alpn, minVersion, maxVersion, securityLevel } = tls;
  const told = { servername, alpn, minVersion, maxVersion, securityLevel };
  return { ...rest, tls: { ...haproxyTls(), ...told, hello }, request: null };
}

/**
 * Drops plans that stand in the list already.
 * @param plans plans in order of preference: the first of equals keeps its name
 * @returns the list without repetitions
 */
export function distinct(plans: NamedPlan[]): NamedPlan[] {
  const seen = new Set<string>();
  return plans.filter(({ plan }) => {
    const key = planKey(plan);
    return seen.has(key) ? false : seen.add(key);
  });
}
