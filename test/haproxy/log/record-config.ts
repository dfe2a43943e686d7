import { globalSection } from '../../interop/real/haproxy-sections.ts';
import type { Backends } from './record-backends.ts';

/** The frontends of the recorded HAProxy, in the order of their ports. */
export const frontends = [
  'http',
  'https',
  'mtls',
  'tcp',
  'clf',
  'asap',
  'proxy',
  'denied',
  'tcp-down',
  'errors',
  'li',
] as const;

export type Frontend = (typeof frontends)[number];

/** What the configuration is made of. */
export interface Recorded {
  /** Ports of the frontends, and at last one that nobody listens on. */
  ports: readonly number[];
  syslog: number;
  backends: Backends;
  /** `3.4`. */
  branch: string;
}

const since = (branch: string, first: string) => Number(branch) >= Number(first);

function frontendSections({ ports, branch }: Recorded): string {
  const bind = (name: Frontend, more = '') =>
    `frontend fe_${name}\n    bind 127.0.0.1:${ports[frontends.indexOf(name)]}${more}`;
  const routed = 'use_backend %[path,field(2,/)] if { path_beg /be_ }\n    default_backend be_ok';
  return `
${bind('http', ' name clear.1:x')}
    bind unix@./http.sock
    option httplog
    capture cookie SID len 32
    capture request header Host len 40
    capture request header User-Agent len 60
    capture response header Server len 20
    ${routed}

${bind('https', ' ssl crt server.pem')}
    option httpslog
    ${routed}

${bind('mtls', ' name with-certificate ssl crt server.pem verify required ca-file ca.pem')}
    option httpslog
    default_backend be_ok

${bind('errors', ' ssl crt server.pem')}
    option httplog
    error-log-format "%ci:%cp [%tr] %ft %ac/%fc %[fc_err]/%[ssl_fc_err,hex]/%[ssl_c_err]/%[ssl_c_ca_err]/%[ssl_fc_is_resumed] %[ssl_fc_sni]/%sslv/%sslc"
    default_backend be_ok

${bind('tcp')}
    mode tcp
    option tcplog
    default_backend be_tcp

${bind('tcp-down')}
    mode tcp
    option tcplog${since(branch, '3.1') ? ' clf' : ''}
    default_backend be_tcp_refused

${bind('clf')}
    option httplog clf
    capture cookie SID len 32
    capture request header Host len 40
    capture response header Server len 20
    ${routed}

${bind('asap')}
    option httplog
    option logasap
    ${routed}

${bind('proxy', ' accept-proxy')}
    option httplog
    default_backend be_ok

${bind('denied')}
    option httplog
    http-request redirect location /elsewhere if { path /moved }
    http-request deny if { path /secret }
    stats uri /stats
    default_backend be_ok
`;
}

function trafficSections(web: string, closed: string, { ports }: Backends): string {
  return `
backend be_ok
    cookie SRV insert indirect nocache
    server s1 ${web} cookie one
backend be_refused
    retries 0
    server s1 ${closed}
backend be_retried
    option redispatch 1
    retries 2
    balance first
    server s1 ${closed}
    server s2 ${web}
backend be_hang
    server s1 127.0.0.1:${ports.hang}
backend be_queue
    timeout queue 100ms
    server s1 127.0.0.1:${ports.hang} maxconn 1
backend be_reset
    server s1 127.0.0.1:${ports.reset}
backend be_empty
    server s1 127.0.0.1:${ports.empty}
backend be_garbage
    server s1 127.0.0.1:${ports.garbage}
backend be_tls
    retries 0
    server s1 ${web} ssl verify none
backend be_tcp
    mode tcp
    server s1 ${web}
backend be_tcp_refused
    mode tcp
    retries 1
    server s1 ${closed}
`;
}

function checkSections(web: string, closed: string, { ports }: Backends): string {
  const checked = (name: string, lines: string[]) =>
    `backend ${name}\n${lines.map((line) => `    ${line}\n`).join('')}`;
  const odd = encodeURIComponent('<400> "no, not so". \\ \u00a7');
  return [
    checked('be_checks', [
      'option httpchk GET /status/404/Not%20Found',
      `server refused ${closed} check`,
      `server not-found ${web} check`,
      `server tls ${web} check-ssl verify none check`,
      `server hangs 127.0.0.1:${ports.hang} check`,
      `server tls-hangs 127.0.0.1:${ports.hang} ssl verify none check`,
      `server resets 127.0.0.1:${ports.reset} check`,
      `server tls-reset 127.0.0.1:${ports.reset} ssl verify none check`,
      `server empty 127.0.0.1:${ports.empty} check`,
      `server garbage 127.0.0.1:${ports.garbage} check backup`,
    ]),
    checked('be_odd', [`option httpchk GET /status/400/${odd}`, `server s.1:x ${web} check`]),
    checked('be_tcp-check', [
      'option tcp-check',
      'tcp-check connect comment "say, hello"',
      'tcp-check expect string +PONG',
      `server s1 127.0.0.1:${ports.garbage} check`,
      'server s2 127.0.0.1:1 disabled check',
    ]),
    checked('be_observed', [
      'retries 0',
      `server s1 ${closed} check port ${ports.web} observe layer4 error-limit 2 on-error mark-down inter 30s`,
    ]),
    checked('be_flip', ['option httpchk GET /flip', `server s1 ${web} check`, `server s2 ${web} backup`]),
    checked('be_logged', [
      'option httpchk GET /flip',
      'option log-health-checks',
      'http-check disable-on-404',
      `server s1 ${web} check`,
      `server s2 ${closed} check backup`,
    ]),
    checked('be_tracks', [
      'option httpchk',
      'http-check disable-on-404',
      `server t1 ${web} track be_logged/s1`,
      `server t2 ${web} track be_logged/s1 backup`,
    ]),
    checked('be_agent', [
      'option log-health-checks',
      `server s1 ${web} check agent-check agent-port ${ports.agent} agent-inter 100ms`,
    ]),
    checked('be_agent_alone', [`server s1 ${web} agent-check agent-port ${ports.agent} agent-inter 100ms`]),
    checked('be_cli', [`server s1 ${web} check`, `server s2 ${web}`, `server s3 ${web} track be_cli/s1`]),
    checked('be_dns', [`server s1 www.example.test:${ports.web} resolvers local init-addr 127.0.0.1 check`]),
  ].join('');
}

/**
 * Writes the configuration.
 * @param recorded what it is made of
 * @returns the text
 */
export function recordedConfig(recorded: Recorded): string {
  const { backends, ports, syslog } = recorded;
  const web = `127.0.0.1:${backends.ports.web}`;
  const closed = `127.0.0.1:${ports.at(-1)}`;
  const li = `listen li\n    bind 127.0.0.1:${ports[frontends.indexOf('li')]}\n    server s1 ${closed} check\n`;
  return `${globalSection(`log 127.0.0.1:${syslog} local0`, 'ssl-default-bind-options ssl-min-ver TLSv1.2', 'max-spread-checks 20ms')}
resolvers local
    nameserver one 127.0.0.1:${backends.ports.dns}
    resolve_retries 1
    timeout resolve 100ms
    timeout retry 100ms
    hold nx 100ms
    hold valid 100ms
    hold other 100ms

defaults
    mode http
    log global
    timeout connect 300ms
    timeout client 1s
    timeout server 400ms
    timeout check 200ms
    timeout http-request 300ms
    retries 1
    default-server inter 100ms fall 2 rise 2
${frontendSections(recorded)}${trafficSections(web, closed, backends)}${checkSections(web, closed, backends)}${li}`;
}
