/**
 * The last gate before a configuration line: writes one word so that HAProxy reads back exactly that word
 * (HAProxy manual, chapter 2.2: quoting and escaping).
 * @param text the word's content
 * @returns the word, in single quotes where it needs them
 * @throws Error where no quoting is safe in every version: control characters, non-ASCII, single quotes, or nothing
 */
export function word(text: string): string {
  if (/^[\w./:@+,=~()[\]-]+$/.test(text)) return text;
  if (/^[\x20-\x26\x28-\x7e]+$/.test(text)) return `'${text}'`;
  throw new Error(
    'a value with control characters, quotes or nothing in it cannot be written into a HAProxy configuration',
  );
}

/**
 * A header value as a log-format string takes it: `%` begins a variable there and is doubled
 * (HAProxy manual, `http-check send`, `http-request set-header`).
 * @param text the value
 * @returns the word
 * @throws Error as {@link word}
 */
export function formatWord(text: string): string {
  return word(text.replaceAll('%', '%%'));
}

/**
 * A section name made of a host name.
 * @param text any text
 * @returns letters, digits and underscores only
 */
export function sectionName(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'backend';
}

/**
 * An address and port as a server line has them.
 * @param address IPv4 or IPv6 literal
 * @param port the port
 * @returns `192.0.2.7:443`, `[2001:db8::1]:443`
 */
export function serverAddress(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
