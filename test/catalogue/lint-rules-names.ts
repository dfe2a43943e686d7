import {
  asks,
  backend,
  both,
  clearFrontend,
  httpchk,
  type LintRule,
  send,
  site,
  tls,
  tlsFrontend,
  whole,
} from './lint-rule.ts';

/** Lints of names: which are sent, whether they are verified. */
export const namesRules: readonly LintRule[] = [
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
      // A connect rule takes the name itself too.
      {
        text: `${httpchk}\nhttp-check connect ssl sni str(${site})\n${send}\n${tls} check`,
        severity: 'error',
        at: 'http-check connect',
        advises: `sni ${site}`,
      },
      // A backend that takes any name is not harmed.
      { text: `${asks}\n${tls} check check-sni str(${site})`, against: 'healthy-tls', severity: 'warning' },
    ],
    silent: [
      { text: whole },
      { text: `${asks}\n${tls} check check-sni req.example.test` },
      // Nothing is asked under that name.
      { text: `${tls} check-sni str(${site})` },
      { text: `server s1 192.0.2.7:80 check check-sni str(${site})` },
    ],
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
      { text: `http-request set-header Host ${site}:8443\n${tls} sni req.hdr(host)`, severity: 'warning' },
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
      // A rule before it has taken the port away, or no name is sent.
      { text: `http-request set-header Host ${site}\n${tls} sni req.hdr(host)` },
      { text: `http-request replace-header Host ([^:]*).* \\1\n${tls} sni req.hdr(host)` },
      {
        text: `frontend fe\n    bind :80\n    http-request set-header Host %[req.hdr(host),field(1,:)]\n    default_backend be\n${backend(`${tls} sni req.hdr(host)`)}`,
      },
      { text: 'server s1 192.0.2.7:80 sni req.hdr(host)' },
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
    silent: [
      { text: `mode tcp\n${tls} sni ssl_fc_sni` },
      { text: `${tls} sni req.hdr(host),field(1,:)` },
      { text: 'server s1 192.0.2.7:80 sni ssl_fc_sni' },
    ],
  },
  {
    of: 'tls-words-without-ssl',
    caught: [
      { text: `server s1 192.0.2.7:443 check ${both}`, severity: 'warning', says: `\`sni str(${site})\`` },
      { text: 'server s1 192.0.2.7:443 alpn h2', severity: 'warning' },
      { text: `server s1 192.0.2.7:443 check check-ssl verify none ${both}`, severity: 'warning', says: '`sni ' },
      { text: `${tls} no-check-ssl check check-sni ${site}`, severity: 'warning' },
      { text: `default-server ${both}\nserver s1 192.0.2.7:80 check`, severity: 'info', at: 'default-server' },
      // Where the clients' TLS is passed on, the check alone has a name to send.
      {
        text: `mode tcp\nserver s1 192.0.2.7:443 check check-ssl verify none sni str(${site})`,
        severity: 'warning',
        advises: 'write `check-sni NAME` for the check and drop `sni`',
      },
      {
        text: `mode tcp\nserver s1 192.0.2.7:443 check check-sni ${site}`,
        severity: 'warning',
        advises: 'write `check-ssl` for the check.',
      },
    ],
    silent: [
      { text: whole },
      { text: `mode tcp\nserver s1 192.0.2.7:443 check check-ssl verify none check-sni ${site} alpn http/1.1` },
      { text: 'server s1 192.0.2.7:80 check' },
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
    of: 'sni-missing',
    caught: [
      { text: `${asks}\n${tls} check check-sni ${site}`, severity: 'warning', at: 'server s1', says: 'accident' },
      { text: `${asks}\n${tls} check check-sni ${site}`, against: 'contour', severity: 'error', says: '503' },
      { text: `${asks}\n${tls} check check-sni ${site} no-sni-auto`, version: '3.4', severity: 'warning' },
      { text: `mode tcp\n${tls} check check-sni ${site}`, version: '3.4', severity: 'warning' },
      { text: `${asks}\n${tls} check check-sni ${site}`, version: 'any', severity: 'warning' },
      // No expression is made of what is none of a name.
      { text: `${asks}\n${tls} check check-sni %[req.hdr(host)]`, severity: 'warning', advises: 'sni str(NAME)' },
      // It is not for want of a name that nobody answers.
      { text: `${asks}\n${tls} check check-sni ${site}`, against: 'port-closed', severity: 'warning' },
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
      // No name is known but the address.
      { text: `${httpchk}\n${tls} check`, against: 'healthy-tls', version: '3.4' },
      { text: `${asks}\nserver s1 127.0.0.1:PORT ssl ca-file ca.pem check ${both}`, against: 'certificate-wrong-name' },
    ],
  },
];
