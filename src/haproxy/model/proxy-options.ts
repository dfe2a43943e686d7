import { type HaproxyVersion, since } from '../versions.ts';
import { explainUnknown, hasKeyword, keywordList, reaches } from './keyword-list.ts';
import type { SectionKind } from './proxy-draft.ts';

/**
 * Names behind `option` (haproxy v2.0.0 to v3.5-dev5 src/proxy.c, `cfg_opts`; src/cfgparse-listen.c). Those that HAProxy
 * knows only to refuse count as gone.
 */
const options = keywordList(`
  abortonclose accept-invalid-http-request accept-invalid-http-response accept-unsafe-violations-in-http-request@3.1
  accept-unsafe-violations-in-http-response@3.1 allbackups assume-rfc6587-ntf@3.2 checkcache clitcpka contstats
  disable-h2-upgrade@2.2 dont-parse-log@3.2 dontlog-normal dontlognull external-check forwarded@2.8 forwardfor
  h1-case-adjust-bogus-client@2.1 h1-case-adjust-bogus-server@2.1 http-buffer-request http-drop-request-trailers@3.2
  http-drop-response-trailers@3.2 http-ignore-probes http-keep-alive http-no-delay http-pretend-keepalive
  http-restrict-req-hdr-names@2.6 http-server-close http-tunnel<2.1 http-use-htx<2.5 http-use-proxy-header http_proxy<2.5
  httpchk httpclose httplog httpslog@2.5 idle-close-on-response@2.6 independant-streams<2.1 independent-streams ldap-check
  log-health-checks log-separate-errors logasap mysql-check nolinger originalto persist pgsql-check prefer-last-server
  redis-check redispatch smtpchk socket-stats splice-auto splice-request splice-response spop-check srvtcpka ssl-hello-chk
  tcp-check tcp-smart-accept tcp-smart-connect tcpka tcplog transparent use-small-buffers@3.4
`);

/** `no` cannot stand before these. */
const neverOff = new Set([
  'forwardfor',
  'httplog',
  'httpslog',
  'http-restrict-req-hdr-names',
  'originalto',
  'tcpka',
  'tcplog',
]);

/** Options of sections that clients come to (haproxy v3.2.0 src/proxy.c, `cfg_opts`). */
const ofFrontends = new Set(
  (
    'accept-unsafe-violations-in-http-request clitcpka contstats disable-h2-upgrade dontlog-normal dontlognull ' +
    'h1-case-adjust-bogus-client http-drop-response-trailers http-ignore-probes http-use-proxy-header ' +
    'idle-close-on-response log-separate-errors logasap socket-stats tcp-smart-accept'
  ).split(' '),
);

/** Options of sections that have servers. */
const ofBackends = new Set(
  (
    'accept-unsafe-violations-in-http-response allbackups checkcache h1-case-adjust-bogus-server ' +
    'http-drop-request-trailers http-pretend-keepalive log-health-checks persist prefer-last-server srvtcpka ' +
    'tcp-smart-connect transparent'
  ).split(' '),
);

/** From 3.2 on an option of another kind of section is refused, before it is ignored (measured: 3.0.11, 3.2.26, 3.4.7). */
function isElsewhere(name: string, kind: SectionKind, version: HaproxyVersion): boolean {
  if (!since(version, '3.2')) return false;
  if (kind === 'backend') return ofFrontends.has(name);
  // 3.4 knows `abortonclose` in frontends too.
  return kind === 'frontend' && (ofBackends.has(name) || (name === 'abortonclose' && !reaches(version, '3.3')));
}

/** Each switches the others off. */
const connectionModes = ['httpclose', 'http-keep-alive', 'http-server-close'];

/**
 * Whether HAProxy takes `option NAME`, with `no` before it or without.
 * @param name the option
 * @param off `no` stands before it
 * @param kind of the section that it stands in
 * @param version the version
 * @returns what is wrong; null: nothing
 */
export function wrongOption(name: string, off: boolean, kind: SectionKind, version: HaproxyVersion): string | null {
  if (name === '') return '"option" needs the name of one';
  const known = options.get(name);
  if (!known || !hasKeyword(known, version)) return `"${name}" is no option${explainUnknown(name, options, version)}`;
  if (isElsewhere(name, kind, version)) return `"option ${name}" cannot stand in a ${kind} section`;
  const fixed = neverOff.has(name) || (name.startsWith('accept-invalid-') && reaches(version, '3.1'));
  return off && fixed ? `"option ${name}" cannot be switched off with "no"` : null;
}

/**
 * The options that one switches off by being switched on.
 * @param name the option
 * @returns their names
 */
export function excludedBy(name: string): readonly string[] {
  return connectionModes.includes(name) ? connectionModes : [];
}

/**
 * Whether HAProxy takes further words behind an option.
 * @param name the option
 * @returns false: any word behind it is refused
 */
export function takesWords(name: string): boolean {
  return /^(?:forwarded|forwardfor|originalto|redispatch|httplog|tcplog|httpslog|http-restrict-req-hdr-names|use-small-buffers)$/.test(
    name,
  );
}
