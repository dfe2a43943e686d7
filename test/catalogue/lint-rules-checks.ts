import { asks, backend, both, httpchk, inherited, type LintRule, send, site, tls, whole } from './lint-rule.ts';

/** Lints of what is written about checks. */
export const checksRules: readonly LintRule[] = [
  {
    of: 'check-transport-dropped',
    caught: [
      { text: 'server s1 192.0.2.7:443 ssl verify none check port 443', severity: 'warning', says: 'TLS' },
      { text: 'server s1 192.0.2.7:443 ssl verify none check addr 192.0.2.8', severity: 'warning' },
      { text: 'server s1 192.0.2.7:443 ssl verify none check port 8080', severity: 'info' },
      { text: 'server s1 192.0.2.7:80 send-proxy check port 80', severity: 'warning', says: 'PROXY' },
      { text: `${asks}\n${tls} check port PORT ${both}`, against: 'contour', severity: 'error' },
      {
        text: `${asks}\nserver s1 127.0.0.1:PORT send-proxy check port PORT`,
        against: 'proxy-required-http',
        severity: 'error',
      },
    ],
    silent: [
      { text: whole },
      { text: 'server s1 192.0.2.7:443 ssl verify none check port 443 check-ssl' },
      { text: 'server s1 192.0.2.7:443 ssl verify none send-proxy check port 443 check-ssl check-send-proxy' },
      { text: 'server s1 192.0.2.7:80 check port 8080' },
      { text: 'server s1 192.0.2.7:443 ssl verify none no-check-ssl check port 8080' },
      // Where that is well, another code says what it does not see.
      { text: `${asks}\n${tls} check port PLAIN ${both}`, against: 'contour' },
    ],
  },
  {
    of: 'check-rules-ignored',
    caught: [
      { text: `${send}\nserver s1 192.0.2.7:80 check`, severity: 'warning', at: 'http-check send' },
      {
        text: `option tcp-check\n${send}\nserver s1 192.0.2.7:80 check`,
        severity: 'warning',
        says: 'option tcp-check',
      },
      { text: 'tcp-check connect\nserver s1 192.0.2.7:80 check', severity: 'warning', at: 'tcp-check connect' },
    ],
    silent: [
      { text: whole },
      { text: `${send}\nserver s1 192.0.2.7:80` },
      // The request of an option is no rule, and HAProxy warns of none.
      { text: `${httpchk}\noption ssl-hello-chk\nserver s1 192.0.2.7:443 check` },
    ],
  },
  {
    of: 'check-rules-lost',
    caught: [
      {
        text: `${inherited}${backend('http-check send hdr X-Probe 1\nserver s1 192.0.2.7:80 check')}`,
        severity: 'warning',
        at: 'http-check send hdr X-Probe',
        says: '`GET /health`',
      },
      {
        text: `${inherited}${backend('http-check expect status 200\nserver s1 192.0.2.7:80 check')}`,
        severity: 'warning',
        says: 'none is sent',
      },
      {
        text: `${inherited}${backend('option httpchk GET /x HTTP/1.1\nserver s1 192.0.2.7:80 check')}`,
        severity: 'warning',
        says: `the Host \`${site}\``,
      },
      {
        text: `${inherited}    http-check expect status 200\n${backend(`${asks}\nserver s1 192.0.2.7:80 check`)}`,
        severity: 'info',
        says: 'expected',
      },
      {
        text: `${inherited}${backend('http-check send hdr X-Probe 1\nserver s1 127.0.0.1:PORT check')}`,
        against: 'host-required-http',
        severity: 'error',
      },
    ],
    silent: [
      { text: `${inherited}${backend('server s1 192.0.2.7:80 check')}` },
      { text: `${inherited}${backend('http-check disable-on-404\nserver s1 192.0.2.7:80 check')}` },
      { text: `${inherited}${backend(`${asks}\nserver s1 192.0.2.7:80 check`)}` },
      { text: `${inherited}${backend('option tcp-check\nserver s1 192.0.2.7:80 check')}` },
    ],
  },
  {
    of: 'connect-drops-settings',
    caught: [
      {
        text: `${httpchk}\nhttp-check connect ssl\n${send}\n${tls} check ${both}`,
        severity: 'warning',
        at: 'http-check connect',
        says: '`check-sni`',
      },
      { text: `${httpchk}\nhttp-check connect\n${send}\n${tls} check ${both}`, severity: 'warning', says: 'the TLS' },
      {
        text: `${httpchk}\nhttp-check connect ssl\n${send}\n${tls} check ${both}`,
        against: 'contour',
        severity: 'error',
      },
      {
        text: `${httpchk}\nhttp-check connect sni ${site}\n${send}\n${tls} check ${both}`,
        against: 'contour',
        severity: 'error',
      },
      {
        text: `${httpchk}\nhttp-check connect\n${send}\nserver s1 192.0.2.7:80 check send-proxy`,
        severity: 'warning',
        says: 'PROXY',
      },
      { text: `option tcp-check\ntcp-check connect ssl\n${tls} check check-sni ${site}`, severity: 'warning' },
    ],
    silent: [
      { text: whole },
      { text: `${httpchk}\nhttp-check connect default\n${send}\n${tls} check ${both}` },
      { text: `${httpchk}\nhttp-check connect ssl sni ${site}\n${send}\n${tls} check ${both}` },
      { text: `${httpchk}\nhttp-check connect port 8080\n${send}\nserver s1 192.0.2.7:443 ssl verify none check` },
    ],
  },
  {
    of: 'httpchk-hidden-header',
    caught: [
      {
        text: `option httpchk GET / HTTP/1.1\\r\\nHost:\\ ${site}\nserver s1 192.0.2.7:80 check`,
        severity: 'error',
        at: 'option httpchk',
      },
      {
        text: `option httpchk GET / HTTP/1.1\\r\\nHost:\\ ${site}\nserver s1 192.0.2.7:80 check`,
        version: '2.6',
        severity: 'warning',
      },
    ],
    silent: [
      { text: whole },
      { text: `option httpchk GET / HTTP/1.1 ${site}\nserver s1 192.0.2.7:80 check` },
      { text: `option httpchk GET / HTTP/1.1\\r\\nHost:\\ ${site}\nserver s1 192.0.2.7:80 check`, version: '2.0' },
    ],
  },
  {
    of: 'check-without-host',
    caught: [
      {
        text: 'option httpchk GET / HTTP/1.1\nserver s1 192.0.2.7:80 check',
        severity: 'warning',
        at: 'option httpchk',
      },
      { text: `${httpchk}\nhttp-check send ver HTTP/1.1\nserver s1 192.0.2.7:80 check`, severity: 'warning' },
      {
        text: 'option httpchk GET / HTTP/1.1\nserver s1 127.0.0.1:PORT check',
        against: 'host-required-http',
        severity: 'error',
        says: '400',
      },
    ],
    silent: [
      { text: whole },
      { text: `${httpchk}\nserver s1 192.0.2.7:80 check` },
      { text: `option httpchk GET / HTTP/1.1\nhttp-check send hdr host ${site}\nserver s1 192.0.2.7:80 check` },
      { text: `option httpchk GET / HTTP/1.1 ${site}\nserver s1 192.0.2.7:80 check` },
      { text: `option httpchk GET / HTTP/1.1\\r\\nHost:\\ ${site}\nserver s1 192.0.2.7:80 check`, version: '2.6' },
    ],
  },
  {
    of: 'default-server-late',
    caught: [
      { text: `${tls} check\ndefault-server ${both}`, severity: 'warning', at: 'default-server' },
      { text: `${tls} check\ndefault-server ${both}\nserver s2 192.0.2.8:443 ssl verify none`, severity: 'info' },
    ],
    silent: [
      { text: `default-server ${both}\n${tls} check` },
      { text: `default-server inter 1s\n${tls} check\nserver s2 192.0.2.8:443 ssl verify none check` },
    ],
  },
  {
    of: 'check-words-without-check',
    caught: [
      { text: `${tls} ${both} inter 1s`, severity: 'warning', says: '`inter 1s`' },
      { text: 'server s1 192.0.2.7:80 port 8080', severity: 'warning' },
      { text: `default-server check\n${tls} no-check ${both}`, severity: 'warning' },
    ],
    silent: [
      { text: whole },
      { text: `default-server inter 1s check-sni ${site}\n${tls}` },
      { text: 'server s1 192.0.2.7:80 agent-check agent-port 9000 inter 1s' },
      { text: 'server s0 192.0.2.7:80 check\nserver s1 192.0.2.7:81 track be/s0 inter 1s' },
    ],
  },
];
