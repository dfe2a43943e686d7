import { plainExpect } from './model/health-check-draft.ts';
import type { CheckExpect, CheckSend, HealthCheck, ProxySection, RequestRule, Server, Setting } from './model/types.ts';
import type { HttpCheck, Settings } from './settings.ts';
import type { Word } from './syntax/tree.ts';

const at = { file: '', line: 0 };

/**
 * Settings as the model has them of a configuration: one server of one backend.
 * @param settings what a recommended or bare server line says
 * @returns the backend and its server
 */
export function asModel(settings: Settings): { proxy: ProxySection; server: Server } {
  const server: Server = {
    proxy: 'be',
    name: 's1',
    at,
    address: { kind: 'ip', address: settings.address, port: settings.port },
    settings: new Map(serverSettings(settings).map((setting) => [canonical(setting), setting])),
    versions: bound('ssl-max-ver', settings.maxVersion),
    ownCheck: null,
    unknown: [],
  };
  const proxy: ProxySection = {
    kind: 'backend',
    name: 'be',
    at,
    mode: settings.mode,
    timeouts: { connect: null, check: null, server: null },
    options: new Map(),
    check: healthCheck(settings.httpchk),
    ignoredChecks: [],
    lostChecks: null,
    binds: [],
    acls: [],
    requestRules: settings.setHeaders.map(setHeader),
    otherRules: [],
    routes: [],
    defaultBackend: null,
    httpSendNameHeader: null,
    source: null,
    servers: [server],
    unknown: [],
  };
  return { proxy, server };
}

function word(text: string): Word {
  return { text, start: 0, end: 0 };
}

function setting(keyword: string, ...args: string[]): Setting {
  return { keyword, args: args.map(word), at, inherited: false };
}

function canonical({ keyword }: Setting): string {
  return keyword.startsWith('send-proxy') ? 'send-proxy' : keyword;
}

function serverSettings(s: Settings): Setting[] {
  const words = (keyword: string, value: string | null) => (value === null ? [] : [setting(keyword, value)]);
  return [
    setting('check'),
    ...(s.ssl ? [setting('ssl')] : []),
    ...(s.checkSsl ? [setting('check-ssl')] : []),
    ...(s.verify === 'none' ? [setting('verify', 'none')] : [setting('ca-file', s.verify.caFile)]),
    ...words('verifyhost', s.verifyhost),
    ...words('check-sni', s.checkSni),
    ...words('sni', s.sni === null ? null : `str(${s.sni})`),
    ...(s.noSniAuto ? [setting('no-sni-auto')] : []),
    ...(s.noCheckSniAuto ? [setting('no-check-sni-auto')] : []),
    ...words('alpn', s.alpn),
    ...words('proto', s.proto),
    ...words('check-alpn', s.checkAlpn),
    ...(s.sendProxy === null ? [] : [setting(s.sendProxy === 'v2' ? 'send-proxy-v2' : 'send-proxy')]),
    ...words('crt', s.crt),
    ...words('curves', s.curves),
    ...words('ciphers', s.securityLevel === null ? null : `DEFAULT@SECLEVEL=${s.securityLevel}`),
  ];
}

function bound(keyword: string, version: string | null): Setting[] {
  return version === null ? [] : [setting(keyword, version === 'TLSv1' ? 'TLSv1.0' : version)];
}

function healthCheck(httpchk: HttpCheck | null): HealthCheck {
  const rules = httpchk ? [sendRule(httpchk), expectRule(httpchk.expect)] : [];
  const type = httpchk ? 'httpchk' : 'none';
  return { type, at: null, inherited: false, rules, disableOn404: false, sendState: false, unknown: [] };
}

function sendRule({ method, path, version, headers }: HttpCheck): CheckSend {
  const http = `HTTP/${version}`;
  return {
    action: 'send',
    method,
    uri: path,
    version: http,
    headers,
    body: null,
    fromOption: false,
    comment: null,
    step: 1,
    at,
  };
}

/**
 * A rule of `http-check expect` from its words.
 * @param words `[!] status LIST` or `[!] rstatus PATTERN`; null: HAProxy's default
 * @returns the rule
 */
export function expectRule(words: string | null): CheckExpect {
  const [, negated, kind = 'status', argument = '200-399'] =
    /^(! *)?(status|rstatus) +(\S+)$/.exec(words?.trim() ?? '') ?? [];
  return {
    ...plainExpect(at),
    negated: negated !== undefined,
    match: kind === 'status' ? { kind, list: argument } : { kind: 'rstatus', pattern: argument },
    implicit: words === null,
    step: 2,
  };
}

function setHeader([name, value]: [string, string]): RequestRule {
  // Values are log-format.
  return { action: 'set-header', args: [word(name), word(value.replaceAll('%', '%%'))], condition: null, at };
}
