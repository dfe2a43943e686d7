import type { HaproxyVersion } from '../haproxy/versions.ts';
import { since } from '../haproxy/versions.ts';

/** One variable. */
export type Variable = readonly [name: string, value: string];

/**
 * Reads `--env`.
 * @param text `NAME=VALUE`; the value may be empty
 * @returns the variable
 * @throws Error that says what is wrong
 */
export function parseVariable(text: string): Variable {
  const end = text.indexOf('=');
  const shown = JSON.stringify(text.slice(0, 80));
  if (end < 0) throw new Error(`${shown} is not NAME=VALUE`);
  const name = text.slice(0, end);
  // What HAProxy takes for a name behind a dollar sign.
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new Error(`${shown}: the name of a variable has letters, digits and _`);
  return [name, text.slice(end + 1)];
}

/**
 * The environment as a configuration sees it (HAProxy manual, section 2.3).
 * @param own that of this process
 * @param more what stands over it, later ones over earlier ones
 * @param version HAProxy sets a variable by itself: from 2.8 on its branch (haproxy v2.8.0 src/haproxy.c:2091)
 * @returns values one character a byte, as the text of the configuration is
 */
export function environmentOf(
  own: Readonly<Record<string, string | undefined>>,
  more: readonly Variable[],
  version: HaproxyVersion,
): Map<string, string> {
  const given = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const branch: Variable[] =
    version.release && since(version, '2.8') ? [['HAPROXY_BRANCH', version.release.slice(0, 2).join('.')]] : [];
  return new Map([...given, ...more, ...branch].map(([name, value]) => [name, bytes(value)]));
}

function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
