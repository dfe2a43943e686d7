/** A host name as it may stand in a ClientHello, a Host header and a line of haproxy.cfg. */
export interface HostName {
  /** ASCII: letters, digits, `-`, `_` and dots, or an IP literal (IPv6 without brackets). */
  name: string;
  /** An IP literal is no server name (RFC 6066, section 3). */
  isAddress: boolean;
  /** What was changed or is unusual, for people. */
  notes: string[];
}

/**
 * Reads a host name. It is also the last gate before a name enters a configuration line: what comes out holds no
 * character that HAProxy's configuration language gives a meaning to.
 * @param text a DNS name (RFC 1123; underscores accepted), an internationalised one, or an IP literal
 * @returns the name as it is sent
 * @throws Error that says what is wrong with it
 */
export function parseHostName(text: string): HostName {
  const shown = JSON.stringify(text).slice(0, 80);
  if (text === '') throw new Error('a host name cannot be empty');
  if (isIpLiteral(text)) {
    const notes = [`${text} is an IP address: no server name (SNI) is sent`];
    return { name: text.replace(/^\[|\]$/g, ''), isAddress: true, notes };
  }
  if (/^\[|\]$|:/.test(text)) throw new Error(`${shown} is no host name: a port or a URL does not belong here`);
  if (/[\s\p{Cc}\p{Cf}]/u.test(text))
    throw new Error(`${shown} is no host name: it holds a space or control character`);
  if (/["'`]/.test(text)) throw new Error(`${shown} is no host name: it holds a quote`);
  if (text.includes('*')) throw new Error(`${shown} is a wildcard: give one name that it covers`);

  const notes: string[] = [];
  let name = text;
  if (/[^\0-\x7f]/.test(name)) {
    name = toAscii(name, shown);
    notes.push(`${text} is sent as ${name}`);
  }
  if (name.endsWith('.')) {
    name = name.slice(0, -1);
    notes.push(`the trailing dot of ${text} is not sent`);
  }
  checkLabels(name, shown);
  if (name.includes('_'))
    notes.push(`${name} holds an underscore: no certificate authority names it, some servers refuse it`);
  return { name, isAddress: false, notes };
}

/**
 * A host as it stands in a Host header: an IPv6 address in brackets (RFC 3986, section 3.2.2).
 * @param host a name or an IP literal without brackets
 * @returns the header's host
 */
export function bracketed({ name, isAddress }: Pick<HostName, 'name' | 'isAddress'>): string {
  return isAddress && name.includes(':') ? `[${name}]` : name;
}

function checkLabels(name: string, shown: string): void {
  if (name.length > 253) throw new Error(`${shown} is no host name: it is longer than 253 characters`);
  for (const label of name.split('.')) {
    if (label === '') throw new Error(`${shown} is no host name: it has an empty label`);
    if (label.length > 63) throw new Error(`${shown} is no host name: a label is longer than 63 characters`);
    const strange = /[^A-Za-z0-9_-]/.exec(label);
    if (strange) throw new Error(`${shown} is no host name: it holds ${JSON.stringify(strange[0])}`);
    if (/^-|-$/.test(label)) throw new Error(`${shown} is no host name: a label begins or ends with "-"`);
  }
  // The last label of a name is never a number: browsers read such a name as an IPv4 address (WHATWG URL, 3.5).
  if (/(^|\.)(\d+|0x[\da-f]*)$/i.test(name)) throw new Error(`${shown} is neither a host name nor an IP address`);
}

function toAscii(name: string, shown: string): string {
  // The URL class is the only IDNA implementation (UTS 46) that needs no import; it sees only names without a port.
  if (/[/?#@\\:%]/.test(name)) throw new Error(`${shown} is no host name`);
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    throw new Error(`${shown} is no internationalised host name`);
  }
}

/**
 * Whether a text is an IP address.
 * @param text IPv4 in four decimal parts, or IPv6 with or without brackets; no zone
 * @returns true for an address
 */
export function isIpLiteral(text: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (parts) return parts.slice(1).every((part) => Number(part) <= 255 && String(Number(part)) === part);
  if (!/^\[?[\da-f:.]*:[\da-f:.]*\]?$/i.test(text) || text.startsWith('[') !== text.endsWith(']')) return false;
  return URL.canParse(`http://[${text.replace(/^\[|\]$/g, '')}]/`);
}
