import { keywordList } from './keyword-list.ts';
import { isProxyHeader } from './proxy-header.ts';

/**
 * The keywords of `server` and `default-server` lines, with the versions that have them and their number of arguments
 * (`srv_kw` tables of haproxy v2.0.0 to v3.5-dev5; `haproxy -dKall` of the measured builds).
 * `source` takes more than its first argument where `usesrc` or `interface` follows.
 */
export const serverKeywords = keywordList(`
  addr=1 agent-addr=1 agent-check agent-inter=1 agent-port=1 agent-send=1 allow-0rtt alpn=1 backup ca-file=1 cc=1@3.3
  check check-alpn=1 check-pool-conn-name=1@3.2 check-proto=1@2.2 check-reuse-pool@3.2 check-send-proxy check-sni=1
  check-sni-auto@3.3 check-ssl check-via-socks4 ciphers=1 ciphersuites=1 client-sigalgs=1@2.9 cookie=1 crl-file=1 crt=1
  curves=1@2.9 disabled downinter=1 enabled error-limit=1 fall=1 fastinter=1 force-sslv3 force-tlsv10
  force-tlsv11 force-tlsv12 force-tlsv13 guid=1@3.0 hash-key=1@3.0 healthcheck=1@3.4 id=1 idle-ping=1@3.2 init-addr=1
  init-state=1@3.1 inter=1 ktls=1@3.3 log-bufsize=1@2.9 log-proto=1@2.2 max-reuse=1 maxconn=1 maxqueue=1 minconn=1
  namespace=1 no-agent-check no-backup no-check no-check-reuse-pool@3.2 no-check-send-proxy no-check-sni-auto@3.3
  no-check-ssl no-renegotiate@3.3 no-send-proxy no-send-proxy-v2 no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn
  no-sni-auto@3.3 no-ssl no-ssl-reuse no-sslv3 no-tfo@2.1 no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13
  non-stick npn=1 observe=1 on-error=1 on-marked-down=1 on-marked-up=1 pool-conn-name=1@3.0 pool-low-conn=1@2.2
  pool-max-conn=1 pool-purge-delay=1 port=1 proto=1 proxy-v2-options=1 quic-cc-algo=1@3.4 redir=1 renegotiate@3.3
  resolve-net=1 resolve-opts=1 resolve-prefer=1 resolvers=1 rise=1 send-proxy send-proxy-v2 send-proxy-v2-ssl
  send-proxy-v2-ssl-cn set-proxy-v2-tlv-fmt=1@2.9 shard=1@2.7 sigalgs=1@2.9 slowstart=1 sni=1 sni-auto@3.3 socks4=1
  source=1 ssl ssl-max-ver=1 ssl-min-ver=1 ssl-reuse stick strict-maxconn@3.2 tcp-md5sig=1@3.3 tcp-ut=1 tfo tls-tickets
  track=1 usesrc verify=1 verifyhost=1 weight=1 ws=1@2.5
`);

/** HAProxy passes over these, with an alert, where they stand in `default-server`. */
export const ofServersAlone: ReadonlySet<string> = new Set([
  'guid',
  'id',
  'no-sslv3',
  'no-tlsv10',
  'no-tlsv11',
  'no-tlsv12',
  'no-tlsv13',
  'quic-cc-algo',
]);

/**
 * `default-server` takes these, but servers do not get them (`srv_settings_cpy` copies each setting by hand, and not
 * these), and the servers of a `server-template` behind the first do not either; with the version that mended it.
 */
const notHandedOn: ReadonlyMap<string, string | null> = new Map([
  ['check-proto', null],
  ['client-sigalgs', null],
  ['curves', null],
  ['id', null],
  ['idle-ping', null],
  ['namespace', '2.6'],
  ['pool-conn-name', '3.4'],
  ['shard', null],
  ['sigalgs', null],
]);

/**
 * Whether a server gets a keyword of a `default-server` line, or of the template that it is made of.
 * @param name the keyword, by its canonical name
 * @param reached whether the version in question is at least another
 * @returns false for those that HAProxy forgets
 */
export function isHandedOn(name: string, reached: (version: string) => boolean): boolean {
  const mended = notHandedOn.get(name);
  return mended === undefined || (mended !== null && reached(mended));
}

/** What a keyword switches off. */
const switchesOff: ReadonlyMap<string, string> = new Map([
  ['check-sni-auto', 'no-check-sni-auto'],
  ['check-ssl', 'no-check-ssl'],
  ['enabled', 'disabled'],
  ['no-agent-check', 'agent-check'],
  ['no-backup', 'backup'],
  ['no-check', 'check'],
  ['no-check-reuse-pool', 'check-reuse-pool'],
  ['no-check-send-proxy', 'check-send-proxy'],
  ['no-check-sni-auto', 'check-sni-auto'],
  ['no-check-ssl', 'check-ssl'],
  ['no-renegotiate', 'renegotiate'],
  ['no-sni-auto', 'sni-auto'],
  ['no-ssl', 'ssl'],
  ['no-ssl-reuse', 'ssl-reuse'],
  ['no-tfo', 'tfo'],
  ['no-tls-tickets', 'tls-tickets'],
  ['renegotiate', 'no-renegotiate'],
  ['sni-auto', 'no-sni-auto'],
  ['ssl', 'no-ssl'],
  ['ssl-reuse', 'no-ssl-reuse'],
  ['stick', 'non-stick'],
  ['tls-tickets', 'no-tls-tickets'],
]);

/** Keywords that leave nothing in force but an absence. */
const leavesNothing: ReadonlySet<string> = new Set([
  'enabled',
  'no-agent-check',
  'no-backup',
  'no-check',
  'no-check-reuse-pool',
  'no-check-send-proxy',
  'no-ssl',
  'no-tfo',
  'stick',
]);

/** What a keyword does to those in force. */
export interface Effect {
  /** Another keyword that goes out of force; null: none. */
  off: string | null;
  /** It is in force itself then. */
  stays: boolean;
  /** It is about the PROXY header, which several keywords decide together. */
  header: boolean;
  /** It bounds the TLS version: such keywords are kept in order. */
  bounds: boolean;
}

const effects: ReadonlyMap<string, Effect> = new Map(
  [...serverKeywords.keys()].map((name): [string, Effect] => {
    const header = isProxyHeader(name);
    const stays = name === 'proxy-v2-options' || !(header || leavesNothing.has(name));
    return [name, { off: switchesOff.get(name) ?? null, stays, header, bounds: boundsVersion(name) }];
  }),
);

const plain: Effect = { off: null, stays: true, header: false, bounds: false };

/**
 * What a keyword of a server line does.
 * @param name the keyword
 * @returns its effect
 */
export function effectOf(name: string): Effect {
  return effects.get(name) ?? plain;
}

/**
 * Whether a keyword bounds the TLS version.
 * @param name the keyword
 * @returns true for `ssl-min-ver`, `force-tlsv12`, `no-tlsv13` and their kin
 */
export function boundsVersion(name: string): boolean {
  return /^(?:ssl-m(?:in|ax)-ver|(?:force|no)-(?:sslv3|tlsv1[0-3]))$/.test(name);
}
