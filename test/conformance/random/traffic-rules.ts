import type { Lot } from './lot.ts';
import { condition } from './traffic-conditions.ts';
import { format, name, quoted, sample, variable } from './traffic-samples.ts';
import { times } from './traffic-times.ts';

const header = (lot: Lot) =>
  lot.chance(0.65)
    ? lot.one(['Host', 'host', 'Host', 'HOST'])
    : lot.one([
        'X-A',
        'X-Forwarded-Proto',
        'X-Forwarded-Proto',
        'X-Name',
        'User-Agent',
        'Connection',
        'X-Forwarded-Host',
        'X-Forwarded-Ssl',
        'Accept',
      ]);

function change(lot: Lot): string {
  const what = header(lot);
  return lot.one([
    () => `set-header ${what} ${format(lot)}`,
    () => `set-header ${what} ${format(lot)}`,
    () => `set-header ${what} ${format(lot)}`,
    () => `add-header ${what} ${format(lot)}`,
    () => `del-header ${what}`,
    () => `del-header ${lot.one(['ho -m beg', 'ost -m end', 'o -m sub', '^h -m reg', 'x- -m beg', 'Host -m str'])}`,
    () =>
      `replace-header ${what} ${lot.one(['^www\\.(.*)$ other.\\1', '^(.*)$ \\1:443', '(.*)\\.test \\1.example', '^([^:]*).* \\1', 'nope x', '^.*$ %[ssl_fc_sni]', '[.] -', '^WWW other'])}`,
    () => `replace-value ${what} ${lot.one(['www other', '^www[.](.*)$ other.\\1', '(.*) \\1', 'e E', '^nope x'])}`,
    () =>
      `set-uri ${lot.one(['https://{other}/', 'http://{host}/', '/a', 'https://{host}:443/', 'http://{other}', '%[path]?%[query]', 'https://%[req.hdr(host)]%[path]', '*', '/%[req.hdr(host)]', 'https://{host}%[pathq]'])}`,
    () =>
      `set-path ${lot.one(['/login', '/', '/%[req.hdr(host)]', '/a%[path]', '%[path]', '//', 'a', '%[path,regsub(/,/x,g)]'])}`,
    () =>
      `replace-path ${lot.one(['^/$ /login', '(.*) /a\\1', '^/a(.*) \\1', '/(.*) /%[req.hdr(host)]/\\1', 'nope x'])}`,
    () => `replace-pathq ${lot.one(['^/$ /?a=b', '([^?]*)(.*) /x\\2', '(.*) \\1?a=1'])}`,
    () =>
      `replace-uri ${lot.one(['^/(.*) https://{other}/\\1', '(.*) http://{host}\\1', '^https?://[^/]*(.*)$ \\1', '[^/]+ {host}'])}`,
    () => `set-pathq ${lot.one(['/?a=b', '%[path]?x=1', '/login'])}`,
    () => `set-method ${lot.one(['GET', 'HEAD', 'OPTIONS', 'POST', '%[method]', 'get', 'PUT'])}`,
    () => `set-query ${lot.one(['a=b', 'a=%[req.hdr(host)]', '""', '%[query]'])}`,
    () => `set-var(${variable(lot)}) ${quoted(sample(lot))}`,
    () => `set-var(${variable(lot)}) ${quoted(sample(lot))}`,
    () =>
      `set-var(${variable(lot)}) ${lot.one(['req.hdr(host),lower', 'str({host})', 'str({other})', 'req.hdr(host),field(1,:)', 'ssl_fc_sni', 'req.hdr(host) lower', 'str(www),concat(.example,,.test)'])}`,
    () =>
      `set-var(${variable(lot)},${lot.one(['ifexists', 'ifnotexists', 'ifempty', 'ifnotempty', 'ifset', 'ifnotset'])}) ${quoted(sample(lot))}`,
    // An empty text makes HAProxy up to 3.0 end with a signal.
    () => `set-var-fmt(${variable(lot)}) ${format(lot).replace(/^""$/, 'x')}`,
    () => `unset-var(${variable(lot)})`,
    () => `capture ${lot.one(['req.hdr(host)', 'hdr(user-agent)', 'ssl_fc_sni'])} len 64`,
    () =>
      lot.one([
        'set-log-level info',
        'set-nice 3',
        'set-src src',
        'set-src req.hdr(host)',
        'set-dst dst',
        'set-dst-port int(1)',
        'disable-l7-retry',
        'set-timeout server 9s',
        'normalize-uri path-merge-slashes',
        'normalize-uri path-strip-dot',
        'set-retries 0',
        'set-tos 0',
        'early-hint Link a',
        'set-priority-class int(1)',
        'track-sc0 src',
        'strict-mode on',
        'do-log',
        'set-fc-tos 0',
        'pause 1',
        'wait-for-body time 1s',
        'wait-for-handshake',
        'sc-inc-gpc0(0)',
        'sc-set-gpt0(0) 1',
        'set-bandwidth-limit x',
        'set-map(/x) a b',
        'add-acl(/x) a',
        'send-spoe-group a b',
        'on-error x',
      ]),
  ])();
}

