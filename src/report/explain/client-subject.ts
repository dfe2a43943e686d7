import { isIpLiteral } from '../../host-name.ts';
import type { Subject } from './reading.ts';

/** What says that a server wrote the text: the addresses in it are those of its clients. */
const byServer =
  /, client: |\bTLS handshake error from\b|\bAH\d{5}\b|\bSSL_accept\b|\[client [\d.a-fA-F:]+\]|\bdownstream\b|"- - -"/;

/**
 * Whether a server wrote a text, of a client that came to it.
 * @param text an error text
 * @returns false also where it does not show
 */
export function writtenByServer(text: string): boolean {
  return byServer.test(text) && !/\bto upstream\b/.test(text);
}

const upstream = /\bupstream: "https?:\/\/(?<address>\[[\da-fA-F:]+\]|[^:/"\s]+)(?::(?<port>\d+))?/;
const forHost = /\bhost: "(?<host>[\w.-]+)"/;

const asked: readonly RegExp[] = [
  /\bConnected to (?<host>[\w.-]+) \((?<address>[\da-fA-F.:]+)\) port (?<port>\d+)/,
  /\bTrying \[?(?<address>[\da-fA-F.:]+?)\]?:(?<port>\d+)\.\.\./,
  /\bin connection to (?<host>[\w.-]+):(?<port>\d+)/,
  /ConnectionPool\(host='(?<host>[\w.-]+)', port=(?<port>\d+)\)/,
  /\bhttps:\/\/(?:[^/@\s"']+@)?(?<host>\[[\da-fA-F:]+\]|[\w.-]+)(?::(?<port>\d+))?/,
];

/**
 * Whom a client asked.
 * @param text an error text
 * @param groups what the pattern that fitted found already
 * @returns the peer as far as the text names it; never the address of a client
 */
export function subjectOf(text: string, groups: Record<string, string | undefined>): Subject {
  if (groups.address || groups.host) return pick(groups);
  const behind = upstream.exec(text)?.groups;
  if (behind) return { ...pick(behind), ...pick(forHost.exec(text)?.groups ?? {}) };
  if (writtenByServer(text)) return {};
  for (const pattern of asked) {
    const found = pattern.exec(text)?.groups;
    if (found) return pick(found);
  }
  return {};
}

function pick({ address, port, host }: Record<string, string | undefined>): Subject {
  const named = host?.replace(/^\[|\]$/g, '');
  const literal = address?.replace(/^\[|\]$/g, '') ?? (named && isIpLiteral(named) ? named : undefined);
  return {
    ...(literal ? { address: literal } : {}),
    ...(port ? { port: Number(port) } : {}),
    ...(named && named !== literal ? { host: named } : {}),
  };
}
