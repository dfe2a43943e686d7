import { since } from '../versions.ts';
import type { Draft } from './health-check-draft.ts';
import {
  type CheckLine,
  literal,
  missingArgument,
  type Refusal,
  refuse,
  textAt,
  unknownWords,
} from './health-check-line.ts';
import { hasKeyword, keywordList } from './keyword-list.ts';
import { isRefusedInChecks, knownSample } from './sample-in-check.ts';
import type { CheckConnect, Unknown } from './types.ts';

const flags = ['default', 'ssl', 'send-proxy', 'via-socks4', 'linger'];
const options = ['addr', 'port', 'proto', 'sni', 'alpn', 'comment'];
/** What `tcp-check connect` knew before 2.2. */
const before22 = ['ssl', 'send-proxy', 'port', 'comment'];

/** Protocols that `proto` names, by the kind of check that may speak them. */
const protocols = { 'http-check': keywordList('h1 h2 fcgi quic@3.0 qmux@3.4'), 'tcp-check': keywordList('none') };

/**
 * Reads `http-check connect` and `tcp-check connect` (haproxy v3.4.0 src/tcpcheck.c:2729, v2.0.0
 * src/cfgparse-listen.c:3036).
 * @param line the line
 * @returns the rule, or why it is refused
 */
export function readConnect(line: CheckLine): Draft | Refusal {
  const rule: CheckConnect = {
    action: 'connect',
    at: line.at,
    comment: null,
    step: 0,
    default: false,
    port: null,
    addr: null,
    ssl: false,
    sni: null,
    alpn: null,
    proto: null,
    sendProxy: false,
    viaSocks4: false,
  };
  const unknown: Unknown[] = unknownWords(line, 2);
  for (let i = 2; i < line.words.length; i++) {
    const keyword = textAt(line, i);
    const known = since(line.version, '2.2') ? [...flags, ...options] : before22;
    if (!known.includes(keyword)) return refuse(line, i, `"${keyword}" is no option of connect`);
    if (flags.includes(keyword)) {
      setFlag(rule, keyword);
      continue;
    }
    const missing = missingArgument(line, i);
    if (missing) return missing;
    const problem = setOption(rule, keyword, line, ++i, unknown);
    if (problem) return problem;
  }
  return { rule, unknown };
}

function setFlag(rule: CheckConnect, keyword: string): void {
  if (keyword === 'default') rule.default = true;
  else if (keyword === 'ssl') rule.ssl = true;
  else if (keyword === 'send-proxy') rule.sendProxy = true;
  else if (keyword === 'via-socks4') rule.viaSocks4 = true;
}

function setOption(
  rule: CheckConnect,
  keyword: string,
  line: CheckLine,
  i: number,
  unknown: Unknown[],
): Refusal | undefined {
  const { text } = literal(line, i);
  if (keyword === 'port') return setPort(rule, line, i, unknown);
  if (keyword === 'proto') {
    const problem = protocolProblem(line, i);
    if (problem) return problem;
    rule.proto = text;
  } else if (keyword === 'addr') {
    if (isBadEndpoint(text)) return refuse(line, i, `"${text}" is no address with a port`);
    rule.addr = text;
  } else if (keyword === 'sni') rule.sni = text;
  else if (keyword === 'alpn') rule.alpn = text;
  else if (keyword === 'comment') rule.comment = text;
  return undefined;
}

/** What stands behind the last colon is the port, or nothing: `::1` is port 1 of an address that is none. */
function isBadEndpoint(text: string): boolean {
  const [, head = '', port = ''] = /^([^@/]*):([^:\]/]*)$/.exec(text) ?? [];
  if (port === '') return false;
  return !/^\d+$/.test(port) || Number(port) > 65535 || /(?:^|[^:]):$/.test(head);
}

function protocolProblem(line: CheckLine, i: number): Refusal | null {
  const text = textAt(line, i);
  const own = textAt(line, 0) === 'tcp-check' ? 'tcp-check' : 'http-check';
  const protocol = protocols[own].get(text);
  return protocol && hasKeyword(protocol, line.version)
    ? null
    : refuse(line, i, `"${text}" is no protocol that ${own} can speak`);
}

function setPort(rule: CheckConnect, line: CheckLine, i: number, unknown: Unknown[]): Refusal | undefined {
  const text = textAt(line, i);
  const constant = knownSample(text, '', '');
  const number = /^\d+$/.test(text) ? Number(text) : null;
  if (number !== null && (number < 1 || number > 65535)) return refuse(line, i, `"${text}" is no port (1 to 65535)`);
  if (number === null && isRefusedInChecks(text))
    return refuse(line, i, `"${text}" is neither a port nor a sample expression of use in a health check`);
  rule.port = number ?? (constant ? Number(constant) : null);
  if (rule.port === null)
    unknown.push({ ...line.at, text, because: 'the port is worked out when HAProxy checks', affects: 'check' });
  return undefined;
}