function end(lot: Lot): string {
  return lot.one([
    () =>
      `deny${lot.one(['', ' status 404', ' deny_status 429', ' deny_status 421', ' status 418', ' deny_status 200', ' status 503 hdr X-A b', ' content-type text/plain string no', ' deny_status 599', ' default-errorfiles', ' status 410', ' errorfile /dev/null', ' status 302', ' deny_status 100'])}`,
    () =>
      `return${lot.one(['', ' status 200', ' status 204', ' status 503', ' status 200 content-type text/plain string hello', ' content-type text/plain lf-string %[req.hdr(host)]', ' status 301 hdr Location /', ' status 404 string x', ' status 404 default-errorfiles', ' status 299', ' status 400', ' status 600', ' hdr X-A %[path]', ' status 101', ' status 200 content-type "" string x', ' status 404 file /dev/null', ' errorfiles x'])}`,
    () => lot.one(['reject', 'silent-drop', 'allow', 'allow', 'auth', 'auth realm x', 'auth realm %[req.hdr(host)]']),
    () =>
      `redirect ${lot.one(['scheme https', 'scheme https code 301', 'scheme http', 'location https://{other}/', 'location / code 307', 'prefix https://{host}', 'prefix / drop-query', 'scheme https append-slash', 'location /x set-cookie A=b', 'location "" ignore-empty', 'location %[var(txn.a)] ignore-empty', 'location %[req.hdr(host)] code 303', 'scheme https code 308', 'location / code 304', 'prefix %[path] code 302', 'location /x clear-cookie A= keep-query', 'location https://%[hdr(host)]%[path] code 301'])}`,
  ])();
}

/**
 * `http-request` and its kin, in order.
 * @param lot draws
 * @param acls the `acl` lines in reach
 * @param most how many at most
 * @returns the lines
 */
