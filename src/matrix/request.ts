import { checkAddress, checked, portOf } from '../checked.ts';
import { parseVersion } from '../haproxy/versions.ts';
import type { MatrixCell, MatrixPair, MatrixTarget } from '../matrix-types.ts';
import { checkTimeout, parseConfigurationPath, parseExpectWords, parseMethod, parsePath } from '../request-words.ts';
import type { ProxyHeader } from '../types.ts';
import { readHost } from './input/host.ts';
import type { MatrixOptions, MatrixProgress } from './options.ts';
import { runMatrix } from './run.ts';

/** What {@link matrix} is asked; what is left out has the default of the command's flag. */
export interface MatrixRequest {
  /** Names, or addresses; each is asked for once. */
  hosts: Iterable<string> | AsyncIterable<string>;
  /** `address`: IPv4 or IPv6 literal. `port`: 443. */
  targets: readonly { label: string; address: string; port?: number }[];
  path?: string;
  method?: string;
  /** HAProxy's own words of `http-check expect`. */
  expect?: string;
  /** Sends `X-Forwarded-Proto: https` with every request. */
  forwardedProto?: boolean;
  /** The most that one exchange may take, in ms. */
  timeout?: number;
  /** How often a connection is made again that may come out otherwise. */
  retries?: number;
  /** Connections open at once, in all. */
  concurrency?: number;
  /** Connections open at once to one address and port. */
  perTarget?: number;
  /** Connections begun in a second. */
  rate?: number;
  /** Local address to connect from. */
  source?: string;
  proxy?: ProxyHeader;
  /** Authorities to trust, PEM, and the path under which HAProxy reads them. */
  ca?: { pem: string; caFile: string };
  /** Client certificate and key, PEM, and the paths under which HAProxy reads them. */
  certificate?: { cert: string; key: string; certFile: string; keyFile?: string };
  /** `X.Y`, `X.Y.Z` or `any`. */
  haproxyVersion?: string;
  /** Whether bodies are read to their end, for a fingerprint. */
  body?: boolean;
  signal?: AbortSignal;
  /** Called with what the user should know: what limits the run, how a host was understood. */
  onNote?: (text: string) => void;
  /** Called whenever a pair is read or a cell becomes known. */
  onProgress?: (progress: MatrixProgress) => void;
}

/**
 * Tests every host on every target.
 * @param request what to ask
 * @returns the cells, in any order, as they are known; a target that refuses is a cell, not an error. Iterating throws
 *   an Error for a host that is none, and the signal's reason when aborted
 * @throws Error that names the option that cannot be used, for a version that is not modelled
 */
export function matrix(request: MatrixRequest): AsyncGenerator<MatrixCell, void, undefined> {
  const targets = targetsOf(request.targets);
  return runMatrix(pairsOf(request, targets), optionsOf(request));
}

function targetsOf(given: MatrixRequest['targets']): MatrixTarget[] {
  if (given.length === 0) throw new Error('targets: there is none');
  return given.map(({ label, address, port = 443 }) => {
    if (label === '') throw new Error('targets: a label is empty');
    checked('targets', address, checkAddress);
    return { label, address, port: checked('targets', port, portOf) ?? 443 };
  });
}

async function* pairsOf(
  { hosts, onNote }: MatrixRequest,
  targets: readonly MatrixTarget[],
): AsyncGenerator<MatrixPair> {
  const met = new Set<string>();
  const sink = { aside: (_kind: string, text: string) => onNote?.(`${text} is not sent as it is written`) };
  for await (const text of hosts) {
    const host = checked('hosts', text, (word) => readHost(word, sink)) ?? '';
    if (met.has(host)) continue;
    met.add(host);
    for (const target of targets) yield { host, target };
  }
}

function optionsOf(request: MatrixRequest): MatrixOptions {
  const { ca, certificate, signal, onNote, onProgress } = request;
  const concurrency = checked('concurrency', request.concurrency, within(1, 10_000)) ?? 64;
  return {
    method: checked('method', request.method, parseMethod) ?? 'GET',
    path: checked('path', request.path, parsePath) ?? '/',
    expect: checked('expect', request.expect, parseExpectWords),
    forwardedProto: request.forwardedProto ?? false,
    timeout: checked('timeout', request.timeout, checkTimeout) ?? 5000,
    retries: checked('retries', request.retries, within(0, 10)) ?? 1,
    concurrency,
    perTarget: checked('perTarget', request.perTarget, within(1, 10_000)) ?? concurrency,
    rate: checked('rate', request.rate, aboveZero),
    source: checked('source', request.source, checkAddress),
    proxy: request.proxy ?? null,
    certificate: checked('certificate', certificate, ({ certFile, keyFile = certFile }) => ({
      certFile: parseConfigurationPath(certFile),
      keyFile: parseConfigurationPath(keyFile),
    })),
    caFile: checked('ca', ca, ({ caFile }) => parseConfigurationPath(caFile)),
    credentials: { ca: ca?.pem ?? null, certificate: certificate ?? null },
    version: checked('haproxyVersion', request.haproxyVersion ?? 'any', parseVersion) ?? parseVersion('any'),
    body: request.body ?? false,
    ...(signal ? { signal } : {}),
    ...(onNote ? { onNote } : {}),
    ...(onProgress ? { onProgress } : {}),
  };
}

function within(least: number, most: number): (number: number) => number {
  return (number) => {
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new Error(`${number} is no whole number from ${least} to ${most}`);
  };
}

function aboveZero(number: number): number {
  if (number > 0 && number <= 1_000_000) return number;
  throw new Error(`${number} is no number of connections per second, above 0`);
}
