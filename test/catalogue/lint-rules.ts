import type { Severity } from '../../src/types.ts';
import type { Linted } from './linted.ts';
import { brokenBehindHealth, twoSites } from './two-sites.ts';

/** A configuration that a lint must find something in, and how bad it is. */
export interface Caught extends Linted {
  severity: Severity;
  /** The line to look at, as it stands there, or the beginning of it. */
  at?: string;
  /** Words that the reason must have. */
  says?: string;
}

/** A lint with configurations that it finds, and others, as like them as can be, that it leaves alone. */
export interface LintRule {
  of: string;
  caught: Caught[];
  silent: Linted[];
}

const site = 'www.example.test';
const httpchk = 'option httpchk GET /';
const send = `http-check send meth GET uri / ver HTTP/1.1 hdr Host ${site}`;
const asks = `${httpchk}\n${send}`;
const tls = 'server s1 127.0.0.1:PORT ssl verify none';
const both = `check-sni ${site} sni str(${site})`;
const whole = `${asks}\n${tls} check ${both}`;
const inherited = `defaults\n    mode http\n    option httpchk GET /health\n    http-check send ver HTTP/1.1 hdr Host ${site}\n`;
const tlsFrontend = 'frontend fe\n    bind :443 ssl crt site.pem\n    default_backend be\n';
const clearFrontend = 'frontend fe\n    bind :80\n    default_backend be\n';

function backend(lines: string): string {
  return `backend be\n    ${lines.replaceAll('\n', '\n    ')}\n`;
}