export function httpRules(lot: Lot, acls: readonly string[], most: number): string[] {
  return times(lot, 0, most, () => {
    if (lot.chance(0.72)) return `http-request ${change(lot)}${condition(lot, acls)}`;
    if (lot.chance(0.55)) return `http-request ${end(lot)}${condition(lot, acls, 0.04)}`;
    return lot.one([
      () =>
        `redirect ${lot.one(['scheme https', 'scheme https code 301', 'prefix https://{other}', 'location /login'])}${condition(lot, acls, 0.04)}`,
      () =>
        `redirect scheme https code ${lot.one(['301', '302', '308'])} ${lot.one(['if', 'unless'])} ${lot.one(['!{ ssl_fc }', '{ ssl_fc }'])}`,
      () =>
        `http-response ${lot.one(['set-header X-A b', 'del-header Server', 'set-status 200', 'add-header Via x', 'replace-header Server .* x'])}`,
      () => `http-after-response set-header Strict-Transport-Security "max-age=1"`,
      () =>
        `option ${lot.one(['forwardfor', 'http-server-close', 'httpclose', 'http-keep-alive', 'http-pretend-keepalive', 'httpslog', 'forwardfor except 127.0.0.0/8', 'forwardfor header X-Client', 'forwarded', 'http-ignore-probes', 'http-buffer-request', 'originalto', 'http-no-delay', 'abortonclose', 'forwardfor if-none', 'accept-unsafe-violations-in-http-request', 'h1-case-adjust-bogus-server', 'http-use-htx', 'prefer-last-server', 'splice-auto', 'http-restrict-req-hdr-names preserve', 'disable-h2-upgrade', 'accept-invalid-http-request', 'idle-close-on-response', 'tcp-smart-connect', 'persist', 'transparent', 'nolinger', 'dontlognull', 'allbackups', 'redispatch', 'independent-streams', 'logasap', 'contstats', 'socket-stats', 'clitcpka'])}`,
      () =>
        `no option ${lot.one(['http-server-close', 'httpclose', 'forwardfor', 'http-keep-alive', 'http-pretend-keepalive', 'redispatch'])}`,
      () => `http-reuse ${lot.one(['never', 'safe', 'aggressive', 'always'])}`,
      () => `http-send-name-header ${lot.one(['Host', 'X-Server', 'host', 'X-Name'])}`,
      () =>
        lot.one([
          'errorloc 403 /no',
          'errorloc302 404 https://{other}/',
          'errorloc303 503 /sorry',
          'errorfile 403 /dev/null',
          'monitor-uri /alive',
          'stats enable',
          'stats uri /',
          'stats uri /stats',
          'monitor fail if FALSE',
          'compression algo gzip',
          'balance source',
          'balance hdr(host)',
          'balance url_param a',
          'hash-type consistent',
          'cookie S insert',
          'cookie S insert indirect nocache',
          'cookie S prefix',
          'cookie S rewrite',
          'cookie S insert postonly',
          'dispatch 127.0.0.1:9',
          'fullconn 5',
          'maxconn 50',
          'timeout http-request 3s',
          'timeout tarpit 100ms',
          'timeout queue 2s',
          'unique-id-format %[path]',
          'unique-id-header X-Unique',
          'capture request header Host len 32',
          'description x',
          'stick-table type ip size 10',
          'stick on src',
          'log-tag x',
          'http-error status 403 content-type text/plain string x',
          'acl late path_beg /',
          'source 127.0.0.1',
          'retry-on none',
          'load-server-state-from-file none',
          'id 77',
          'email-alert level alert',
          'max-keep-alive-queue 2',
          'server-state-file-name',
          'declare capture request len 20',
          'rate-limit sessions 100',
          'filter compression',
          'guid x{cell}',
          'backlog 100',
        ]),
      () => tcpRule(lot, acls),
    ])();
  });
}

/**
 * A `tcp-request` rule.
 * @param lot draws
 * @param acls the `acl` lines in reach
 * @returns the line
 */
export function tcpRule(lot: Lot, acls: readonly string[]): string {
  const stage = lot.one(['content', 'content', 'content', 'connection', 'session', 'inspect-delay']);
  if (stage === 'inspect-delay') return `tcp-request inspect-delay ${lot.one(['1s', '300ms'])}`;
  const action = lot.one([
    () => 'accept',
    () => 'accept',
    // What ends before there is a stream is not logged.
    () => (stage === 'content' ? 'reject' : 'accept'),
    () => (stage === 'content' ? 'silent-drop' : 'accept'),
    () => `set-var(${variable(lot)}) ${quoted(sample(lot))}`,
    () => `set-var-fmt(${variable(lot)}) ${name(lot) || 'x'}`,
    () => `unset-var(${variable(lot)})`,
    () =>
      lot.one([
        'capture req.ssl_sni len 64',
        'track-sc1 src',
        'set-nice 1',
        'set-dst-port int(9)',
        'do-resolve(txn.a,r) str(x)',
        'switch-mode http',
        'use-service x',
        'set-priority-class int(1)',
        'set-log-level info',
        'close',
        'set-mark 1',
        'expect-proxy layer4',
        'set-src src',
      ]),
  ])();
  return `tcp-request ${stage} ${action}${condition(lot, acls, /^(?:reject|silent|close)/.test(action) ? 0.05 : 0.35)}`;
}
