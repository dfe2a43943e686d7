import type { CheckedServer, CheckSends, TrafficPrediction, UnknownPart } from '../../check-types.ts';
import type { CheckOutcome } from '../../types.ts';
import { printable } from '../escape.ts';
import { grouped } from './grouped.ts';

/**
 * A number with its noun.
 * @param number how many
 * @param noun of one
 * @returns `1 server`, `2 servers`
 */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * A server's name, as HAProxy logs it.
 * @param server a server
 * @returns `be/s1`
 */
export function nameOf({ proxy, server }: { proxy: string; server: string }): string {
  return printable(`${proxy}/${server}`);
}

/**
 * A line of a configuration.
 * @param place a file and a line
 * @returns `haproxy.cfg:17`
 */
export function placeOf({ file, line }: { file: string; line: number }): string {
  return printable(`${file}:${line}`);
}

/**
 * What HAProxy will report of a check.
 * @param server a server
 * @returns `check L6RSP "SSL handshake failure"`; '' where nobody asked
 */
export function checkWords({ check, unknown }: CheckedServer): string {
  const { status, alternatives, sends } = check;
  if (status === null) return sends !== null ? '' : open(unknown, 'check') ? 'check not known' : 'no check';
  const others = [...new Set(alternatives.map((one) => one.status))].filter((other) => other !== status);
  const or = others.length > 0 ? ` or ${others.map((other) => printable(other)).join(' or ')}` : '';
  return `check ${outcome({ ...check, status })}${or}`;
}

function open(unknown: readonly UnknownPart[], what: 'check' | 'traffic'): boolean {
  return unknown.some(({ affects }) => affects === 'both' || affects === what);
}

function outcome({ status, code, info }: Pick<CheckOutcome, 'status' | 'code' | 'info'>): string {
  const text = info[0] ? ` "${printable(info[0], 60)}"` : '';
  return `${printable(status)}${code === null ? '' : ` ${code}`}${text}`;
}

/** Of how many hosts the outcome is shown: the rest is counted. */
const hostsShown = 3;

/**
 * What clients will receive.
 * @param server a server
 * @returns `traffic 503 SC--`, with the hosts where they differ; '' where nobody asked
 */
export function trafficWords({ traffic, unknown }: CheckedServer): string {
  const known = traffic.filter(({ termination }) => termination !== null);
  if (known.length === 0) return traffic.every(({ sends }) => sends) || unknown.length === 0 ? '' : 'traffic not known';
  const byOutcome = grouped(known, ({ status, termination }) => {
    return `${status ?? 'no HTTP'} ${printable(termination ?? '')}`;
  });
  const [single, ...others] = [...byOutcome.keys()];
  if (others.length === 0) return `traffic ${single}`;
  const parts = [...byOutcome].map(([words, rows]) => {
    const hosts = rows.map(({ host }) => (host === null ? 'no name' : printable(host, 60)));
    const more = hosts.length > hostsShown ? ` and ${hosts.length - hostsShown} more` : '';
    return `${words} (${hosts.slice(0, hostsShown).join(', ')}${more})`;
  });
  return `traffic ${parts.join(', ')}`;
}

/**
 * What a check sends.
 * @param sends as it is predicted
 * @returns `port 443, TLS without server name, "GET / HTTP/1.0", no Host`
 */
export function sendsWords({ port, tls, sni, alpn, proxyProtocol, request }: CheckSends): string {
  const [line = '', ...headers] = (request ?? '').split('\r\n');
  const host = headers.map((header) => /^host:\s*(.*)$/i.exec(header)?.[1]).find((value) => value !== undefined);
  return [
    `port ${port}`,
    ...(proxyProtocol === null ? [] : [`PROXY ${proxyProtocol}`]),
    tls ? `TLS ${sni === null ? 'without server name' : printable(sni)}` : 'clear text',
    ...(alpn === null ? [] : [`ALPN ${printable(alpn)}`]),
    ...(request === null
      ? []
      : [`"${printable(line)}", ${host === undefined ? 'no Host' : `Host ${printable(host)}`}`]),
  ].join(', ');
}

/**
 * What a client's request becomes.
 * @param sends as it is predicted
 * @returns `TLS www.example.test, Host www.example.test`
 */
export function trafficSendsWords({ tls, sni, host }: NonNullable<TrafficPrediction['sends']>): string {
  const name = sni === null ? 'TLS without server name' : `TLS ${printable(sni)}`;
  return `${tls ? name : 'clear text'}, ${host === null ? 'no Host' : `Host ${printable(host)}`}`;
}

/** How many things are named before the rest is counted. */
const namesShown = 4;

/**
 * A list that stays short, in which nothing stands twice: a server with several addresses has an entry for each.
 * @param items what is named
 * @param name of one, printable
 * @param all whether to name all of them
 * @returns `a, b, c and 12 more`
 */
export function someOf<T>(items: readonly T[], name: (item: T) => string, all: boolean): string {
  const names = [...new Set(items.map(name))];
  if (all || names.length <= namesShown + 1) return names.join(', ');
  return `${names.slice(0, namesShown).join(', ')} and ${names.length - namesShown} more`;
}
