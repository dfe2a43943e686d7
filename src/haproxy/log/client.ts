import type { Cursor } from './cursor.ts';

/** What every line about a client's connection begins with. */
export interface Client {
  client: string;
  clientPort: number | null;
  accepted: string;
}

const digit = (text: string, at: number) => {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
};

/**
 * Says whether a date as HAProxy writes it stands somewhere: `23/Nov/2026:01:02:03`, with or without milliseconds.
 * @param text the line
 * @param at where
 * @returns whether it does
 */
export function dateAt(text: string, at: number): boolean {
  return (
    text.charCodeAt(at + 2) === 47 &&
    text.charCodeAt(at + 6) === 47 &&
    text.charCodeAt(at + 11) === 58 &&
    text.charCodeAt(at + 14) === 58 &&
    text.charCodeAt(at + 17) === 58 &&
    digit(text, at) &&
    digit(text, at + 1) &&
    digit(text, at + 10) &&
    digit(text, at + 18) &&
    digit(text, at + 19)
  );
}

/** `192.0.2.1:4711`; an IPv6 address has no brackets in HAProxy's log, and `unknown` no port. */
function clientAndPort(text: string): { client: string; clientPort: number | null } {
  let port = 0;
  let unit = 1;
  let at = text.length - 1;
  for (; at > 0 && digit(text, at) && unit <= 1e9; at--) {
    port += (text.charCodeAt(at) - 48) * unit;
    unit *= 10;
  }
  const apart = at > 0 && unit > 1 && text.charCodeAt(at) === 58;
  return apart ? { client: text.slice(0, at), clientPort: port } : { client: text, clientPort: null };
}

/** `unix:1`, and `unknown` where the address is not known any more (haproxy v3.4.0 src/session.c:430). */
const withoutAddress = ['unix:', 'unknown ', '-:'];

/**
 * Says whether a client and the date of its connection stand somewhere: `192.0.2.1:4711 [23/Nov/2026:01:02:03.456]`.
 * @param text the line
 * @param at where
 * @returns where the space between the two is; -1: they do not stand there
 */
export function clientAt(text: string, at: number): number {
  let space = at;
  for (let code = text.charCodeAt(space); ; code = text.charCodeAt(++space)) {
    // Digits and the colon, the dot, A to F.
    const address =
      (code >= 48 && code <= 58) || code === 46 || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
    if (!address) break;
  }
  if (space === at || text.charCodeAt(space) !== 32) {
    if (!withoutAddress.some((words) => text.startsWith(words, at))) return -1;
    space = text.indexOf(' ', at);
  }
  return text.charCodeAt(space + 1) === 91 && dateAt(text, space + 2) ? space : -1;
}

/**
 * Reads `192.0.2.1:4711 [23/Nov/2026:01:02:03.456] `.
 * @param cursor the place
 * @returns the client and when it came; null: it is not that
 */
export function readClient(cursor: Cursor): Client | null {
  const { text } = cursor;
  const space = clientAt(text, cursor.at);
  if (space === -1) return null;
  const end = text.indexOf('] ', space + 22);
  if (end === -1 || end > space + 40) return null;
  const accepted = text.slice(space + 2, end);
  const who = clientAndPort(text.slice(cursor.at, space));
  cursor.at = end + 2;
  return { client: who.client, clientPort: who.clientPort, accepted };
}
