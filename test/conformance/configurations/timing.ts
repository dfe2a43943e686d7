import { byPatience } from './against.ts';
import { type Configuration, configuration } from './configuration.ts';

const check = 'option httpchk GET /\nhttp-check send hdr Host {host}';
const tls = 'server s1 {address} ssl verify none check-sni {host} sni str({host})';

function timing(name: string, settings: string, words: string, against: readonly string[]): Configuration {
  return configuration(name, against, `${settings}\n${check}\n${tls} ${words} check`, { pace: 'own' });
}

const slower = [...byPatience, 'syn-unanswered'];

/**
 * How long a check and a request wait. Their checks run in a process of their own: HAProxy begins the checks of a
 * process within the shortest interval that is not under a second.
 */
export const patience: readonly Configuration[] = [
  timing('inter-default', '', '', slower),
  timing('inter-short', '', 'inter 800ms', slower),
  timing('inter-long', '', 'inter 5s', slower),
  timing('inter-bare-number', '', 'inter 5000', slower),
  timing('timeout-check', 'timeout check 800ms', 'inter 4s', slower),
  timing('timeout-check-long', 'timeout check 5s', '', slower),
  timing('timeout-check-short-inter', 'timeout check 4s', 'inter 800ms', slower),
  timing('timeout-connect-short', 'timeout connect 800ms', '', slower),
  timing('timeout-connect-short-check', 'timeout connect 800ms\ntimeout check 3500ms', 'inter 5s', slower),
  timing('timeout-server-short', 'timeout server 800ms', '', slower),
  timing('rise-fall', '', 'rise 1 fall 1 fastinter 900ms downinter 900ms', byPatience),
];
