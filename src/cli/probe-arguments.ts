import { isIpLiteral, parseHostName } from '../host-name.ts';
import { parseExpectWords, parseHostHeader, parseMethod, parsePath, parsePort } from '../request-words.ts';
import type { Question } from '../types.ts';
import type { ProbeOptions } from './command-line.ts';
import { credentialFiles } from './credentials.ts';
import { parseDuration } from './duration.ts';
import { orUsageError, Refusal } from './refusal.ts';
import { parseTarget, type Target } from './target.ts';

/** What `probe` was asked, checked, before any name is resolved. */
export interface Asked {
  targets: Target[];
  /** Empty: the target's own name, if it has one. */
  hosts: Name[];
  /** null: not to be sent; absent: as the host. */
  sni?: Name | null;
  hostHeader?: string | null;
  port: number;
  /** null: not asked for; absent: 80 where the target names no port. */
  httpPort?: number | null;
  path: string | null;
  rest: Omit<Question, 'address' | 'port' | 'httpPort' | 'host' | 'sni' | 'hostHeader' | 'path'>;
  repeat: number;
  /** What was understood otherwise than it was written. */
  notes: string[];
}

export interface Name {
  name: string;
  isAddress: boolean;
}

/**
 * Reads the arguments of `probe`.
 * @param line addresses, hosts and options as they were written
 * @returns what is asked
 * @throws Refusal with exit code 2
 */
export function readProbeArguments(line: { addresses: string[]; hosts: string[]; options: ProbeOptions }): Asked {
  const { addresses, options } = line;
  const notes: string[] = [];
  if (addresses.length === 0) throw new Refusal(2, 'an ADDRESS is missing', 'sni-doctor 10.0.0.5 www.example.test');
  const named = (option: string, text: string): Name => {
    const { notes: more, ...name } = orUsageError(option, () => parseHostName(text));
    notes.push(...more);
    return name;
  };
  const header = (text: string): string | null => {
    const parsed = orUsageError('--host-header', () => parseHostHeader(text));
    notes.push(...(parsed?.notes ?? []));
    return parsed?.value ?? null;
  };
  const targets = addresses.map((text) => orUsageError('ADDRESS', () => parseTarget(text)));
  notes.push(...targets.flatMap((target) => target.notes), ...secondAddress(targets, line.hosts));

  return {
    targets,
    hosts: line.hosts.map((text) => named('--host', text)),
    ...(options.sni !== undefined && { sni: options.sni === 'none' ? null : named('--sni', options.sni) }),
    ...(options['host-header'] !== undefined && { hostHeader: header(options['host-header']) }),
    port: orUsageError('--port', () => parsePort(options.port ?? '443')),
    ...httpPort(options['http-port']),
    path: options.path === undefined ? null : orUsageError('--path', () => parsePath(options.path ?? '')),
    rest: {
      publicHost: options['public-host'] === undefined ? null : named('--public-host', options['public-host']).name,
      method: orUsageError('--method', () => parseMethod(options.method ?? 'GET')),
      expect:
        options.expect === undefined ? null : orUsageError('--expect', () => parseExpectWords(options.expect ?? '')),
      forwardedProto: options['forwarded-proto'] ?? false,
      mode: options.mode ?? 'http',
      proxy: options['send-proxy'] ?? null,
      ...credentialFiles(options),
      source: source(options.source),
      timeout: orUsageError('--timeout', () => parseDuration(options.timeout ?? '5s')),
      gentle: options.gentle ?? false,
    },
    repeat: repeat(options.repeat ?? '1'),
    notes: [...new Set(notes)],
  };
}

function httpPort(text: string | undefined): { httpPort?: number | null } {
  if (text === undefined) return {};
  return { httpPort: orUsageError('--http-port', () => parsePort(text, 0)) || null };
}

function source(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!isIpLiteral(text)) throw new Refusal(2, `--source: ${JSON.stringify(text)} is no IP address`);
  return text.replace(/^\[|\]$/g, '');
}

function repeat(text: string): number {
  const times = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (times < 1 || times > 1000) throw new Refusal(2, `--repeat: "${text}" is no count: 1 to 1000`);
  return times;
}

/** `probe 10.0.0.5 www.example.test` connects to the name as well, which is seldom what was meant. */
function secondAddress(targets: readonly Target[], hosts: readonly string[]): string[] {
  const name = targets.find(({ isAddress }) => !isAddress)?.host;
  if (hosts.length > 0 || name === undefined || !targets[0]?.isAddress) return [];
  return [`${name} is taken for another address; a site is given with --host ${name}`];
}
