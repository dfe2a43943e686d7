import { isIpLiteral, parseHostName } from '../../host-name.ts';
import type { HostSink } from './sink.ts';

/** A name in lower case that needs no second look: most lines of most lists. Its last label is no number (`1`, `0x1f`). */
const plain =
  /^(?=.{1,253}$)(?=.*[a-z][a-z\d-]*$)(?!(?:.*\.)?0x[\da-f]*$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/**
 * Reads a word that stands for a host. URLs and ports are taken off, and said.
 * @param word a name, an IP address, `name:port`, or an http or https URL
 * @param sink told of what was changed
 * @returns the host as it is sent: ASCII, lower case, no trailing dot, IPv6 without brackets and as short as it can be
 * @throws Error that says what is wrong with it
 */
export function readHost(word: string, sink: Pick<HostSink, 'aside'>): string {
  if (plain.test(word)) return word;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(word)) return fromUrl(word, sink);
  const [, name, port] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(word) ?? [];
  if (name === undefined || port === undefined) return named(word, sink);
  const host = named(name, sink);
  sink.aside('port', word);
  return host;
}

function fromUrl(word: string, sink: Pick<HostSink, 'aside'>): string {
  const url = URL.canParse(word) ? new URL(word) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '')
    throw new Error(`${JSON.stringify(word.slice(0, 80))} is no host: an http or https URL, a name or an IP address`);
  const host = named(url.hostname, sink);
  sink.aside('url', word);
  return host;
}

function named(text: string, sink: Pick<HostSink, 'aside'>): string {
  if (text.includes('\ufffd')) throw new Error(`${JSON.stringify(text.slice(0, 80))} is not UTF-8`);
  const { name, isAddress } = parseHostName(text);
  const host = name.toLowerCase();
  if (isAddress) return shortestAddress(host);
  if (/[^\0-\x7f]/.test(text)) sink.aside('idn', `${text.slice(0, 80)} as ${host.slice(0, 80)}`);
  if (host.includes('_')) sink.aside('underscore', host);
  return host;
}

/**
 * The same address is the same host, and the same target, however it is written (RFC 5952).
 * @param address IP literal without brackets
 * @returns IPv6 as short as it can be, in lower case; IPv4, and IPv6 with an IPv4 part, as they are
 */
export function shortestAddress(address: string): string {
  if (!address.includes(':') || address.includes('.') || !isIpLiteral(address)) return address;
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
