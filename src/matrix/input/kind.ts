import { wordsOf } from './list.ts';

/** What a text with hosts can be. */
export type HostsFormat = 'list' | 'haproxy' | 'zone' | 'certificate' | 'csv';

/**
 * Tells what a text is from its first line that says anything.
 * @param text the beginning of it, decoded from UTF-8, without byte order mark
 * @param whole nothing follows
 * @returns what it is; null: so far it says nothing
 */
export function kindOf(text: string, whole: boolean): HostsFormat | null {
  // What `openssl` writes before a certificate (its text, bag attributes) can be anything.
  if (/^-----BEGIN [A-Z0-9 ]+-----/m.test(text) || isDer(text)) return 'certificate';
  let start = 0;
  while (start < text.length) {
    const lineFeed = text.indexOf('\n', start);
    if (lineFeed < 0 && !whole) return null;
    const end = lineFeed < 0 ? text.length : lineFeed;
    const kind = kindOfLine(text.slice(start, end).replace(/\r$/, ''));
    if (kind) return kind;
    start = end + 1;
  }
  return whole ? 'list' : null;
}

function kindOfLine(line: string): HostsFormat | null {
  if (/^Certificate:|^Bag Attributes/.test(line)) return 'certificate';
  const words = wordsOf(line);
  if (words.length === 0) return null;
  if (isSection(line) || /^\s*\.(?:if|notice|warning|alert|diag)\s/.test(line)) return 'haproxy';
  if (isZone(line)) return 'zone';
  // `;` within a word is what spreadsheets of many countries put between columns.
  return words.some((word) => /[,;]/.test(word)) ? 'csv' : 'list';
}

const sections =
  'acme|backend|cache|crt-store|defaults|fcgi-app|frontend|healthcheck|http-errors|listen|log-forward|log-profile|' +
  'mailers|peers|program|resolvers|ring|userlist';
const section = new RegExp(`^\\s*(?:(?:global|defaults|traces)\\s*(?:#.*)?$|(?:${sections})\\s+[^\\s#])`);

function isSection(line: string): boolean {
  return section.test(line);
}

const types = 'SOA|NS|A|AAAA|CNAME|MX|TXT|SRV|CAA|PTR|HTTPS|SVCB|ALIAS|ANAME|DNSKEY|TLSA';
/** A type in lower case is one only behind a class: `a` may as well be a host. */
const zoneRecord = new RegExp(
  `^(?:\\S+)?\\s+(?:\\d\\w*\\s+)?(?:(?:IN|CH|HS)\\s+(?:\\d\\w*\\s+)?(?:${types})|(?:${types}))\\s+\\S`,
);
const zoneRecordAnyCase = new RegExp(`^(?:\\S+)?\\s+(?:\\d\\w*\\s+)?in\\s+(?:\\d\\w*\\s+)?(?:${types})\\s+\\S`, 'i');

function isZone(line: string): boolean {
  return /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE)\s/i.test(line) || zoneRecord.test(line) || zoneRecordAnyCase.test(line);
}

/** A certificate in its binary form, a SEQUENCE of more than 127 bytes (X.690, 8.1.3): its length is no UTF-8. */
function isDer(text: string): boolean {
  return text.startsWith('0\ufffd');
}
