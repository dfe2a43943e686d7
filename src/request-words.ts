import { parseExpect } from './expect.ts';
import { bracketed, parseHostName } from './host-name.ts';

/** What no server answers as it does a request: a tunnel, an echo, and the first word of HTTP/2 itself. */
const noRequest = new Set(['CONNECT', 'TRACE', 'PRI']);

/**
 * Reads a request path: it stands in a request line and in a configuration line, so neither may be broken by it.
 * @param text begins with `/`
 * @returns the same text
 * @throws Error that says what is wrong
 */
export function parsePath(text: string): string {
  if (!text.startsWith('/')) throw new Error(`"${text.slice(0, 40)}" must begin with /`);
  const strange = /[^\x21-\x7e]|["'#\\`{}]/.exec(text);
  if (strange) throw new Error(`the path holds ${JSON.stringify(strange[0])}: write it percent-encoded`);
  return text;
}

/**
 * Reads a request method (RFC 9110, section 9.1).
 * @param text a token in upper case; others are accepted as they are, since methods are case-sensitive
 * @returns the same text
 * @throws Error for anything that is no token, and for methods that ask for no content
 */
export function parseMethod(text: string): string {
  if (!/^[A-Za-z][A-Za-z-]{0,31}$/.test(text)) throw new Error(`"${text.slice(0, 40)}" is no request method`);
  if (noRequest.has(text.toUpperCase())) throw new Error(`${text} is no method to check a backend with`);
  return text;
}

/**
 * Reads what an answer must look like, in HAProxy's words.
 * @param text `status 200`, `status 200-399,401`, `rstatus ^2`
 * @returns the words with single spaces
 * @throws Error that says what is accepted
 */
export function parseExpectWords(text: string): string {
  const words = text.trim().replace(/ +/g, ' ');
  try {
    parseExpect(words);
  } catch (error) {
    // What RegExp says of a pattern is no sentence for somebody who writes haproxy.cfg.
    if (error instanceof SyntaxError) throw new Error(`"${words}" holds no valid pattern`);
    throw error;
  }
  return words;
}

/**
 * Reads a Host header.
 * @param text a host, optionally with a port; `none`
 * @returns the two apart; null: none is to be sent
 * @throws Error for a port outside 1 to 65535
 */
export function splitHostHeader(text: string): { host: string; port: string } | null {
  if (text === 'none') return null;
  const match = /^(.*[^:]|\[.*\])(:\d+)$/.exec(text);
  const bareIpv6 = (text.match(/:/g)?.length ?? 0) > 1 && !text.startsWith('[');
  if (!match || bareIpv6) return { host: text, port: '' };
  const [, host = '', port = ''] = match;
  parsePort(port.slice(1));
  return { host, port };
}

/**
 * Reads a Host header as it is sent.
 * @param text as of {@link splitHostHeader}
 * @returns the header's value, an IPv6 address in brackets, and what is unusual in it; null: none is to be sent
 * @throws Error for what is no host, and for a port outside 1 to 65535
 */
export function parseHostHeader(text: string): { value: string; notes: string[] } | null {
  const parts = splitHostHeader(text);
  if (parts === null) return null;
  const host = parseHostName(parts.host);
  return { value: bracketed(host) + parts.port, notes: host.notes };
}

/**
 * Reads the path of a file that HAProxy is to read.
 * @param text any path
 * @returns the same text
 * @throws Error for one that would need quotes in a configuration line
 */
export function parseConfigurationPath(text: string): string {
  if (text === '') throw new Error('the name of the file is empty');
  if (!/^[\w./@+,:=~-]+$/.test(text))
    throw new Error(`${JSON.stringify(text)} cannot stand in haproxy.cfg: rename the file or its folder`);
  return text;
}

/**
 * Reads how long one exchange may take.
 * @param milliseconds any number
 * @returns the same number
 * @throws Error for what no clock of Node can wait (2^31 - 1 ms)
 */
export function checkTimeout(milliseconds: number): number {
  if (milliseconds > 0 && milliseconds <= 2_147_483_647) return milliseconds;
  throw new Error(`${milliseconds} is no time to wait: more than 0 and less than 2147483648 milliseconds`);
}

/**
 * Reads a port.
 * @param text decimal
 * @param lowest 0 where 0 has a meaning
 * @returns the port
 * @throws Error that says what is accepted
 */
export function parsePort(text: string, lowest: 0 | 1 = 1): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= lowest && port <= 65_535) return port;
  throw new Error(`"${text.slice(0, 40)}" is no port: ${lowest} to 65535`);
}
