/**
 * sni-doctor as a library: what the commands do, as data. Nothing here prints, reads the command line or ends the
 * process.
 */

import { runCheck } from './check/run.ts';
import type { CheckResult } from './check-types.ts';
import { checkAddress, checked, portOf } from './checked.ts';
import { environmentOf } from './cli/environment.ts';
import { readable } from './cli/fix-patch.ts';
import { readNamedFile } from './cli/named-file.ts';
import { startNames } from './cli/names.ts';
import type { ExplainResult } from './explain-types.ts';
import { parseVersion } from './haproxy/versions.ts';
import { bracketed, type HostName, parseHostName } from './host-name.ts';
import { gather } from './probe/run.ts';
import { diagnose as judge } from './report/diagnose.ts';
import { explain as explainTexts } from './report/explain/explain.ts';
import {
  checkTimeout,
  parseConfigurationPath,
  parseExpectWords,
  parseHostHeader,
  parseMethod,
  parsePath,
} from './request-words.ts';
import type { Evidence, ProbeResult, Question } from './types.ts';

export type * from './explain-types.ts';
export { type MatrixRequest, matrix } from './matrix/request.ts';
export type * from './matrix-types.ts';
export type * from './types.ts';

/** What {@link probe} is asked; everything but the address has the default of the command's flag. */
export interface ProbeOptions extends Partial<Omit<Question, 'address' | 'caFile' | 'certificate'>> {
  /** IPv4 or IPv6 literal. */
  address: string;
  /** `X.Y`, `X.Y.Z` or `any`. */
  haproxyVersion?: string;
  /** Authorities to trust, PEM, and the path under which HAProxy reads them. */
  ca?: { pem: string; caFile: string };
  /**
   * Client certificate and key, PEM, and the paths under which HAProxy reads them; without `keyFile`, both stand in
   * `certFile`, as HAProxy's `crt` has it.
   */
  certificate?: { cert: string; key: string; certFile: string; keyFile?: string };
  signal?: AbortSignal;
}

/**
 * Talks to one backend stage by stage and says what it needs.
 * @param options what to ask
 * @returns the diagnosis and the evidence that it rests on
 * @throws Error that names the option that cannot be used, for a version that is not modelled; the signal's reason when
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

/**
 * Says what a line of HAProxy's log, an error of a client about the same connection, or one of our codes means; no network
 * is touched.
 * @param texts each a line, or several lines that belong together
 * @returns an answer for each kind of text, its causes ranked; `unknown` for what is not known
 */
export function explain(texts: readonly string[]): ExplainResult {
  return explainTexts(texts);
}

/** What {@link check} is asked; everything has the default of the command's flag. */
export interface CheckRequest {
  /** `X.Y`, `X.Y.Z` or `any`. */
  haproxyVersion?: string;
  /** The environment that the configuration sees; that of this process where it is left out. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** Names that clients ask for; those that the configuration names where there are none. */
  hosts?: readonly string[];
  /** `be/s1`; all where there are none. */
  servers?: readonly string[];
  method?: string;
  path?: string;
  /** The most that one connection may take, in ms. */
  timeout?: number;
  /** Judges the text alone and connects to nothing. */
  offline?: boolean;
  /** The addresses of a name (none: it does not resolve), instead of the system's resolver. */
  resolve?: (name: string, port: number | null) => Promise<readonly string[]>;
  /** A file that the configuration names (`ca-file`, `crt`), its bytes as latin1; null: it cannot be read. */
  readFile?: (path: string) => string | null;
  signal?: AbortSignal;
  /** Called whenever a connection begins or ends. */
  onProgress?: (done: number, started: number) => void;
}

/**
 * Says what HAProxy will report of the servers of a configuration, and talks to them as it does.
 * @param files in the order in which HAProxy would read them; `text` as bytes or as a string
 * @param request what to ask
 * @returns what comes out; a line that HAProxy refuses and a backend that does are results, not errors
 * @throws Error that names the option that cannot be used, for a version that is not modelled; the signal's reason when
 *   aborted
 */
export async function check(
  files: readonly { name: string; text: string | Uint8Array }[],
  request: CheckRequest = {},
): Promise<CheckResult> {
  const version = parseVersion(request.haproxyVersion ?? 'any');
  const { environment = process.env, resolve, readFile = readNamedFile, signal, onProgress } = request;
  const result = await runCheck({
    files: files.map(({ name, text }) => ({ name, text: Buffer.from(text).toString('latin1') })),
    environment: environmentOf(environment, [], version),
    version,
    versionFrom: request.haproxyVersion === undefined ? 'default' : 'flag',
    hosts: (request.hosts ?? []).map((host) => checked('hosts', host, (text) => bracketed(parseHostName(text))) ?? ''),
    servers: request.servers ?? [],
    method: checked('method', request.method, parseMethod) ?? 'GET',
    path: checked('path', request.path, parsePath) ?? '/',
    timeout: checked('timeout', request.timeout, checkTimeout) ?? 5000,
    offline: request.offline ?? false,
    resolve: resolve ?? startNames([], signal ?? new AbortController().signal).resolve,
    readFile,
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  return readable(result);
}

/** The names pass the same checks as those of a command line: they go into a configuration as they stand. */
function questionOf(options: ProbeOptions): Question {
  const { address, host, certificate } = options;
  checked('address', address, checkAddress);
  const name = checked('host', host, parseHostName);
  return {
    address,
    port: checked('port', options.port, portOf) ?? 443,
    httpPort:
      options.httpPort === undefined
        ? options.port === undefined
          ? 80
          : null
        : checked('httpPort', options.httpPort, portOf),
    host: name?.name ?? null,
    sni: options.sni === undefined ? name && serverName(name) : checked('sni', options.sni, serverNameOf),
    hostHeader:
      options.hostHeader === undefined
        ? name && bracketed(name)
        : checked('hostHeader', options.hostHeader, (text) => parseHostHeader(text)?.value ?? null),
    publicHost: checked('publicHost', options.publicHost, (text) => parseHostName(text).name),
    path: checked('path', options.path, parsePath) ?? '/',
    method: checked('method', options.method, parseMethod) ?? 'GET',
    expect: checked('expect', options.expect, parseExpectWords),
    forwardedProto: options.forwardedProto ?? false,
    mode: options.mode ?? 'http',
    proxy: options.proxy ?? null,
    certificate: checked('certificate', certificate, ({ certFile, keyFile = certFile }) => ({
      certFile: parseConfigurationPath(certFile),
      keyFile: parseConfigurationPath(keyFile),
    })),
    caFile: checked('ca', options.ca, ({ caFile }) => parseConfigurationPath(caFile)),
    source: checked('source', options.source, checkAddress),
    timeout: checked('timeout', options.timeout, checkTimeout) ?? 5000,
    gentle: options.gentle ?? false,
  };
}

function serverNameOf(text: string): string | null {
  return serverName(parseHostName(text));
}

/** An IP literal is no server name (RFC 6066, section 3). */
function serverName({ name, isAddress }: HostName): string | null {
  return isAddress ? null : name;
}
