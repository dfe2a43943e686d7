import { requested } from '../../catalogue/need.ts';
import { host } from '../../catalogue/needs/host.ts';
import type { CheckEdit, CheckPrediction, TrafficPrediction } from '../../check-types.ts';
import { argument, has } from '../../haproxy/model/setting.ts';
import type { CheckRule } from '../../haproxy/model/types.ts';
import { verifies } from '../../haproxy/server-tls.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import type { Directive, ProbeResult } from '../../types.ts';
import { trafficFails } from './question.ts';
import type { Target } from './target.ts';

/**
 * What of a remedy a server still lacks, for the conversation that fails.
 * @param target the server
 * @param predicted what HAProxy reports of it
 * @param result what its backend needs, with the remedy of the barest line
 * @returns the directives that are not in force yet, each with the line that it belongs to
 */
export function editsOf(
  target: Target,
  predicted: { check: CheckPrediction; traffic: TrafficPrediction[] },
  { remedy }: ProbeResult,
): CheckEdit[] {
  const directives = remedy?.directives ?? [];
  // Where the server verifies and only `verify none` would help, it is the certificate that fails.
  if (verifies(target.server, target.model.globals) && directives.some(({ text }) => text === 'verify none')) return [];
  const lacking = directives.filter((directive) => !inForce(directive, target));
  // What changes the connection of both is of use only with all the rest.
  const both = lacking.some((directive) => serves(directive) === 'both');
  const checkFails = predicted.check.up === false;
  const clientFails = predicted.traffic.some(
    ({ status, termination }) => termination !== null && trafficFails({ status, termination }),
  );
  const wanted = lacking.filter((directive) => {
    const served = serves(directive);
    return both || (served === 'check' ? checkFails : served === 'traffic' ? clientFails : true);
  });
  return withCheckOption(wanted, target).map((directive) => ({
    proxy: target.proxy.name,
    server: target.server.name,
    ...placeOfEdit(directive, target),
    ...directive,
    because: directive.because === requested ? host.code : directive.because,
  }));
}

/** Which of the two conversations a directive changes. */
type Serves = 'check' | 'traffic' | 'both';

/**
 * What a directive serves.
 * @param directive of a remedy
 * @returns which conversation
 */
function serves({ text }: Directive): Serves {
  if (/^(?:check\b|check-|option httpchk|http-check |inter |timeout check)/.test(text)) return 'check';
  return /^(?:sni |http-request )/.test(text) ? 'traffic' : 'both';
}

/**
 * Whether a directive stands in the configuration already, whatever line it stands on.
 * @param directive of a remedy
 * @param target the server
 * @returns true where it, or another word of its kind, is in force
 */
function inForce({ text, scope }: Directive, { server, proxy, sent }: Target): boolean {
  const [keyword = '', value] = text.split(' ');
  if (scope === 'server') {
    // How the certificate is trusted is the operator's choice, where there is one.
    if (/^(?:verify|ca-file)$/.test(keyword)) return has(server, 'verify') || has(server, 'ca-file');
    // Whatever expression it is that yields a name: one name in its place would be wrong for the others.
    if (keyword === 'sni' || keyword === 'check-sni') return sendsName(keyword, sent);
    const canonical = keyword.startsWith('send-proxy') ? 'send-proxy' : keyword;
    return value === undefined ? has(server, canonical) : argument(server, canonical) === value;
  }
  // What a check expects is the operator's choice, where there is one.
  const own = (server.ownCheck ?? proxy.check).rules.some((rule) => rule.action === 'expect' && !rule.implicit);
  if (text.startsWith('http-check expect ')) return own;
  if (text.startsWith('http-check send ')) return sendsAlready(text, (server.ownCheck ?? proxy.check).rules);
  if (text === 'option httpchk' || text.startsWith('option httpchk ')) return proxy.check.type === 'httpchk';
  if (!text.startsWith('http-request ')) return false;
  return proxy.requestRules.some(
    ({ action, args }) => `http-request ${[action, ...args.map((word) => word.text)].join(' ')}` === text,
  );
}

/** Whether a check says what `http-check send meth M uri U ver V hdr Host H` would make it say. */
function sendsAlready(text: string, rules: readonly CheckRule[]): boolean {
  return rules.some((rule) => {
    if (rule.action !== 'send') return false;
    const { method, uri, version, headers } = rule;
    const words = ['http-check send meth', method, 'uri', uri, 'ver', version];
    return (
      [...words, ...headers.flatMap(([name, value]) => ['hdr', name, value])].join(' ').toLowerCase() ===
      text.toLowerCase()
    );
  });
}

function sendsName(keyword: 'sni' | 'check-sni', { check, traffic }: Target['sent']): boolean {
  const plans = keyword === 'sni' ? traffic.map(({ plan }) => plan) : (check?.legs ?? []).map(({ plan }) => plan);
  return plans.length > 0 && plans.every((plan) => plan?.tls?.servername != null);
}

/**
 * Adds what `http-check` rules need to count: an option of the backend's own.
 * @param directives that are wanted
 * @param target the server
 * @returns the same, `option httpchk` first where it is missing or only inherited
 */
function withCheckOption(directives: readonly Directive[], { proxy }: Target): Directive[] {
  const first = directives.find(({ text }) => text.startsWith('http-check '));
  const missing = proxy.check.type !== 'httpchk' || proxy.check.inherited;
  if (!first || !missing || directives.some(({ text }) => text.startsWith('option httpchk'))) return [...directives];
  return [{ ...first, text: 'option httpchk' }, ...directives];
}

/**
 * Where a directive belongs, and what it takes the place of.
 * @param directive of a remedy
 * @param target the server
 * @returns the line of the server, or of the backend's own check; `replaces` a rule of the same kind there
 */
function placeOfEdit({ scope, text }: Directive, { server, proxy }: Target): Place & { replaces?: number } {
  if (scope === 'server') return server.at;
  const { check } = proxy;
  if (check.inherited || check.at === null || !/^(?:option|http-check) /.test(text)) return proxy.at;
  const send = check.rules.find((rule) => rule.action === 'send' && rule.at.line !== check.at?.line);
  if (send && text.startsWith('http-check send ')) return { ...send.at, replaces: send.at.line };
  if (check.type !== 'httpchk' && text.startsWith('option ')) return { ...check.at, replaces: check.at.line };
  return check.at;
}
