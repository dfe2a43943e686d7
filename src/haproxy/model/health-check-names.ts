import { backendName, namedFormat, serverName } from './log-format.ts';
import type { CheckExpect, CheckRule, HealthCheck } from './types.ts';

/**
 * Puts the names of a server and its backend into the texts of a check that ask for them (`%[srv_name]`, `%s`,
 * `%[be_name]`, `%b`).
 * @param check the check of a proxy or of a `healthcheck` section
 * @param names of the server and of its proxy
 * @returns the check of that server; the same one where no text asks
 */
export function withNames(check: HealthCheck, names: { server: string; proxy: string }): HealthCheck {
  const put = (text: string) => text.replaceAll(serverName, names.server).replaceAll(backendName, names.proxy);
  return check.rules.some(asks) ? { ...check, rules: check.rules.map((rule) => named(rule, put)) } : check;
}

function asks(rule: CheckRule): boolean {
  const text = JSON.stringify(rule);
  if (rule.action === 'expect' && `${rule.onError}${rule.onSuccess}`.includes('%')) return true;
  return text.includes(serverName) || text.includes(backendName);
}

function named(rule: CheckRule, put: (text: string) => string): CheckRule {
  if (rule.action === 'bytes') return { ...rule, bytes: put(rule.bytes) };
  if (rule.action === 'expect') {
    const [onError, onSuccess] = [rule.onError, rule.onSuccess].map((text) =>
      text === null ? null : namedFormat(text, put),
    );
    return { ...rule, match: namedMatch(rule.match, put), onError: onError ?? null, onSuccess: onSuccess ?? null };
  }
  if (rule.action !== 'send') return rule;
  const headers = rule.headers.map(([name, value]): [string, string] => [name, put(value)]);
  return { ...rule, uri: put(rule.uri), headers, body: rule.body === null ? null : put(rule.body) };
}

function namedMatch(match: CheckExpect['match'], put: (text: string) => string): CheckExpect['match'] {
  if ('pattern' in match) return { ...match, pattern: put(match.pattern) };
  if (!('name' in match)) return match;
  const text = ({ how, pattern }: { how: string; pattern: string }) => ({ how, pattern: put(pattern) });
  return { ...match, name: text(match.name), value: match.value && text(match.value) };
}
