import type { HealthCheck, Model, ProxySection, RequestRule, Server } from '../model/types.ts';
import { readExpression } from './expression.ts';
import { sameName } from './header-values.ts';
import { hostName } from './host-text.ts';
import { isConstant } from './log-format.ts';
import { entrance, routedHosts } from './routes.ts';

/**
 * The names that a configuration has for a server: those that its clients ask for, as far as it says.
 * @param model the configuration
 * @param proxy the server's proxy
 * @param server the server
 * @returns constant `set-header Host`, `sni str()`, Host of the check, `check-sni`, routed hosts; valid host names only,
 * each once
 */
export function namedHosts(model: Model, proxy: ProxySection, server: Server): string[] {
  const frontend = entrance(model, proxy)?.frontend;
  // What a frontend sets under a condition may be meant for another backend.
  const always = frontend && frontend !== proxy ? hostHeaders(frontend).filter(({ condition }) => !condition) : [];
  const check = server.ownCheck ?? proxy.check;
  const texts = [
    ...[...hostHeaders(proxy), ...always].flatMap(({ args }) => constantText(args[1]?.text ?? '')),
    ...constantNames(server.settings.get('sni')?.args[0]?.text),
    ...checkHosts(check),
    ...(server.settings.get('check-sni')?.args.map(({ text }) => text) ?? []),
    ...check.rules.flatMap((rule) => (rule.action === 'connect' && rule.sni !== null ? [rule.sni] : [])),
    ...routedHosts(model, proxy),
  ];
  const hosts = new Map<string, string>();
  for (const text of texts) {
    const host = hostName(text);
    if (host !== null && !hosts.has(host.toLowerCase())) hosts.set(host.toLowerCase(), host);
  }
  return [...hosts.values()];
}

function hostHeaders({ mode, requestRules }: ProxySection): RequestRule[] {
  if (mode !== 'http') return [];
  return requestRules.filter(({ action, args }) => action === 'set-header' && sameName(args[0]?.text ?? '', 'host'));
}

/**
 * The text that a log-format string always gives; `%[str(name)]` is as constant as the name itself.
 * @param format a log-format string
 * @returns the text; none: it is another for each request
 */
export function constantText(format: string): string[] {
  if (isConstant(format)) return [format.replaceAll('%%', '%')];
  return constantNames(/^%\[(.*)\]$/.exec(format)?.[1]);
}

/**
 * The name in `str(name)`.
 * @param expression a sample expression
 * @returns the name; none: it is another expression
 */
export function constantNames(expression: string | undefined): string[] {
  const read = readExpression(expression ?? '');
  if (read?.fetch.name !== 'str' || read.converters.length > 0) return [];
  return read.fetch.args.slice(0, 1);
}

function checkHosts({ rules }: HealthCheck): string[] {
  return rules.flatMap((rule) =>
    rule.action === 'send' ? rule.headers.filter(([name]) => sameName(name, 'host')).map(([, value]) => value) : [],
  );
}
