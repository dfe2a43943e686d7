import { isForwarded } from '../../catalogue/forwarded-headers.ts';
import { checkWithoutHost } from '../../catalogue/lints/check-without-host.ts';
import { forwardedProto } from '../../catalogue/needs/forwarded-proto.ts';
import { host as hostNeed } from '../../catalogue/needs/host.ts';
import { httpVersion } from '../../catalogue/needs/http-version.ts';
import { method as methodNeed } from '../../catalogue/needs/method.ts';
import { userAgent } from '../../catalogue/needs/user-agent.ts';
import type { NewWord } from '../../haproxy/edit/change.ts';
import { has } from '../../haproxy/model/setting.ts';
import type { CheckSend } from '../../haproxy/model/types.ts';
import { introduced, since } from '../../haproxy/versions.ts';
import { checkAgent } from '../../plan.ts';
import { type Addition, appended, type CheckChange, noChange, type Rewrite } from './check-change.ts';
import { hostOf } from './check-demand.ts';
import type { CheckLine } from './check-lines.ts';
import type { Patient } from './cure.ts';
import type { Why } from './edit.ts';

/** What of a check's request can be made otherwise. */
export type Part = 'method' | 'version' | 'host' | 'forwarded-proto' | 'user-agent';

/** One request of a check, with the lines that say what it is. */
export interface Request {
  rule: CheckSend;
  /** `http-check send`; null: the option alone says it. */
  send: CheckLine | null;
  /** The option, where it has a say in it. */
  option: CheckLine | null;
  /** The line that a send rule of its own would follow; null: it would come first. */
  behind: CheckLine | null;
}

const agent = 'user-agent';
/** Of a check that says none (HAProxy manual, `option httpchk`). */
const plainVersion = 'HTTP/1.0';

/**
 * The parts of a request that are not as the backend may want them.
 * @param patient the server
 * @param rule the request
 * @returns those that can be changed, the likeliest first
 */
export function openParts(patient: Patient, { headers, method, version }: CheckSend): Part[] {
  const { result, wanted } = patient;
  const value = (name: string) => headers.find(([header]) => header.toLowerCase() === name)?.[1];
  const host = hostOf(patient);
  const wants = (header: string) => wanted.httpchk?.headers.some(([name]) => name.toLowerCase() === header) ?? false;
  const [proto, https] = forwardedOf(patient);
  const wantsProto = result.needs.includes('forwarded-proto') || wants(proto.toLowerCase());
  const open: [Part, boolean][] = [
    ['host', host !== null && value('host') !== host],
    ['method', method === 'OPTIONS'],
    ['version', version === plainVersion],
    ['forwarded-proto', wantsProto && value(proto.toLowerCase()) !== https],
    ['user-agent', wants(agent) && value(agent) === undefined],
  ];
  return open.flatMap(([part, isOpen]) => (isOpen ? [part] : []));
}

/**
 * Changes parts of a request: in place where a line says them, else on the line that a person would add them to.
 * @param patient the server
 * @param request the request
 * @param parts which, out of {@link openParts}
 * @returns what becomes of the check's lines
 */
export function requestChange(patient: Patient, request: Request, parts: readonly Part[]): CheckChange {
  if (parts.length === 0) return noChange;
  if (!since(patient.target.version, introduced.httpCheckSend) || hides(request))
    return hidden(patient, request, parts);
  const words: NewWord[] = [];
  const rewrites: Rewrite[] = [];
  for (const part of inOrder.filter((one) => parts.includes(one))) {
    const said = sayOf(part, patient, request, parts);
    const value = textOfPart(part, patient);
    const why = whyOf(part, patient, request);
    if ('at' in said)
      rewrites.push({
        line: said.line,
        from: said.from ?? said.at,
        to: said.at + 1,
        words: [...keywordsAt(said), value],
        why,
      });
    else if ('before' in said)
      rewrites.push({ line: said.line, from: said.before, to: said.before, words: [value, ...said.and], why });
    else if (request.send) rewrites.push(appended(request.send, [...keywordsOf(part, patient), value], why));
    else words.push(...keywordsOf(part, patient), value);
  }
  return { rewrites, additions: words.length > 0 ? [sendLine(patient, request, parts, words)] : [] };
}

/** In this order words stand on a line. */
const inOrder: readonly Part[] = ['method', 'version', 'host', 'forwarded-proto', 'user-agent'];

const keywords: Record<Exclude<Part, 'forwarded-proto'>, readonly string[]> = {
  method: ['meth'],
  version: ['ver'],
  host: ['hdr', 'Host'],
  'user-agent': ['hdr', 'User-Agent'],
};

function keywordsOf(part: Part, patient: Patient): readonly string[] {
  return part === 'forwarded-proto' ? ['hdr', forwardedOf(patient)[0]] : keywords[part];
}

/** The header that tells this backend of https, and its value. */
function forwardedOf({ wanted }: Patient): readonly [name: string, value: string] {
  return wanted.httpchk?.headers.find(([name]) => isForwarded(name)) ?? ['X-Forwarded-Proto', 'https'];
}

function textOfPart(part: Part, patient: Patient): string {
  if (part === 'method') return patient.question.method;
  if (part === 'version') return 'HTTP/1.1';
  if (part === 'user-agent') return checkAgent;
  // A header's value is log-format text.
  return part === 'host' ? (hostOf(patient) ?? '').replaceAll('%', '%%') : forwardedOf(patient)[1];
}

/** The keyword in front of a value, as it stands there. */
function keywordsAt({ line, at, from = at }: { line: CheckLine; at: number; from?: number }): NewWord[] {
  return line.copy.slice(from, at).filter((one) => one !== null);
}

