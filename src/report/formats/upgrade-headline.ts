import type { Severity } from '../../types.ts';
import type { UpgradePlace, UpgradeResult } from '../../upgrade-types.ts';
import { count } from './check-words.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

/** What becomes of servers: of one, of several. */
const phrases: Record<Severity, readonly [one: string, several: string]> = {
  error: ['breaks', 'break'],
  warning: ['turns otherwise', 'turn otherwise'],
  info: ['is mended', 'are mended'],
};

/**
 * The answer: how many servers turn, and how.
 * @param result of an upgrade
 * @param paint colours
 * @returns lines
 */
export function upgradeHeadline(result: UpgradeResult, paint: Paint): string {
  const [stroke, word] = verdict(result);
  const text = [...refusals(result), standing(result)].join(' ');
  const [first = '', ...others] = wrap(text, undefined, `${word}  `);
  return `${[paint.bold(paint[stroke](word)) + first.slice(word.length), ...others].join('\n')}\n`;
}

function verdict(result: UpgradeResult): [keyof Paint, string] {
  const { changes, refused, sends, unknown, servers, connections } = result;
  if (refused.length > 0 || isRefused(result)) return ['red', 'REFUSED'];
  if (changes.some(({ severity }) => severity === 'error')) return ['red', 'BREAKS'];
  if (changes.length > 0) return ['yellow', 'TURNS'];
  if (servers.length === 0) return ['yellow', 'NOTHING'];
  if (connections === 0) return ['yellow', sends.length > 0 ? 'DIFFERS' : 'UNTESTED'];
  return unknown.length > 0 ? ['yellow', 'UNKNOWN'] : ['green', 'SAME'];
}

function isRefused(result: UpgradeResult): boolean {
  return result.new.some(({ severity }) => severity === 'fatal');
}

function refusals({ refused, new: added, removed, from, to }: UpgradeResult): string[] {
  const fatal = (some: UpgradeResult['new']) => some.filter(({ severity }) => severity === 'fatal').length;
  return [
    ...(refused.length > 0 ? [`Neither version starts: ${count(refused.length, 'line')} refused by both.`] : []),
    ...(fatal(added) > 0 ? [`HAProxy ${to} does not start: ${count(fatal(added), 'line')} refused.`] : []),
    ...(fatal(removed) > 0 ? [`HAProxy ${from} did not: ${count(fatal(removed), 'line')} refused.`] : []),
  ];
}

function standing({ changes, servers: all, unknown, from, to, connections, sends }: UpgradeResult): string {
  const servers = all.length;
  const way = `from HAProxy ${from} to ${to}`;
  if (servers === 0) return `No server, ${way}.`;
  const turned = changes.filter(({ server }) => server !== null);
  const open = named(unknown.filter((one) => !turned.some((change) => nameOf(change) === nameOf(one))));
  const rest = open === 0 ? '' : `; ${open} ${open === 1 ? 'is' : 'are'} not known`;
  if (connections === 0 && turned.length === 0) {
    const differing = named(sends);
    if (differing === 0) return `${count(servers, 'server')} ${be(servers)} sent the same ${way}${rest}.`;
    return `${part(differing, servers)} ${be(differing)} sent something else ${way}${rest}.`;
  }
  if (turned.length === 0)
    return `${count(servers, 'server')} ${servers === 1 ? 'stays' : 'stay'} the same ${way}${rest}.`;
  const kinds = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const number = turned.filter((change) => change.severity === severity).length;
    return number === 0 ? [] : [`${number} ${phrases[severity][number === 1 ? 0 : 1]}`];
  });
  return `${part(turned.length, servers)} ${turned.length === 1 ? 'turns' : 'turn'} ${way}: ${kinds.join(', ')}${rest}.`;
}

function nameOf({ proxy, server }: UpgradePlace): string {
  return `${proxy}/${server}`;
}

function named(some: readonly UpgradePlace[]): number {
  return new Set(some.map(nameOf)).size;
}

function be(number: number): string {
  return number === 1 ? 'is' : 'are';
}

function part(number: number, all: number): string {
  return number === all ? count(all, 'server') : `${number} of ${count(all, 'server')}`;
}
