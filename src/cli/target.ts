import { isIpLiteral, parseHostName } from '../host-name.ts';
import { parsePath, parsePort } from '../request-words.ts';

/** An ADDRESS argument, taken apart. */
export interface Target {
  /** IP literal without brackets, or a name that is still to be resolved. */
  host: string;
  isAddress: boolean;
  /** null: ADDRESS names none. */
  port: number | null;
  /** From a URL; null: ADDRESS has none. */
  path: string | null;
  /** What was read into it, for people. */
  notes: string[];
}

/**
 * Reads an ADDRESS argument.
 * @param text IPv4, IPv6 with or without brackets, a name, each with an optional port (IPv6 then in brackets), or a URL
 * @returns its parts
 * @throws Error that says what is wrong
 */
export function parseTarget(text: string): Target {
  if (text === '') throw new Error('ADDRESS cannot be empty');
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return fromUrl(text);
  if (text.includes('/'))
    throw new Error(`${JSON.stringify(text)} is no address: a range or a path does not belong here`);
  if (text.includes('%')) throw new Error(`${JSON.stringify(text)}: an address with a zone is not supported`);
  if (isIpLiteral(text)) return { ...host(text), port: null, path: null };
  const match = /^(\[[^\]]*\]|[^:]*):([^:]*)$/.exec(text);
  if (match) return { ...host(match[1] ?? ''), port: parsePort(match[2] ?? ''), path: null };
  if (text.includes(':'))
    throw new Error(`${JSON.stringify(text)} is no address: write IPv6 with a port as [2001:db8::1]:443`);
  return { ...host(text), port: null, path: null };
}

function host(text: string): Pick<Target, 'host' | 'isAddress' | 'notes'> {
  const { name, isAddress, notes } = parseHostName(text);
  // That an IP is no server name matters where a name is asked for, not here.
  return { host: name, isAddress, notes: isAddress ? [] : notes };
}

function fromUrl(text: string): Target {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '')
    throw new Error(
      `${JSON.stringify(text.slice(0, 80))} is no address: an http or https URL, a name or an IP address`,
    );
  const { notes, ...named } = host(url.hostname);
  // The URL class drops the port that is the scheme's default: it was written all the same.
  const written = /^[a-z]+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(text)?.[1];
  const port = written ? parsePort(written) : url.protocol === 'http:' ? 80 : null;
  const bare = url.pathname === '/' && url.search === '';
  const path = bare ? null : parsePath(url.pathname + url.search);
  const parts = [`address ${named.host}`, `port ${port ?? 'as --port says'}`, ...(path ? [`path ${path}`] : [])];
  const dropped = [
    ...(url.username || url.password ? ['user and password'] : []),
    ...(url.hash ? ['the fragment'] : []),
  ];
  const unused = dropped.length ? `; ${dropped.join(' and ')} not used` : '';
  return { ...named, port, path, notes: [`taken from the URL: ${parts.join(', ')}${unused}`, ...notes] };
}
