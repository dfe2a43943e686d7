import { connectDropsSettings } from '../../catalogue/lints/connect-drops-settings.ts';
import { tlsToClearPort } from '../../catalogue/lints/tls-to-clear-port.ts';
import { alpn as alpnNeed } from '../../catalogue/needs/alpn.ts';
import { httpVersion } from '../../catalogue/needs/http-version.ts';
import { proxyProtocol } from '../../catalogue/needs/proxy-protocol.ts';
import { sni as sniNeed } from '../../catalogue/needs/sni.ts';
import { tls as tlsNeed } from '../../catalogue/needs/tls.ts';
import { goesElsewhere } from '../../haproxy/check-sends.ts';
import { argument, has } from '../../haproxy/model/setting.ts';
import type { CheckConnect } from '../../haproxy/model/types.ts';
import { appended, type Rewrite } from './check-change.ts';
import type { Demand } from './check-demand.ts';
import type { CheckLine } from './check-lines.ts';
import { serverWays } from './check-server.ts';
import type { CureEdit, Patient } from './cure.ts';
import type { Why } from './edit.ts';

/** One way to make the connections of a check: words of the server line, and words of its rules. */
export interface ConnectionWay {
  server: readonly CureEdit[];
  rewrites: readonly Rewrite[];
}

/**
 * The ways to make a connection that a rule describes (HAProxy manual, `http-check connect`; haproxy v3.4.0
 * src/tcpcheck.c:1451-1487): with what the server line says, by `default`, or with words of its own.
 * @param patient the server
 * @param line the rule's line
 * @param rule the rule
 * @param demand what the connection has to have
 * @returns the ways, the one with the fewest words first
 */
export function connectWays(patient: Patient, line: CheckLine, rule: CheckConnect, demand: Demand): ConnectionWay[] {
  const [server = []] = serverWays(patient, demand);
  const nameless = server.filter(({ text }) => !text.startsWith('check-sni '));
  const ways: ConnectionWay[] = [
    { server: rule.default ? nameless : [], rewrites: ownWords(patient, line, rule, demand) },
  ];
  if (rule.default) {
    // The name may stand on either line; on that of the server each one has its own.
    if (rule.sni === null) ways.unshift({ server, rewrites: ownWords(patient, line, rule, { ...demand, name: null }) });
    // What the server line says is not for that port.
    if (!demand.tls || demand.proxy === null) ways.push({ server: [], rewrites: without(line, ['default'], clear) });
  } else if (givesTls(patient, demand)) {
    const why = { because: connectDropsSettings.code, since: '2.2' };
    const rest = ownWords(patient, line, { ...rule, default: true, ssl: true }, { ...demand, name: null });
    const kept = rule.sni === null ? [] : nameWords(patient, line, rule, demand);
    ways.push({
      server: rule.sni === null ? server : nameless,
      rewrites: [{ line, from: 2, to: 2, words: ['default'], why }, ...rest, ...kept],
    });
  }
  return ways.sort((a, b) => size(a) - size(b));
}

/** How much is written. */
function size({ server, rewrites }: ConnectionWay): number {
  const words = rewrites.reduce((sum, { from, to, words: put }) => sum + Math.max(put.length, to - from), 0);
  return words + server.reduce((sum, { text }) => sum + text.split(' ').length, 0);
}

/** Whether the server line has TLS for a check that takes it over, now or once traffic has it. */
function givesTls({ target, wanted }: Patient, { tls }: Demand): boolean {
  const { server } = target;
  return tls && (has(server, 'check-ssl') || (!goesElsewhere(server) && (has(server, 'ssl') || wanted.ssl)));
}

/** Words that the rule itself is to have, or to lose. */
function ownWords(patient: Patient, line: CheckLine, rule: CheckConnect, demand: Demand): Rewrite[] {
  const secure = rule.ssl || (rule.default && givesTls(patient, demand));
  const why = { because: tlsNeed.code, since: sinceOf(line) };
  if (!demand.tls)
    return [
      ...proxyWords(line, rule, demand),
      ...(rule.ssl ? without(line, ['ssl', 'sni', 'alpn', 'proto'], clear) : []),
    ];
  return [
    ...(secure ? [] : [appended(line, ['ssl'], why)]),
    ...nameWords(patient, line, rule, demand),
    ...protocolWords(patient, line, rule, demand),
    ...proxyWords(line, rule, demand),
  ];
}

const clear = { because: tlsToClearPort.code, since: '1.5' } as const;

function sinceOf({ words }: CheckLine): string {
  return words[0]?.text === 'tcp-check' ? '1.5' : '2.2';
}

function protocolWords({ result }: Patient, line: CheckLine, rule: CheckConnect, { alpn }: Demand): Rewrite[] {
  const why = { because: result.needs.includes('alpn') ? alpnNeed.code : httpVersion.code, since: '2.2' };
  if (alpn === null) return without(line, ['alpn', 'proto'], why);
  const gone = without(line, ['proto'], why);
  // With `default` the server line offers it.
  if (rule.alpn === alpn || (rule.default && rule.alpn === null)) return gone;
  return [put(line, 'alpn', alpn, why), ...gone];
}

function proxyWords(line: CheckLine, rule: CheckConnect, { proxy }: Demand): Rewrite[] {
  const why = { because: proxyProtocol.code, since: sinceOf(line) };
  if (proxy === null) return without(line, ['send-proxy'], why);
  return rule.sendProxy || rule.default ? [] : [appended(line, ['send-proxy'], why)];
}

function nameWords({ target }: Patient, line: CheckLine, rule: CheckConnect, { name }: Demand): Rewrite[] {
  if (name === null || rule.sni === name) return [];
  // A check-sni that is right serves a rule that takes it over.
  if (rule.sni === null && rule.default && argument(target.server, 'check-sni') === name) return [];
  return [put(line, 'sni', name, { because: sniNeed.code, since: '2.2' })];
}

/** A keyword with its argument: in the place of the same one, else at the end. */
function put(line: CheckLine, keyword: string, value: string, why: Rewrite['why']): Rewrite {
  const at = placeOf(line, keyword);
  return at > 0 ? { line, from: at, to: at + 2, words: [keyword, value], why } : appended(line, [keyword, value], why);
}

/** Takes keywords off a rule, those side by side at once. */
function without(line: CheckLine, keywords: readonly string[], why: Why): Rewrite[] {
  const spans = keywords
    .map((keyword) => ({ from: placeOf(line, keyword), length: withArgument.has(keyword) ? 2 : 1 }))
    .filter(({ from }) => from > 0)
    .sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const { from, length } of spans) {
    const last = joined.at(-1);
    if (last?.to === from) last.to = from + length;
    else joined.push({ from, to: from + length });
  }
  return joined.map(({ from, to }) => ({ line, from, to, words: [], why }));
}

const withArgument = new Set(['addr', 'port', 'proto', 'sni', 'alpn', 'comment']);

/** Where a keyword of a connect rule stands; 0: it does not. */
function placeOf({ words }: CheckLine, keyword: string): number {
  for (let i = 2; i < words.length; i += withArgument.has(words[i]?.text ?? '') ? 2 : 1)
    if (words[i]?.text === keyword) return i;
  return 0;
}