export const lintRules: readonly LintRule[] = [
  {
    of: 'verify-none',
    caught: [
      { text: whole, severity: 'warning', at: 'server s1' },
      { text: `global\n    ssl-server-verify none\n${backend('server s1 192.0.2.7:443 ssl')}`, severity: 'warning' },
      { text: 'mode tcp\nserver s1 192.0.2.7:443 check check-ssl verify none', severity: 'info' },
    ],
    silent: [
      { text: `${asks}\nserver s1 127.0.0.1:PORT ssl ca-file ca.pem check ${both}` },
      { text: 'server s1 192.0.2.7:80 verify none check' },
    ],
  },
  {
    of: 'check-sni-expression',
    caught: [
      { text: `${asks}\n${tls} check check-sni str(${site})`, severity: 'error', says: `str(${site})` },
      { text: `${asks}\n${tls} check check-sni str(${site})`, against: 'contour', severity: 'error' },
      { text: `${asks}\n${tls} check check-sni req.hdr(host)`, severity: 'error' },
      { text: `default-server check-sni str(${site})\n${tls} check`, severity: 'error', at: 'default-server' },
      // A backend that takes any name is not harmed.
      { text: `${asks}\n${tls} check check-sni str(${site})`, against: 'healthy-tls', severity: 'warning' },
    ],
    silent: [{ text: whole }, { text: `${asks}\n${tls} check check-sni req.example.test` }],
  },
  {
    of: 'sni-not-an-expression',
    caught: [
      { text: `${tls} sni ${site}`, severity: 'error', says: site },
      { text: `${tls} sni localhost`, severity: 'error' },
    ],
    silent: [
      { text: whole },
      { text: `mode tcp\n${tls} sni req.ssl_sni` },
      { text: `${tls} sni var(txn.name)` },
      { text: `${tls} sni ssl_fc_sni` },
      { text: `${tls} sni "$SITE"` },
    ],
  },
  {
    of: 'sni-with-port',
    caught: [
      { text: `${tls} sni req.hdr(host)`, severity: 'warning', at: 'server s1' },
      { text: `${tls} sni hdr(Host),lower`, severity: 'warning' },
      { text: `${tls} sni req.fhdr(host)`, severity: 'warning' },
      {
        text: `${tls} sni req.hdr(host)`,
        against: 'contour',
        hosts: [`${site}:8443`],
        severity: 'error',
        says: `${site}:8443 gets 503`,
      },
    ],
    silent: [
      { text: `${tls} sni req.hdr(host),field(1,:)` },
      { text: `${tls} sni req.hdr(host),lower,host_only` },
      { text: `${tls} sni req.hdr(x-site)` },
      { text: whole },
    ],
  },
  {
    of: 'sni-from-header-in-tcp',
    caught: [{ text: `mode tcp\n${tls} check sni req.hdr(host),field(1,:)`, severity: 'warning' }],
    silent: [
      { text: `${tls} check sni req.hdr(host),field(1,:)` },
      { text: `mode tcp\n${tls} check sni ssl_fc_sni` },
      { text: `mode tcp\n${tls} check sni str(${site})` },
      {
        text: `frontend fe\n    mode tcp\n    bind :80\n    tcp-request inspect-delay 2s\n    tcp-request content accept if HTTP\n    default_backend be\n${backend(`mode tcp\n${tls} check sni req.hdr(host)`)}`,
      },
    ],
  },
  {
    of: 'sni-from-client-tls',
    caught: [
      { text: `${tls} sni ssl_fc_sni`, severity: 'warning' },
      { text: `${tlsFrontend}${backend(`${tls} sni ssl_fc_sni`)}`, severity: 'warning', says: 'several hosts' },
      { text: `${clearFrontend}${backend(`${tls} sni ssl_fc_sni`)}`, severity: 'warning', says: 'takes TLS' },
      {
        text: `frontend fe\n    bind 127.0.0.1:8080\n    default_backend be\n${backend(`${asks}\n${tls} check check-sni ${site} sni ssl_fc_sni`)}`,
        against: 'contour',
        severity: 'error',
      },
    ],
    silent: [{ text: `mode tcp\n${tls} sni ssl_fc_sni` }, { text: `${tls} sni req.hdr(host),field(1,:)` }],
  },
  {
    of: 'tls-words-without-ssl',
    caught: [
      { text: `server s1 192.0.2.7:443 check ${both}`, severity: 'warning', says: `\`sni str(${site})\`` },
      { text: 'server s1 192.0.2.7:443 alpn h2', severity: 'warning' },
      { text: `server s1 192.0.2.7:443 check check-ssl verify none ${both}`, severity: 'warning', says: '`sni ' },
      { text: `${tls} no-check-ssl check check-sni ${site}`, severity: 'warning' },
      { text: `default-server ${both}\nserver s1 192.0.2.7:80 check`, severity: 'info', at: 'default-server' },
    ],
    silent: [
      { text: whole },
      { text: `mode tcp\nserver s1 192.0.2.7:443 check check-ssl verify none check-sni ${site} alpn http/1.1` },
      { text: 'server s1 192.0.2.7:80 check' },
    ],
  },
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
    silent: [{ text: whole }, { text: `${send}\nserver s1 192.0.2.7:80` }],
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
    of: 'sni-host-mismatch',
    caught: [
      {
        text: `http-request set-header Host internal.example.test\n${whole}`,
        severity: 'warning',
        at: 'http-request set-header Host',
        says: 'internal.example.test',
      },
      {
        text: `frontend fe\n    bind :80\n    http-request set-header Host internal.example.test\n    default_backend be\n${backend(whole)}`,
        severity: 'warning',
        at: 'http-request set-header Host',
      },
      {
        text: `http-request set-header Host internal.example.test\n${whole}`,
        against: 'sni-host-mismatch-421',
        severity: 'error',
        says: '421',
      },
      {
        text: `${httpchk}\nhttp-check send ver HTTP/1.1 hdr Host internal.example.test\n${tls} check ${both}`,
        hosts: [site],
        severity: 'warning',
        says: 'The check',
      },
    ],
    silent: [
      { text: whole },
      { text: `http-request set-header Host ${site}\n${whole}` },
      { text: `http-request set-header Host WWW.example.test:443\n${whole}` },
      { text: `http-request set-header Host internal.example.test\n${tls} sni req.hdr(host),field(1,:)` },
      // That is no name to compare with.
      { text: `${asks}\n${tls} check check-sni str(${site}) sni str(${site})` },
      // Nothing but the address is known, and nobody asks for that.
      { text: `${httpchk}\n${tls} check` },
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
  {
    of: 'check-without-request',
    caught: [
      { text: `${tls} check ${both}`, severity: 'info', says: 'handshake' },
      { text: 'server s1 192.0.2.7:80 check', severity: 'info', says: 'port is open' },
      { text: `${tls} check`, against: 'healthy-tls', hosts: [site], severity: 'info' },
      { text: `${tls} check`, against: 'host-not-served-421', hosts: [site], severity: 'error', says: '421' },
      { text: `${tls} check`, against: 'close-after-request', hosts: [site], severity: 'error', says: '502' },
    ],
    silent: [
      { text: whole },
      { text: tls },
      { text: `mode tcp\n${tls} check` },
      // It was meant to, and another code says why it does not.
      { text: `${send}\n${tls} check` },
    ],
  },
  {
    of: 'redirect-taken-for-healthy',
    caught: [
      { text: `${asks}\nserver s1 127.0.0.1:PLAIN check`, against: 'contour', severity: 'error', says: '301' },
      {
        text: `${tlsFrontend}${backend(`${asks}\nserver s1 127.0.0.1:PLAIN check`)}`,
        against: 'contour',
        severity: 'error',
        says: 'for ever',
      },
      {
        text: `${clearFrontend}${backend(`${asks}\nserver s1 127.0.0.1:PLAIN check`)}`,
        against: 'contour',
        severity: 'warning',
      },
    ],
    silent: [
      { text: whole, against: 'contour' },
      // A site that sends its visitors to its own login page.
      { text: whole, against: 'redirect-elsewhere' },
      { text: `${asks}\nhttp-check expect status 200\nserver s1 127.0.0.1:PLAIN check`, against: 'contour' },
      { text: `${asks}\nserver s1 192.0.2.7:80 check` },
    ],
  },
  {
    of: 'error-taken-for-healthy',
    caught: [
      {
        text: `${asks}\nhttp-check expect status 200-499\n${tls} check ${both}`,
        against: 'host-not-served-404',
        severity: 'warning',
        at: 'http-check expect',
        says: '404',
      },
      {
        text: `${asks}\nhttp-check expect status 200-499\n${tls} check ${both}`,
        against: 'host-not-served-421',
        severity: 'error',
      },
      {
        text: `${asks}\nhttp-check expect status 200,401\n${tls} check ${both}`,
        against: 'status-401',
        severity: 'info',
      },
    ],
    silent: [
      { text: `${asks}\nhttp-check expect status 200-499\n${tls} check ${both}`, against: 'healthy-tls' },
      { text: `${asks}\nhttp-check disable-on-404\n${tls} check ${both}`, against: 'host-not-served-404' },
      { text: whole, against: 'host-not-served-404' },
    ],
  },
  {
    of: 'ssl-hello-check',
    caught: [
      {
        text: 'mode tcp\noption ssl-hello-chk\nserver s1 192.0.2.7:443 check',
        severity: 'warning',
        at: 'option ssl-hello-chk',
      },
      { text: `option ssl-hello-chk\n${tls} check`, severity: 'warning', says: 'inside' },
      { text: `option ssl-hello-chk\n${tls} check`, against: 'healthy-tls', severity: 'error' },
    ],
    silent: [
      { text: whole },
      { text: `mode tcp\nserver s1 192.0.2.7:443 check check-ssl verify none check-sni ${site}` },
    ],
  },
  {
    of: 'sni-missing',
    caught: [
      { text: `${asks}\n${tls} check check-sni ${site}`, severity: 'warning', at: 'server s1', says: 'accident' },
      { text: `${asks}\n${tls} check check-sni ${site}`, against: 'contour', severity: 'error', says: '503' },
      { text: `${asks}\n${tls} check check-sni ${site} no-sni-auto`, version: '3.4', severity: 'warning' },
      { text: `mode tcp\n${tls} check check-sni ${site}`, version: '3.4', severity: 'warning' },
      { text: `${asks}\n${tls} check check-sni ${site}`, version: 'any', severity: 'warning' },
      {
        text: `${httpchk}\nhttp-check connect ssl sni ${site}\n${send}\n${tls} check`,
        severity: 'warning',
        at: 'http-check connect',
      },
    ],
    silent: [
      { text: whole },
      { text: `${asks}\n${tls} check check-sni ${site}`, version: '3.4' },
      { text: `mode tcp\nserver s1 192.0.2.7:443 check check-ssl verify none check-sni ${site}` },
    ],
  },
  {
    of: 'check-sni-missing',
    caught: [
      { text: `${asks}\n${tls} check sni str(${site})`, severity: 'warning', at: 'server s1' },
      { text: `${asks}\n${tls} check sni str(${site})`, against: 'contour', severity: 'error' },
      { text: `${tls} check sni str(${site})`, version: '3.4', severity: 'warning' },
      {
        text: `${httpchk}\nhttp-check connect default\n${send}\n${tls} check sni str(${site})`,
        version: '3.4',
        against: 'contour',
        severity: 'error',
      },
    ],
    silent: [
      { text: whole },
      { text: `${asks}\n${tls} check sni str(${site})`, version: '3.4' },
      { text: `${asks}\n${tls} check sni str(${site})`, against: 'healthy-tls' },
      // Nobody is there to be told a name.
      { text: `${asks}\n${tls} check sni str(${site})`, against: 'port-closed' },
      { text: `${tls} sni str(${site})` },
    ],
  },
  {
    of: 'verify-without-name',
    caught: [
      { text: `${asks}\nserver s1 127.0.0.1:PORT ssl ca-file ca.pem check`, severity: 'warning', says: 'Traffic' },
      {
        text: `${asks}\nserver s1 127.0.0.1:PORT ssl ca-file ca.pem check`,
        against: 'certificate-wrong-name',
        severity: 'warning',
      },
      {
        text: `${asks}\nserver s1 127.0.0.1:PORT ssl ca-file ca.pem check sni str(${site})`,
        severity: 'info',
        says: 'check',
      },
    ],
    silent: [
      { text: `${asks}\nserver s1 127.0.0.1:PORT ssl ca-file ca.pem check ${both}` },
      { text: `${asks}\nserver s1 127.0.0.1:PORT ssl ca-file ca.pem verifyhost ${site} check` },
      { text: `${asks}\nserver s1 127.0.0.1:PORT ssl ca-file ca.pem check`, version: '3.4' },
      { text: whole },
    ],
  },
  {
    of: 'certificate-of-others',
    caught: [
      { text: `${asks}\n${tls} check`, against: 'default-certificate', severity: 'warning', says: 'default site' },
      { text: whole, against: 'certificate-wrong-name', severity: 'warning' },
    ],
    silent: [
      { text: whole, against: 'default-certificate' },
      { text: `${asks}\n${tls} check`, against: 'default-certificate', version: '3.4' },
      { text: `${asks}\nserver s1 127.0.0.1:PORT ssl ca-file ca.pem check ${both}`, against: 'certificate-wrong-name' },
    ],
  },
  {
    of: 'another-site-answers-check',
    caught: [
      { text: `${httpchk}\nserver s1 127.0.0.1:PORT check`, against: twoSites, hosts: [site], severity: 'warning' },
      {
        text: `${asks}\nserver s1 127.0.0.1:PORT check`,
        against: twoSites,
        hosts: [site, 'other.example.test'],
        severity: 'warning',
        says: 'other.example.test',
      },
    ],
    silent: [
      { text: `${asks}\nserver s1 127.0.0.1:PORT check`, against: twoSites, hosts: [site] },
      // Another path may well be another page.
      { text: 'option httpchk GET /health\nserver s1 127.0.0.1:PORT check', against: twoSites, hosts: [site] },
      { text: `${httpchk}\nserver s1 127.0.0.1:PORT check`, against: 'healthy-http', hosts: [site] },
    ],
  },
  {
    of: 'client-certificate-unseen',
    caught: [
      { text: `${tls} check`, against: 'client-certificate-tls13', hosts: [site], severity: 'error', says: '502' },
    ],
    silent: [
      { text: `${asks}\n${tls} check`, against: 'client-certificate-tls13', hosts: [site] },
      { text: `${tls} check`, against: 'healthy-tls', hosts: [site] },
    ],
  },
  {
    of: 'check-elsewhere',
    caught: [
      {
        text: `${asks}\n${tls} check port PLAIN`,
        against: 'contour',
        hosts: [site],
        severity: 'error',
        at: 'server s1',
        says: 'port',
      },
      {
        text: `${asks}\n${tls} check port PLAIN sni str(${site})`,
        against: 'contour',
        hosts: [site],
        severity: 'info',
      },
    ],
    silent: [
      { text: whole, against: 'contour' },
      { text: `${asks}\n${tls} check port PORT check-ssl ${both}`, against: 'contour' },
      { text: `${asks}\n${tls} check port PLAIN ${both}` },
    ],
  },
  {
    of: 'green-check-failing-traffic',
    caught: [
      {
        text: 'option httpchk GET /health\nserver s1 127.0.0.1:PORT check',
        against: brokenBehindHealth,
        hosts: [site],
        severity: 'error',
        says: '500',
      },
      {
        text: `${asks}\nserver s1 127.0.0.1:PORT check`,
        against: 'host-required-http',
        hosts: ['other.example.test'],
        severity: 'error',
        says: '404',
      },
    ],
    silent: [
      { text: whole, against: 'contour' },
      { text: `${asks}\nserver s1 127.0.0.1:PORT check`, against: 'host-required-http', hosts: [site] },
      // The check is not green.
      { text: `${asks}\n${tls} check ${both}`, against: 'status-500', hosts: [site] },
      // Another code says why.
      { text: `${asks}\n${tls} check check-sni ${site}`, against: 'contour' },
    ],
  },
];
