import type { Matching } from '../../haproxy/request/acl-keywords.ts';
import { hostName } from '../../haproxy/request/host-text.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import { isIpLiteral } from '../../host-name.ts';
import type { Aside } from './sink.ts';

/** A name of a configuration, and where it stands; or what is left out there, or wrong. */
export type Named = { at: Place } & ({ host: string } | { aside: Aside; example: string } | { wrong: string });

/**
 * @param unset names of environment variables
 * @param at where they stand
 * @returns that the name there is not known
 */
export function notSet([name = '']: readonly string[], at: Place): Named {
  return { at, wrong: `environment variable ${name.slice(0, 80)} is not set: the name that stands there is not known` };
}

/**
 * What a text is as a Host or a server name that HAProxy sends or compares with.
 * @param text `www.example.test`, `www.example.test:8443`
 * @param at where it stands
 * @returns the host, or why it is none; null: there is nothing
 */
export function exactName(text: string, at: Place): Named | null {
  const bare = text.trim().replace(/:\d{1,5}$/, '');
  if (bare === '') return null;
  if (bare.startsWith('*.')) return { at, aside: 'wildcard', example: bare };
  if (bare.startsWith('.')) return { at, aside: 'pattern', example: bare };
  if (/^\[|:/.test(bare) || isIpLiteral(bare)) return { at, aside: 'address', example: bare };
  const host = hostName(bare.replace(/\.$/, ''));
  if (host !== null) return { at, host: host.toLowerCase() };
  return { at, wrong: `${JSON.stringify(bare.slice(0, 80))} is no host name` };
}

/**
 * What a pattern says of the hosts that it matches.
 * @param pattern of an ACL or of a map file
 * @param matching how it is compared
 * @param at where it stands
 * @returns the host where there is exactly one that it was written for, else what is left out; null: nothing like it
 */
export function patternName(pattern: string, matching: Matching | null, at: Place): Named | null {
  if (pattern === '') return null;
  const left: Named = { at, aside: 'pattern', example: pattern };
  if (matching === 'str') return exactName(pattern, at);
  // A whole name is one of the names that it matches, and the one that was meant.
  if (matching === 'dom' && /^[^.].*\..*[^.]$/.test(pattern)) return exactName(pattern, at);
  // `^www\.example\.test$`, with any port or none.
  const literal = /^\^((?:[\w-]|\\\.)+)(?:\(:\[0-9\]\+\)\?|\(:\\d\+\)\?)?\$$/.exec(pattern)?.[1];
  if (matching === 'reg' && literal !== undefined) return exactName(literal.replaceAll('\\.', '.'), at);
  return matching === null || /^(?:beg|end|sub|dir|dom|reg)$/.test(matching) ? left : null;
}
