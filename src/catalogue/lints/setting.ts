import type { CheckConnect, HealthCheck, Server, Setting } from '../../haproxy/model/types.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import type { Subject } from '../lint.ts';

/**
 * A keyword in force for a server.
 * @param server the server
 * @param keyword its canonical form
 * @returns null: it is not in force
 */
export function setting(server: Server, keyword: string): Setting | null {
  return server.settings.get(keyword) ?? null;
}

/**
 * The line to look at for the first of some keywords that is in force.
 * @param server the server
 * @param keywords in order of preference
 * @returns its line, else that of the server
 */
export function placeOf(server: Server, ...keywords: string[]): Place {
  for (const keyword of keywords) {
    const found = setting(server, keyword);
    if (found) return found.at;
  }
  return server.at;
}

/**
 * The check of a server: that of its `healthcheck` section (3.4), else that of its proxy.
 * @param subject the server
 * @returns its rules; null: the server has no `check`
 */
export function checkOf({ proxy, server }: Subject): HealthCheck | null {
  return server.settings.has('check') ? (server.ownCheck ?? proxy.check) : null;
}

/**
 * The rules that open the connections of a check, where any are written.
 * @param check the check
 * @returns in order; empty: HAProxy connects by itself
 */
export function connects(check: HealthCheck): CheckConnect[] {
  return check.rules.filter((rule) => rule.action === 'connect');
}

/**
 * The words of a setting as one writes them.
 * @param of the setting
 * @returns `check-sni www.example.test`
 */
export function written(of: Setting): string {
  return [of.keyword, ...of.args.map(({ text }) => text)].join(' ');
}

/**
 * A list as people write it.
 * @param words at least one
 * @returns `a`, `a and b`, `a, b and c`
 */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
