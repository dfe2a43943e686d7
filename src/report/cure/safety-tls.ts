import { argument, has } from '../../haproxy/model/setting.ts';
import type { Trust } from '../../haproxy/sent.ts';
import { introduced, since } from '../../haproxy/versions.ts';
import type { Patient } from './cure.ts';
import type { Danger, Said } from './safety-danger.ts';
import { nameOf } from './traffic.ts';

/**
 * `verify none` accepts any certificate.
 * @param said what the edit says
 * @param patient the server
 * @returns what can happen; null: nothing
 */
export const verifiesNothing: Danger = ({ words }, { target }) => {
  if (words[0] !== 'verify' || words[1] !== 'none') return null;
  const verified = [...target.sent.traffic, ...(target.sent.check?.legs ?? [])].some(
    ({ trust }) => trust.verify === 'required',
  );
  return verified
    ? 'The certificate of this server is no longer verified: HAProxy talks to whoever answers at its address.'
    : 'The connection is encrypted, and HAProxy talks to whoever answers at that address: nothing verifies the certificate.';
};

/**
 * With `verify required` the server name that is sent is the name that the certificate must hold.
 * @param said what the edit says
 * @param patient the server
 * @returns what can happen; null: nothing
 */
export const checksAnotherName: Danger = (said, patient) => {
  const { sent } = patient.target;
  const both = [...sent.traffic, ...(sent.check?.legs ?? [])];
  if (said.words[0] === 'verifyhost')
    return changed(
      'connections without a server name',
      said.words[1] ?? '',
      both.filter(({ trust }) => trust.from !== 'sni'),
    );
  const ofTraffic = trafficName(said, patient);
  if (ofTraffic !== null) return changed('traffic', ofTraffic, sent.traffic);
  const ofCheck = checkName(said, patient);
  return ofCheck === null ? null : changed('the check', ofCheck, sent.check?.legs ?? []);
};

/** The name that traffic will send; '': that of each request. null: the edit does not change it. */
function trafficName({ line, words }: Said, { target, result }: Patient): string | null {
  if (words[0] === 'sni' && !isCheckRule(line)) return /^str\(([^)]*)\)$/.exec(words[1] ?? '')?.[1] ?? '';
  const { server, proxy } = target;
  const fromHost = has(server, 'sni')
    ? /hdr\(host/i.test(argument(server, 'sni') ?? '')
    : proxy.mode === 'http' && mayBeAutomatic(target, result) && !has(server, 'no-sni-auto');
  const host = /^http-request set-header host /i.test(line.join(' ')) ? (line[3] ?? '') : null;
  return fromHost && has(server, 'ssl') ? host : null;
}

function checkName({ line, words }: Said, { target, result }: Patient): string | null {
  if (words[0] === 'check-sni') return words[1] ?? '';
  if (!isCheckRule(line)) return null;
  const after = (word: string) => words[words.findIndex((one) => one.toLowerCase() === word) + 1] ?? '';
  if (words.includes('sni')) return after('sni');
  const { server } = target;
  if (!mayBeAutomatic(target, result) || has(server, 'check-sni') || has(server, 'no-check-sni-auto')) return null;
  // `option httpchk METHOD URI VERSION HOST` (3.1 and later)
  if (line[0] === 'option') return line[5] ?? null;
  return words.some((word) => word.toLowerCase() === 'host') ? after('host') : null;
}

/** Whether a version that is meant takes the server name from the Host by itself. */
function mayBeAutomatic({ version }: Patient['target'], { haproxyVersion }: Patient['result']): boolean {
  return haproxyVersion === 'any' || since(version, introduced.automaticSni);
}

function isCheckRule([first, second]: readonly string[]): boolean {
  return first === 'http-check' || first === 'tcp-check' || (first === 'option' && second === 'httpchk');
}

function changed(who: string, host: string, all: readonly { trust: Trust }[]): string | null {
  const name = nameOf(host) ?? host;
  const held = all.filter(({ trust }) => trust.verify === 'required');
  const other = held.find(({ trust }) => trust.name === null || trust.name.toLowerCase() !== name.toLowerCase());
  if (!other) return null;
  const before =
    other.trust.name === null ? 'where no name was looked for' : `where it had to hold ${other.trust.name}`;
  const what = name === '' ? 'the name of each request' : name;
  return `It changes which name is verified: for ${who} the certificate has to hold ${what}, ${before}.`;
}

/**
 * Bounds of TLS versions and OpenSSL's security level.
 * @param said what the edit says
 * @returns what can happen; null: nothing
 */
export const shiftsVersions: Danger = ({ words: [keyword = '', value = ''] }) => {
  if (/@SECLEVEL=[01]\b/.test(value))
    return 'It lets weak keys, old signatures and old TLS versions pass, towards this server alone.';
  if (!/^ssl-m(?:in|ax)-ver$/.test(keyword)) return null;
  if (/^TLSv1\.[01]$/.test(value))
    return 'TLS 1.0 and 1.1 are withdrawn (RFC 8996): what goes to this server is badly protected.';
  return `It changes which TLS versions are offered to this server: \`${keyword} ${value}\`.`;
};

/**
 * HTTP/2 towards a server: WebSocket with it needs RFC 8441, unless HAProxy may fall back to HTTP/1.1 (HAProxy manual,
 * `ws`).
 * @param said what the edit says
 * @param patient the server
 * @returns what can happen; null: nothing
 */
export const speaksHttp2: Danger = ({ words: [keyword, value = ''] }, { target }) => {
  if (target.proxy.mode !== 'http' || argument(target.server, 'ws') === 'h1') return null;
  const http2Alone = (keyword === 'alpn' && value === 'h2') || (keyword === 'proto' && value === 'h2');
  return http2Alone
    ? 'WebSocket goes over HTTP/2 then (RFC 8441), which few servers take: where clients use it, add `ws h1` (HAProxy 2.5 and later).'
    : null;
};
