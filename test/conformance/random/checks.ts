import { type Configuration, configuration } from '../configurations/configuration.ts';
import { type CheckRules, checkRules } from './check-rules.ts';
import { type Lot, lot } from './lot.ts';
import { type ServerWords, serverWords } from './server-words.ts';

/** Backends that answer at once, or fail at once. */
const quick = [
  'contour',
  'contour',
  'envoy',
  'healthy-tls',
  'healthy-tls',
  'healthy-http',
  'healthy-http',
  'host-required-http',
  'sni-host-mismatch-421',
  'default-certificate',
  'certificate-wrong-name',
  'h2-only',
  'alpn-required',
  'tls12-only',
  'tls13-only',
  'proxy-v1-required',
  'nginx-proxy-protocol',
  'proxy-required-http',
  'redirect-elsewhere',
  'status-503',
  'host-not-served-404',
  'nginx-http',
  'nginx-client-certificate',
  'nginx-default-certificate',
  'caddy',
  'apache',
  'haproxy-strict-sni',
  'haproxy-h2',
  'haproxy-http',
  'haproxy-accept-proxy',
  'ssh-banner',
  'smtp-banner',
  'mysql',
  'postgresql',
  'port-closed',
  'not-http',
  'close-on-accept',
  'plain-http-only',
  'redirect-http',
  'garbage',
  'early-hints',
  'options-refused',
  'http10-refused',
  'client-certificate-tls13',
  'certificate-expired',
];

/** Those that let a check wait. */
const slow = ['silent', 'silent-http', 'slow-handshake', 'syn-unanswered'];

/**
 * Makes configurations of health checks by lot.
 * @param seed any number
 * @param count how many
 * @returns the same ones for the same seed; not every one of them is taken by HAProxy
 */
export function checks(seed: number, count: number): Configuration[] {
  return Array.from({ length: count }, (_, i) => one(`r${seed}-${i}`, lot(seed * 100_003 + i, i % 5 === 0)));
}

function one(name: string, draw: Lot): Configuration {
  const among = draw.chance(0.12) ? slow : quick;
  const against = [...new Set(draw.several(among, 1 + draw.below(2)))];
  const words = serverWords(draw);
  const rules = checkRules(draw);
  if (rules.type !== null && draw.chance(0.06)) return withSection(name, against, draw, words, rules);
  const isInherited = words.inherited.length > 0 || draw.chance(0.2);
  const above = isInherited ? inheritedRules(draw, rules.lines) : { inherited: [], own: rules.lines };
  const defaults = [...above.inherited, ...defaultServer(words.inherited)];
  const own = [...above.own];
  own.splice(draw.one([0, own.length]), 0, ...servers(draw, words));
  return configuration(name, against, own.join('\n'), {
    ...(isInherited && { before: section('defaults d.{cell} from {base}', defaults), from: 'd.{cell}' }),
    ...manner(draw, words),
  });
}

/** What clients speak does not matter to checks. */
function manner(draw: Lot, { inherited, before, server }: ServerWords): Partial<Configuration> {
  const overTls = [...inherited, ...before, ...server].some((word) => word === 'ssl');
  const ofHttp = [...inherited, ...before, ...server].some((word) => word.includes('layer7'));
  const mode = overTls && !ofHttp && draw.chance(0.2) ? 'tcp' : 'http';
  return { mode, client: 'tls', pace: 'common', listen: false };
}

/** Some lines stand in the section that is inherited from; of some another form stands there. */
function inheritedRules(draw: Lot, lines: string[]): { inherited: string[]; own: string[] } {
  switch (draw.below(4)) {
    case 0:
      return { inherited: [], own: lines };
    case 1:
      return { inherited: lines, own: [] };
    case 2: {
      const cut = draw.below(lines.length + 1);
      return { inherited: lines.slice(0, cut), own: lines.slice(cut) };
    }
    default:
      return { inherited: checkRules(draw).lines, own: lines };
  }
}

function defaultServer(words: string[]): string[] {
  return words.length === 0 ? [] : [`default-server ${words.join(' ')}`];
}

function servers(draw: Lot, { before, server }: ServerWords): string[] {
  const line = ['server s1 {address}', ...server].join(' ');
  const cut = draw.chance(0.2) ? draw.below(before.length + 1) : before.length;
  const lines = [...defaultServer(before.slice(0, cut)), ...defaultServer(before.slice(cut)), line];
  if (draw.chance(0.04)) lines.push('default-server check-sni {other} no-check-ssl');
  return draw.chance(0.03) ? lines.map((one) => one.replace('server s1', 'server-template s 1')) : lines;
}

function section(header: string, lines: string[]): string {
  return [header, ...lines.map((line) => `    ${line}`)].join('\n');
}

/** The same as a `healthcheck` section. */
function withSection(name: string, against: string[], draw: Lot, words: ServerWords, rules: CheckRules): Configuration {
  const lines = [`type ${rules.type}`, ...rules.lines.filter((line) => !line.startsWith('option '))];
  const own = servers(draw, {
    ...words,
    before: [...words.inherited, ...words.before],
    server: [...words.server, 'healthcheck h.{cell}'],
  });
  const others = draw.chance(0.3) ? checkRules(draw).lines : [];
  return configuration(name, against, [...others, ...own].join('\n'), {
    before: section('healthcheck h.{cell}', lines),
    ...manner(draw, words),
  });
}
