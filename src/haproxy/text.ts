import { isForwarded } from '../catalogue/forwarded-headers.ts';
import type { Settings } from './settings.ts';
import { type HaproxyVersion, introduced, since } from './versions.ts';
import { formatWord, sectionName, serverAddress, word } from './words.ts';

/**
 * The server line of given settings.
 * @param settings effective settings
 * @returns `server s1 192.0.2.7:443 ssl verify none check`
 * @throws Error where a value cannot stand in a configuration
 */
export function serverLine(settings: Settings): string {
  const { verify, maxVersion, sendProxy, inter } = settings;
  const tls = settings.ssl || settings.checkSsl;
  const words = [
    'server',
    's1',
    serverAddress(settings.address, settings.port),
    sendProxy && (sendProxy === 'v2' ? 'send-proxy-v2' : 'send-proxy'),
    settings.ssl && 'ssl',
    ...(tls ? trust(verify) : []),
    ...pair('verifyhost', settings.verifyhost),
    ...pair('crt', settings.crt),
    ...pair('ssl-max-ver', maxVersion && versionWord(maxVersion)),
    ...pair('curves', settings.curves),
    settings.securityLevel !== null && `ciphers DEFAULT@SECLEVEL=${settings.securityLevel}`,
    ...pair('alpn', settings.alpn),
    ...pair('proto', settings.proto),
    'check',
    settings.checkSsl && 'check-ssl',
    inter !== null && `inter ${inter}ms`,
    ...pair('check-alpn', settings.checkAlpn),
    ...pair('check-sni', settings.checkSni),
    settings.noCheckSniAuto && 'no-check-sni-auto',
    settings.noSniAuto && 'no-sni-auto',
    settings.sni !== null && `sni str(${word(settings.sni)})`,
  ];
  return words.filter((w) => typeof w === 'string').join(' ');
}

function trust(verify: Settings['verify']): string[] {
  return verify === 'none' ? ['verify none'] : ['ca-file', word(verify.caFile)];
}

function pair(keyword: string, value: string | null): string[] {
  return value === null ? [] : [keyword, word(value)];
}

/** HAProxy writes TLSv1.0 where OpenSSL and Node write TLSv1 (HAProxy manual, `ssl-min-ver`). */
function versionWord(version: string): string {
  return version === 'TLSv1' ? 'TLSv1.0' : version;
}

/**
 * The lines of the health check.
 * @param settings effective settings
 * @param version who reads them: `http-check send` is younger than 2.1
 * @returns the lines, `option httpchk` first; empty where the check is not HTTP
 * @throws Error where a value cannot stand in a configuration
 */
export function checkLines(settings: Settings, version: HaproxyVersion): string[] {
  const check = settings.httpchk;
  if (!check) return [];
  const option = `option httpchk ${word(check.method)} ${word(check.path)}`;
  const expect = check.expect === null ? [] : [`http-check expect ${check.expect.trim()}`];
  if (check.version === '1.0' && check.headers.length === 0) return [option, ...expect];
  if (since(version, introduced.httpCheckSend)) {
    const headers = check.headers.map(([name, value]) => ` hdr ${word(name)} ${formatWord(value)}`).join('');
    const send = `http-check send meth ${word(check.method)} uri ${word(check.path)} ver HTTP/${check.version}${headers}`;
    return [option, send, ...expect];
  }
  // Before 2.2 the version string carries the headers (HAProxy 2.0 manual, `option httpchk`).
  const hidden = check.headers.map(([name, value]) => `\\r\\n${word(name)}:\\ ${word(value)}`).join('');
  return [`${option} HTTP/${check.version}${hidden}`, ...expect];
}

/**
 * The `http-request set-header` lines of settings.
 * @param settings effective settings
 * @returns the lines; `X-Forwarded-Proto` and its like speak of the client's side: they are set only where that is TLS
 * @throws Error where a value cannot stand in a configuration
 */
export function setHeaderLines(settings: Settings): string[] {
  return settings.setHeaders.map(([name, value]) => {
    const condition = isForwarded(name) ? ' if { ssl_fc }' : '';
    return `http-request set-header ${word(name)} ${formatWord(value)}${condition}`;
  });
}

/**
 * A whole backend section.
 * @param settings effective settings
 * @param version who reads it
 * @param name what the section is named after
 * @returns the text, ending in a line feed
 * @throws Error where a value cannot stand in a configuration
 */
export function backendText(settings: Settings, version: HaproxyVersion, name: string): string {
  const lines = [
    `mode ${settings.mode}`,
    ...setHeaderLines(settings),
    ...checkLines(settings, version),
    serverLine(settings),
  ];
  return `backend be_${sectionName(name)}\n${lines.map((line) => `    ${line}\n`).join('')}`;
}
