import type { Lot } from './lot.ts';

/** Words of a server line that decide what a check sends. */
const ofChecks = `
  ssl|ssl|no-ssl|check-ssl|check-ssl|no-check-ssl
  check-sni {host}|check-sni {host}|check-sni {other}|check-sni WWW.Example.Test|check-sni 192.0.2.7
  sni str({host})|sni str({host})|sni str({other})|sni req.hdr(host)|sni ssl_fc_sni
  verify none|verify none|verify required|ca-file {ca}|ca-file {ca}|ca-file {other-ca}
  verifyhost {host}|verifyhost {other}|crt {client}
  alpn h2|alpn http/1.1|alpn h2,http/1.1|check-alpn h2|check-alpn http/1.1|check-alpn h2,http/1.1|check-alpn http/1.0
  proto h2|proto h1|check-proto h2|check-proto h1|check-proto none
  ssl-min-ver TLSv1.2|ssl-min-ver TLSv1.3|ssl-max-ver TLSv1.2|ssl-max-ver TLSv1.3
  force-tlsv12|force-tlsv13
  ciphers ECDHE+AESGCM|ciphers AES128-SHA|ciphers DEFAULT@SECLEVEL=0|ciphersuites TLS_AES_128_GCM_SHA256
  ciphersuites TLS_CHACHA20_POLY1305_SHA256
  send-proxy|send-proxy-v2|send-proxy-v2-ssl|send-proxy-v2-ssl-cn|no-send-proxy|no-send-proxy-v2|check-send-proxy
  check-send-proxy|no-check-send-proxy|proxy-v2-options crc32c|proxy-v2-options authority,ssl
  port {port}|port {port}|port {other-port}|addr 127.0.0.1|addr 127.0.0.1|port +0
  allow-0rtt|no-tls-tickets|tls-tickets|no-ssl-reuse|ssl-reuse|npn h2|npn http/1.1
`;

/** Words that should decide nothing of it, or only when and how it counts. */
const ofOthers = `
  observe layer4|observe layer7
  observe layer7 on-error mark-down|observe layer4 error-limit 1|rise 1|rise 3|fall 1|fall 2|inter 4s|inter 3000
  fastinter 3s|downinter 4s|backup|weight 0|weight 10|cookie a|maxconn 10|no-check|check
  slowstart 1s|on-marked-down shutdown-sessions|pool-max-conn 0|pool-purge-delay 2s|max-reuse 0|ws h1
  init-addr last,libc,none|resolve-prefer ipv4|tcp-ut 5s|tfo|non-stick|log-proto octet-count
  redir http://{other}
`;

/** Words that not every version has. */
const newer = `
  curves P-256|curves X25519:P-256|curves secp521r1|sigalgs ECDSA+SHA256:RSA-PSS+SHA256|client-sigalgs RSA+SHA256
  sni-auto|no-sni-auto|check-sni-auto|no-check-sni-auto|no-check-sni-auto|check-reuse-pool|check-pool-conn-name {host}
  renegotiate|no-renegotiate|pool-conn-name str(x)|hash-key addr|idle-ping 10s|shard 1|init-state up
`;

/** What HAProxy does not take, or takes in an order or a version only. */
const mistaken = `
  no-tlsv13|no-tlsv12|no-tlsv11|guid g|ssl-max-ver TLSv1.1|force-tlsv11|init-state down
  check-snl {host}|ssl-min-ver TLS1.2|sni {host}|verify optional|check-proto h3|check-sni ""|alpn ""|inter 0|rise 0
  port 0|port x|port 70000|no-verifyhost|no-check-sni
  ciphers NOTHING|curves nothing|init-state maybe|observe layer6|inter 5x|weight 300|usesrc 127.0.0.1|send-proxy-v3
  proxy-v2-options nothing|check-sni|no-sni|fall -1|sni str({host}),nothing|no-alpn|no-proto
`;

/** Of a server line alone. */
const ofServers = 'no-tlsv13|no-tlsv12|no-tlsv11|no-tlsv10|no-sslv3|id 7';

const list = (text: string): string[] => text.trim().split(/\||\n\s*/);
const checks = list(ofChecks);
const others = list(ofOthers);
const recent = list(newer);
const mistakes = list(mistaken);
const alone = list(ofServers);

/** The words of a server, by where they stand. */
export interface ServerWords {
  /** `default-server` of the section that is inherited from. */
  inherited: string[];
  /** Of its own section. */
  before: string[];
  server: string[];
}

const basics: readonly (readonly string[])[] = [
  ['ssl', 'verify none'],
  ['ssl', 'verify none', 'check-sni {host}', 'sni str({host})'],
  ['ssl', 'verify none', 'check-sni {host}'],
  ['ssl', 'ca-file {ca}', 'check-sni {host}'],
  ['check-ssl', 'verify none'],
  ['check-ssl', 'verify none', 'check-sni {host}'],
  ['ssl', 'verify none', 'check-ssl', 'port {port}'],
  ['verify none'],
  [],
];

/**
 * Draws the words of a server line, some of them for `default-server`.
 * @param draw the source of draws
 * @returns the words
 */
export function serverWords(draw: Lot): ServerWords {
  const words = [
    ...draw.one(basics),
    ...draw.several(checks, draw.below(6)),
    ...draw.several(others, draw.below(3)),
    ...(draw.chance(0.2) ? [draw.one(recent)] : []),
    ...(draw.mistake(0.4) ? [draw.one(mistakes)] : []),
  ];
  const split: ServerWords = { inherited: [], before: [], server: draw.chance(0.96) ? ['check'] : [] };
  for (const word of words) {
    const place = draw.below(10);
    (place < 2 ? split.inherited : place < 4 ? split.before : split.server).push(word);
  }
  if (draw.chance(0.1)) split.server.push(draw.one(alone));
  const order = (all: string[]) => (draw.chance(0.7) ? all : draw.shuffled(all));
  return { inherited: order(split.inherited), before: order(split.before), server: order(split.server) };
}
