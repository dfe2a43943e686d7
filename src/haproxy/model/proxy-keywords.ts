import type { HaproxyVersion } from '../versions.ts';
import { keywordList, reaches } from './keyword-list.ts';

/**
 * First words of lines in `defaults`, `frontend`, `backend` and `listen` (haproxy v2.0.0 to v3.5-dev5
 * src/cfgparse-listen.c, `CFG_LISTEN` tables). Those that HAProxy knows only to refuse count as gone.
 */
export const proxyKeywords = keywordList(`
  acl backlog balance be-unpublished@3.4 bind bind-process<2.7 block<2.1 capture cliexp<2.1 clitcpka-cnt@2.3
  clitcpka-idle@2.3 clitcpka-intvl@2.3 clitimeout<2.1 compression contimeout<2.1 cookie declare default-server
  default_backend description disabled dispatch<3.5 dynamic-cookie-key email-alert enabled error-log-format@2.5 errorfile
  errorfiles@2.2 errorloc errorloc302 errorloc303 external-check filter filter-sequence@3.5 force-be-switch@3.4
  force-persist fullconn grace<2.5 guid@3.0 hash-balance-factor hash-preserve-affinity@3.2 hash-type http-after-response@2.2
  http-check http-error@2.2 http-request http-response http-reuse http-send-name-header id ignore-persist
  load-server-state-from-file log log-format log-format-sd log-steps@3.1 log-tag max-keep-alive-queue
  max-session-srv-conns maxconn mode monitor monitor-net<2.3 monitor-uri option persist quic-initial@3.1 rate-limit
  redirect redisp<2.1 redispatch<2.1 reqadd<2.1 reqallow<2.1 reqdel<2.1 reqdeny<2.1 reqiallow<2.1 reqidel<2.1
  reqideny<2.1 reqipass<2.1 reqirep<2.1 reqitarpit<2.1 reqpass<2.1 reqrep<2.1 reqtarpit<2.1 retries retry-on rspadd<2.1
  rspdel<2.1 rspdeny<2.1 rspidel<2.1 rspideny<2.1 rspirep<2.1 rsprep<2.1 server server-state-file-name server-template
  source srvexp<2.1 srvtcpka-cnt@2.3 srvtcpka-idle@2.3 srvtcpka-intvl@2.3 srvtimeout<2.1 ssl-f-use@3.2 stats stick
  stick-table tcp-check tcp-request tcp-response timeout transparent<3.5 unique-id-format unique-id-header use-fcgi-app@2.1
  use-server use_backend
`);

/** Second words of `timeout`. */
export const timeoutNames = keywordList(`
  check client client-fin client-hs@2.9 connect http-keep-alive http-request queue server server-fin tarpit tunnel
`);

/** Actions of `http-request`. */
export const requestActions = keywordList(`
  add-acl add-header add-headers-bin@3.4 allow auth cache-use capture del-acl del-header del-headers-bin@3.4 del-map deny
  disable-l7-retry do-log@3.2 do-resolve early-hint normalize-uri@2.4 ot-group@2.4 pause@3.2 redirect reject
  replace-header replace-path@2.2 replace-pathq@2.2 replace-uri replace-value return@2.2 sc-add-gpc@2.8 sc-inc-gpc@2.5
  sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt@2.5 sc-set-gpt0 send-spoe-group set-bandwidth-limit@2.7 set-bc-mark@3.0
  set-bc-tos@3.0 set-dst set-dst-port set-fc-mark@3.0 set-fc-tos@3.0 set-header set-headers-bin@3.4 set-log-level set-map
  set-mark set-method set-nice set-path set-pathq@2.2 set-priority-class set-priority-offset set-query set-retries@3.2
  set-src set-src-port set-timeout@2.4 set-tos set-uri set-var set-var-fmt@2.5 silent-drop strict-mode@2.2 tarpit
  track-sc0 track-sc1 track-sc2 track-sc unset-var use-service wait-for-body@2.4 wait-for-handshake
`);

/**
 * The name under which an action stands in a list of keywords.
 * @param text the word: `set-var(txn.a)`, `track-sc5`
 * @param version from 2.8 on there are as many stick counters as `tune.stick-counters` says (HAProxy manual, by that name)
 * @returns the name
 */
export function actionName(text: string, version: HaproxyVersion): string {
  const name = text.split('(', 1)[0] ?? '';
  return /^track-sc\d+$/.test(name) && reaches(version, '2.8') ? 'track-sc' : name;
}
