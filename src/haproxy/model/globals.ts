import type { Problem, Statement, Word } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { globalKeywords } from './global-keywords.ts';
import { explainUnknown, hasKeyword } from './keyword-list.ts';
import { refused } from './problem.ts';
import { doubtful } from './proxy.ts';
import { boundsVersion } from './server-keywords.ts';
import { noTlsDefaults, type TlsDefaults, withList, withOptions } from './tls-defaults.ts';
import type { Globals } from './types.ts';

/** What the `global` sections say so far. */
export interface GlobalDraft extends Globals {
  /** `expose-experimental-directives` */
  experimental: boolean;
  /** What server lines that follow get of it. */
  tls: TlsDefaults;
}

/**
 * Before any `global` section.
 * @returns what HAProxy has then
 */
export function noGlobals(): GlobalDraft {
  return {
    verifyNone: false,
    serverOptions: [],
    serverCiphers: null,
    serverCiphersuites: null,
    serverCurves: null,
    serverSigalgs: null,
    caBase: null,
    crtBase: null,
    bufsize: null,
    maxrewrite: null,
    unknown: [],
    experimental: false,
    tls: noTlsDefaults,
  };
}

/** Keywords of the `global` section with one value that is kept as it is. */
const texts = {
  'ca-base': 'caBase',
  'crt-base': 'crtBase',
  'ssl-default-server-ciphers': 'serverCiphers',
  'ssl-default-server-ciphersuites': 'serverCiphersuites',
  'ssl-default-server-curves': 'serverCurves',
  'ssl-default-server-sigalgs': 'serverSigalgs',
} as const;

const lists = /^ssl-default-server-(ciphers|ciphersuites|curves|sigalgs|client-sigalgs)$/;

const numbers = { 'tune.bufsize': 'bufsize', 'tune.maxrewrite': 'maxrewrite' } as const;

/**
 * Applies one line of a `global` section (HAProxy manual, chapter 3). Of lines that decide nothing of servers only the
 * keyword is looked at.
 * @param globals so far; changed
 * @param statement the line
 * @param version the version
 * @returns what HAProxy refuses of it
 */
export function readGlobalLine(globals: GlobalDraft, statement: Statement, version: HaproxyVersion): Problem[] {
  const { words, at } = statement;
  const [keyword, ...args] = words;
  const [value] = args;
  if (!keyword) return [];
  const known = globalKeywords.get(keyword.text);
  if (!known || !hasKeyword(known, version)) return unknownKeyword(statement, keyword, version);
  if (!decides(keyword.text)) return [];
  if (statement.uncertain !== undefined) {
    globals.unknown.push(doubtful(statement, statement.uncertain, 'both'));
    return [];
  }
  if (keyword.text === 'expose-experimental-directives') {
    globals.experimental = true;
    return [];
  }
  const unset = args.flatMap((word) => word.unset ?? []);
  if (unset.length > 0) {
    const text = words.map((word) => word.text).join(' ');
    globals.unknown.push({
      ...at,
      text,
      because: `environment variable ${unset.join(', ')} is not set`,
      affects: 'both',
    });
    return [];
  }
  if (!value) return [refused(at, keyword, `"${keyword.text}" needs an argument`)];
  if (keyword.text === 'ssl-server-verify') {
    if (!/^(?:none|required)$/.test(value.text))
      return [refused(at, value, `"${value.text}" is neither none nor required`)];
    globals.verifyNone = value.text === 'none';
    return [];
  }
  if (keyword.text === 'ssl-security-level') {
    if (!/^[0-5]$/.test(value.text)) return [refused(at, value, `"${value.text}" is no number from 0 to 5`)];
    globals.securityLevel = Number(value.text);
  }
  const list = lists.exec(keyword.text)?.[1];
  if (list !== undefined) globals.tls = withList(globals.tls, list, value, at);
  if (keyword.text === 'ssl-default-server-options') {
    const wrong = args.find(({ text }, i) => !isServerOption(text, args[i - 1]?.text ?? ''));
    if (wrong) return [refused(at, wrong, `"${wrong.text}" is no option of TLS to servers`)];
    globals.serverOptions.push(...args);
    globals.tls = withOptions(globals.tls, args, at);
  } else if (Object.hasOwn(texts, keyword.text)) {
    globals[texts[keyword.text as keyof typeof texts]] = value.text;
  } else if (Object.hasOwn(numbers, keyword.text)) {
    globals[numbers[keyword.text as keyof typeof numbers]] = Number.parseInt(value.text, 10) || null;
  }
  return [];
}

/** `no` and `default` have been looked at where lines are told apart; a branch that may not be read refuses nothing. */
function unknownKeyword({ at, uncertain }: Statement, keyword: Word, version: HaproxyVersion): Problem[] {
  if (uncertain !== undefined || keyword.unset || /^(?:no|default)$/.test(keyword.text)) return [];
  const why = explainUnknown(keyword.text, globalKeywords, version);
  return [refused(at, keyword, `"${keyword.text}" is no keyword of a global section${why}`)];
}

function isServerOption(text: string, before: string): boolean {
  if (/^ssl-m(?:in|ax)-ver$/.test(before)) return /^(?:SSLv3|TLSv1\.[0-3])$/.test(text);
  return boundsVersion(text) || /^(?:no-tls-tickets|(?:no-)?renegotiate)$/.test(text);
}

function decides(keyword: string): boolean {
  return (
    /^(?:ssl-server-verify|ssl-security-level|ssl-default-server-options|expose-experimental-directives)$/.test(
      keyword,
    ) ||
    lists.test(keyword) ||
    Object.hasOwn(texts, keyword) ||
    Object.hasOwn(numbers, keyword)
  );
}
