import type { BackendDownLine, LogPrefix, NoticeLine } from '../../log-types.ts';

/** So much of a notice is searched for names. */
const searched = 2000;

const backendDown = /^(?:backend|proxy|listen|frontend) (?:'([^']+)'|([^ ']+)) has no server available!$/;

/**
 * Reads `backend be has no server available!`; on stderr the name stands in quotes (haproxy v3.4.0
 * src/backend.c:3017).
 *
 * @param text the message
 * @param prefix what stood before it
 * @returns what it says; null: it is another line
 */
export function parseBackendDown(text: string, prefix: LogPrefix): BackendDownLine | null {
  const [, quoted, plain] = backendDown.exec(text) ?? [];
  const proxy = quoted ?? plain;
  return proxy === undefined ? null : { kind: 'backend-down', prefix, proxy };
}

/** What HAProxy says of itself by syslog, without a level in the text (haproxy v3.4.0 and v1.5.0, calls of send_log). */
const ofItself = [
  /^Proxy (?<proxy>\S+) (?:started|stopped \(.*\)|hard-stopped \(.*\))\.$/,
  /^(?:Pausing|Paused|Resumed|Enabling|Stopping) (?:frontend|backend|proxy|listener) (?<proxy>\S+?)(?: in -?\d+ ms)?\.$/,
  /^Proxy (?<proxy>\S+) reached (?:system|process|the configured) .*\.$/,
  /^Connect\(\) failed for backend (?<proxy>\S+): .*\.$/,
  /^Cannot bind to (?:tproxy )?source address before connect\(\) for backend (?<proxy>\S+)\.$/,
  /^(?<proxy>[^\s/]+)\/(?<server>[^\s:]+): (?:IP|FQDN) changed from .*$/,
  /^(?<proxy>[^\s/]+)\/(?<server>\S+) changed its (?:IP|FQDN) from \S+ to \S+ by .*$/,
  /^Connect from \S+ to \S+ \((?<proxy>\S+)\/(?:HTTP|TCP)\)$/,
  /^Connect to unix:\d+ \((?<proxy>\S+)\/(?:HTTP|TCP)\)$/,
  /^Blocking cacheable cookie in response from instance (?<proxy>\S+), server (?<server>\S+)\.$/,
];

// How messages of all versions name a server or a proxy.
const names = [
  /'server (?<proxy>[^\s'/]+)\/(?<server>[^\s']+)'/,
  /[Ss]erver '(?<proxy>[\w.:-]+)\/(?<server>[\w.:-]+)'/,
  /[Ss]erver (?<proxy>[\w.:-]+)\/(?<server>[\w.:-]+)[ ,]/,
  /(?:[Pp]roxy|[Bb]ackend|[Ll]isten) '(?<proxy>[\w.:-]+)'[, :]{1,3}server '(?<server>[\w.:-]+)'/,
  /(?:[Pp]roxy|[Bb]ackend|[Ll]isten|[Ff]rontend) '(?<proxy>[\w.:-]+)'/,
  /'server (?<server>[\w.:-]+)'/,
];

function firstOf(patterns: readonly RegExp[], text: string): Record<string, string> | undefined {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined) return groups;
  }
  return undefined;
}

/**
 * Reads what HAProxy says of a configuration or of itself: everything with a level before it, and without one what it
 * is known to say.
 *
 * @param text the message
 * @param prefix what stood before it
 * @returns the message whole, and what it names; null: nobody knows that this is HAProxy's
 */
export function parseNotice(text: string, prefix: LogPrefix): NoticeLine | null {
  if (text === '') return null;
  const head = text.slice(0, searched);
  const known = firstOf(ofItself, head);
  if (prefix.level === null && known === undefined) return null;
  const named = known ?? firstOf(names, head);
  const [, file = null, line] = /\[([^[\]]{1,400}):(\d{1,9})\]/.exec(head) ?? [];
  return {
    kind: 'notice',
    prefix,
    file,
    line: line === undefined ? null : Number(line),
    proxy: named?.proxy ?? null,
    server: named?.server ?? null,
    message: text,
  };
}
