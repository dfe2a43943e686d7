import { haproxyTls } from '../plan.ts';
import type { TlsPlan } from '../types.ts';
import { argument } from './model/setting.ts';
import type { Globals, Server } from './model/types.ts';
import type { Trust } from './sent.ts';
import { tlsVersions } from './tls-versions.ts';

/**
 * The TLS settings of a server line (HAProxy manual, `server`), without server name and ALPN, which checks and traffic
 * have each their own of.
 * @param server the server
 * @param globals what the global section says; its `ssl-default-server-…` stand on the server where HAProxy applies them
 * @returns the plan
 */
export function serverTls(server: Server, globals: Globals): TlsPlan {
  const standard = haproxyTls();
  const listed = argument(server, 'ciphers');
  const suites = argument(server, 'ciphersuites');
  const level = /@SECLEVEL=(\d)/.exec(listed ?? '')?.[1];
  const plain = named(listed?.replace(/:?@SECLEVEL=\d/, ''));
  const securityLevel = level === undefined ? (globals.securityLevel ?? standard.securityLevel) : Number(level);
  const { min, max } = tlsVersions(bounds(server), securityLevel);
  const crt = argument(server, 'crt');
  return {
    ...standard,
    minVersion: min,
    maxVersion: max,
    ciphers: suites === null ? plain : `${suites}:${plain ?? 'DEFAULT'}`,
    groups: classicGroups(argument(server, 'curves')),
    securityLevel,
    certificate: crt === null ? null : pair(inFolder(globals.crtBase, crt)),
    caFile: verifies(server, globals) ? authority(server, globals) : null,
    ...revocations(server, globals),
  };
}

/** A post-quantum group makes the ClientHello large, as the own list of the libraries that know it does. */
function classicGroups(list: string | null): string | null {
  return list !== null && /MLKEM/i.test(list) ? null : list;
}

/** The library's own list is what no list means. */
function named(ciphers: string | undefined): string | null {
  return ciphers === undefined || ciphers === '' || ciphers === 'DEFAULT' ? null : ciphers;
}

function bounds(server: Server) {
  return server.versions.map(({ keyword, args }) => ({ keyword, argument: args[0]?.text ?? null }));
}

function pair(file: string): { certFile: string; keyFile: string } {
  return { certFile: file, keyFile: file };
}

/**
 * Where a file is: `ca-base` (of `ca-file`, `crl-file`) and `crt-base` serve paths that are not absolute.
 * @param base the folder; null: none is set
 * @param file as it stands on the server line
 * @returns its path
 */
export function inFolder(base: string | null, file: string): string {
  return base === null || file.startsWith('/') || file.startsWith('@') ? file : `${base}/${file}`;
}

function authority(server: Server, globals: Globals): string | null {
  const file = argument(server, 'ca-file');
  return file === null || file === '@system-ca' ? null : inFolder(globals.caBase, file);
}

/** Without verification nobody asks whether a certificate was revoked (measured on 2.6.12 and 3.4.7). */
function revocations(server: Server, globals: Globals): Pick<TlsPlan, 'crlFile'> {
  const file = argument(server, 'crl-file');
  return file === null || !verifies(server, globals) ? {} : { crlFile: inFolder(globals.caBase, file) };
}

/**
 * Whether HAProxy verifies a server's certificate: `verify required` is the default.
 * @param server the server
 * @param globals `ssl-server-verify none` changes the default
 * @returns false for `verify none`
 */
export function verifies(server: Server, globals: Globals): boolean {
  const word = argument(server, 'verify');
  return word === null ? !globals.verifyNone : word !== 'none';
}

/**
 * The name that a certificate is held to: the server name that was sent, else `verifyhost`, else none (haproxy v3.4.0
 * src/ssl_sock.c:4903-4943).
 * @param server the server
 * @param globals as of {@link verifies}
 * @param tls the TLS plan; null: clear text
 * @returns what is demanded
 */
export function trust(server: Server, globals: Globals, tls: TlsPlan | null): Trust {
  if (tls === null || !verifies(server, globals)) return { verify: 'none', name: null, from: null };
  if (tls.servername !== null) return { verify: 'required', name: tls.servername, from: 'sni' };
  const name = argument(server, 'verifyhost');
  return { verify: 'required', name, from: name === null ? null : 'verifyhost' };
}
