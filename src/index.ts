/**
 * sni-doctor as a library: what the commands do, as data. Nothing here prints, reads the command line or ends the
 * process.
 */
import { parseExpect } from './expect.ts';
import { parseVersion } from './haproxy/versions.ts';
import { isIpLiteral, parseHostName } from './host-name.ts';
import { gather } from './probe/run.ts';
import { diagnose as judge } from './report/diagnose.ts';
import type { Evidence, ProbeResult, Question } from './types.ts';

export type * from './types.ts';

/** What {@link probe} is asked; everything but the address has the default of the command's flag. */
export interface ProbeOptions extends Partial<Omit<Question, 'address' | 'caFile' | 'certificate'>> {
  /** IPv4 or IPv6 literal. */
  address: string;
  /** `X.Y`, `X.Y.Z` or `any`. */
  haproxyVersion?: string;
  /** Authorities to trust, PEM, and the path under which HAProxy reads them. */
  ca?: { pem: string; caFile: string };
  /** Client certificate and key, PEM, and the path under which HAProxy reads them. */
  certificate?: { cert: string; key: string; certFile: string };
  signal?: AbortSignal;
}

/**
 * Talks to one backend stage by stage and says what it needs.
 * @param options what to ask
 * @returns the diagnosis and the evidence that it rests on
 * @throws Error for an address, a name, an expectation or a version that cannot be used; the signal's reason when
 *   aborted. A backend that refuses is a result, not an error
 */
export async function probe(options: ProbeOptions): Promise<{ result: ProbeResult; evidence: Evidence }> {
  const version = parseVersion(options.haproxyVersion ?? 'any');
  const question = questionOf(options);
  const evidence = await gather(question, {
    credentials: { ca: options.ca?.pem ?? null, certificate: options.certificate ?? null },
    versions: [version],
    ...(options.signal ? { signal: options.signal } : {}),
  });
  return { result: judge(evidence, version, options.haproxyVersion === undefined ? 'default' : 'flag'), evidence };
}

/**
 * Judges saved evidence again, for the same or another HAProxy version; no network is touched.
 * @param evidence what a probe saw
 * @param haproxyVersion `X.Y`, `X.Y.Z` or `any`
 * @returns the diagnosis
 * @throws Error for a version that is not modelled
 */
export function diagnose(evidence: Evidence, haproxyVersion = 'any'): ProbeResult {
  return judge(evidence, parseVersion(haproxyVersion), 'flag');
}

function questionOf(options: ProbeOptions): Question {
  const { address, host = null } = options;
  if (!isIpLiteral(address) || address.startsWith('[')) throw new Error(`"${address}" is no IP address`);
  if (options.expect) parseExpect(options.expect);
  const name = host === null ? null : parseHostName(host);
  return {
    address,
    port: options.port ?? 443,
    httpPort: options.httpPort === undefined ? (options.port === undefined ? 80 : null) : options.httpPort,
    host: name?.name ?? null,
    sni: options.sni === undefined ? (name && !name.isAddress ? name.name : null) : options.sni,
    hostHeader: options.hostHeader === undefined ? (name?.name ?? null) : options.hostHeader,
    publicHost: options.publicHost ?? null,
    path: options.path ?? '/',
    method: options.method ?? 'GET',
    expect: options.expect ?? null,
    forwardedProto: options.forwardedProto ?? false,
    mode: options.mode ?? 'http',
    proxy: options.proxy ?? null,
    certificate: options.certificate
      ? { certFile: options.certificate.certFile, keyFile: options.certificate.certFile }
      : null,
    caFile: options.ca?.caFile ?? null,
    source: options.source ?? null,
    timeout: options.timeout ?? 5000,
    gentle: options.gentle ?? false,
  };
}