/** Where a line says a part already, or the option may say it in the fewest words. */
type Said =
  | { line: CheckLine; at: number; from?: number }
  | { line: CheckLine; before: number; and: readonly string[] }
  | object;

function sayOf(part: Part, patient: Patient, request: Request, parts: readonly Part[]): Said {
  const { send, option } = request;
  const keyword = keywordsOf(part, patient);
  const stands = send && standsAt(send, keyword);
  if (stands) return { line: send, at: stands, from: stands - keyword.length };
  if (!option) return {};
  const at = { method: 2, version: 4, host: 5, 'forwarded-proto': 0, 'user-agent': 0 }[part];
  const length = option.words.length;
  if (part === 'method') {
    // A lone word behind `option httpchk` is the URI.
    if (length === 3) return { line: option, before: 2, and: [] };
    if (length === 2 && !send && !parts.includes('host')) return { line: option, before: 2, and: ['/'] };
    return length > 3 ? { line: option, at } : {};
  }
  // Headers may hide behind the version: they stay.
  const isPlain = part !== 'version' || !option.words[at]?.text.includes('\r\n');
  return at > 0 && length > at && isPlain ? { line: option, at } : {};
}

/** The value of a part on a line of `http-check send`; 0: it does not stand there. */
function standsAt({ words }: CheckLine, keywords: readonly string[]): number {
  const keyword = keywords.map((one) => one.toLowerCase());
  for (let i = 2; i < words.length; ) {
    const isHeader = words[i]?.text === 'hdr';
    const here = words.slice(i, i + keyword.length).map(({ text }) => text.toLowerCase());
    if (here.join(' ') === keyword.join(' ')) return i + keyword.length;
    i += isHeader ? 3 : 2;
  }
  return 0;
}

function sendLine(patient: Patient, request: Request, parts: readonly Part[], words: NewWord[]): Addition {
  const { needs } = patient.result;
  // What the backend needs is the reason, and not what goes with it.
  const needed = parts.find((part) => part === 'user-agent' || (part !== 'version' && needs.includes(part)));
  const part = needed ?? (parts.includes('version') && needs.includes('http-version') ? 'version' : 'host');
  const why = { ...whyOf(part, patient, request), since: introduced.httpCheckSend };
  return { behind: request.behind, words: ['http-check', 'send', ...words], why };
}

function whyOf(part: Part, { result, target }: Patient, { rule }: Request): Why {
  const { version, server, proxy } = target;
  const head = { since: introduced.httpCheckSend };
  if (part === 'method') return { ...head, because: methodNeed.code };
  if (part === 'version') return { ...head, because: httpVersion.code };
  if (part === 'forwarded-proto') return { ...head, because: forwardedProto.code };
  if (part === 'user-agent') return { ...head, because: userAgent.code };
  const bare = rule.version !== plainVersion && !rule.headers.some(([name]) => name.toLowerCase() === 'host');
  const because = !result.needs.includes('host') && bare ? checkWithoutHost.code : hostNeed.code;
  const implied =
    !has(server, 'check-sni') && !(server.ownCheck ?? proxy.check).rules.some(({ action }) => action === 'connect');
  const named = since(version, introduced.automaticSni) && result.needs.includes('sni') && implied;
  return { ...head, because, notes: named ? [nameFollows] : [] };
}

const nameFollows =
  'HAProxy 3.3 and later take the server name of the check from this Host by themselves: check-sni is not needed beside it.';

/** Headers stand behind the version: with an `http-check send` of its own the check would lose them. */
function hides({ send, option }: Request): boolean {
  return send === null && (option?.words[4]?.text.includes('\r\n') ?? false);
}

/** Before 2.2 headers stand behind the version of the option (HAProxy 2.0 manual, `option httpchk`). */
function hidden(patient: Patient, request: Request, parts: readonly Part[]): CheckChange {
  const { rule, option } = request;
  if (!option) return noChange;
  const headers = new Map(rule.headers.map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  for (const part of ['host', 'forwarded-proto', 'user-agent'] as const) {
    const name = keywordsOf(part, patient)[1] ?? '';
    if (parts.includes(part)) headers.set(name.toLowerCase(), [name, textOfPart(part, patient)]);
  }
  const version = parts.includes('version') ? 'HTTP/1.1' : rule.version;
  const texts = [...headers.values()].map(([name, value]) => `\\r\\n${name}:\\ ${escaped(value)}`);
  const method = parts.includes('method') ? patient.question.method : rule.method;
  const [first = 'host'] = parts;
  const why = { ...whyOf(first, patient, request), since: '1.5' };
  const raw = [version, ...texts].join('');
  const words = [method, rule.uri, ...(raw === plainVersion ? [] : [{ raw }])];
  return { rewrites: [{ line: option, from: 2, to: option.words.length, words, why }], additions: [] };
}

/** Outside quotes these have a meaning (HAProxy manual, chapter 2.2). */
function escaped(text: string): string {
  return text.replace(/[ \\#'"]/g, '\\$&');
}

/**
 * Sets of parts, the smallest first: for lines that are written as a whole, of which nothing can be left out later.
 * @param parts out of {@link openParts}
 * @returns all of them; the backend is the judge of HTTP/1.1 without a Host
 */
export function partSets(parts: readonly Part[]): Part[][] {
  const all: Part[][] = [[]];
  for (const part of parts) all.push(...all.map((set) => [...set, part]));
  return all.sort((a, b) => a.length - b.length);
}
