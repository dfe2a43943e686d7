import type { HealthCheck, Model, ProxySection, Server, Setting } from '../../../src/haproxy/model/types.ts';
import type { Place, Word } from '../../../src/haproxy/syntax/tree.ts';
import { readWords } from '../../../src/haproxy/syntax/words.ts';
import { type HaproxyVersion, parseVersion } from '../../../src/haproxy/versions.ts';

type Draft = { -readonly [Key in keyof ProxySection]: ProxySection[Key] } & {
  options: Map<string, Place>;
};

/**
 * Reads the lines of proxies that decide about requests, as far as these tests need them.
 * @param text sections of a configuration
 * @param version the release
 * @returns a model
 */
export function readProxies(text: string, version: HaproxyVersion = parseVersion('3.4')): Model {
  const proxies: Draft[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const at = { file: 'haproxy.cfg', line: i + 1 };
    const { words } = readWords(raw, () => undefined, version);
    const [keyword, ...args] = words;
    if (!keyword) continue;
    if (keyword.text === 'frontend' || keyword.text === 'backend' || keyword.text === 'listen')
      proxies.push(draft(keyword.text, args[0]?.text ?? '', at));
    else addLine(proxies.at(-1) as Draft, keyword.text, args, at);
  }
  return { globals: globals(), proxies, problems: [] };
}

function addLine(proxy: Draft, keyword: string, args: Word[], at: Place): void {
  const { before, condition } = parted(args);
  const texts = args.map(({ text }) => text);
  if (keyword === 'mode') proxy.mode = texts[0] === 'http' || texts[0] === 'tcp' ? texts[0] : 'other';
  else if (keyword === 'option') proxy.options.set(texts[0] ?? '', at);
  else if (keyword === 'bind')
    proxy.binds.push({ at, address: texts[0] ?? '', ssl: texts.includes('ssl'), words: args });
  else if (keyword === 'acl') proxy.acls.push({ name: texts[0] ?? '', words: args.slice(1), at });
  else if (keyword === 'http-request')
    proxy.requestRules.push({ action: texts[0] ?? '', args: before.slice(1), condition, at });
  else if (keyword === 'use_backend') proxy.routes.push({ backend: args[0] as Word, condition, at });
  else if (keyword === 'default_backend') proxy.defaultBackend = { name: args[0] as Word, at };
  else if (keyword === 'http-send-name-header') proxy.httpSendNameHeader = { name: texts[0] ?? '', at };
  else if (keyword === 'server') proxy.servers.push(server(proxy.name, args, at));
  else proxy.otherRules.push({ keyword, words: args, at });
}

function parted(args: Word[]) {
  const at = args.findIndex(({ text }) => text === 'if' || text === 'unless');
  if (at < 0) return { before: args, condition: null };
  return { before: args.slice(0, at), condition: { unless: args[at]?.text === 'unless', words: args.slice(at + 1) } };
}

function draft(kind: ProxySection['kind'], name: string, at: Place): Draft {
  return {
    kind,
    name,
    at,
    mode: 'http',
    timeouts: { connect: null, check: null, server: null },
    options: new Map<string, Place>(),
    check: noCheck(),
    ignoredChecks: [],
    lostChecks: null,
    binds: [],
    acls: [],
    requestRules: [],
    otherRules: [],
    routes: [],
    defaultBackend: null,
    httpSendNameHeader: null,
    source: null,
    servers: [],
    unknown: [],
  };
}

function server(proxy: string, [name, address, ...words]: Word[], at: Place): Server {
  const settings = new Map<string, Setting>();
  const withArgument = new Set(['sni', 'check-sni', 'verify', 'alpn']);
  for (let i = 0; i < words.length; i++) {
    const keyword = words[i]?.text ?? '';
    const args = withArgument.has(keyword) ? words.slice(i + 1, i + 2) : [];
    settings.set(keyword, { keyword, args, at, inherited: false });
    i += args.length;
  }
  const [host = '', port] = (address?.text ?? '').split(':');
  return {
    proxy,
    name: name?.text ?? '',
    at,
    address: { kind: 'ip', address: host, port: Number(port) },
    settings,
    versions: [],
    ownCheck: null,
    unknown: [],
  };
}

function noCheck(): HealthCheck {
  return { type: 'none', at: null, inherited: false, rules: [], disableOn404: false, sendState: false, unknown: [] };
}

function globals(): Model['globals'] {
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
  };
}
