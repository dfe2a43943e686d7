import { asks, backend, both, type LintRule, site, tls, tlsFrontend } from './lint-rule.ts';

const delay = 'tcp-request inspect-delay 5s';
const accept = 'tcp-request content accept if { req.ssl_hello_type 1 }';
const route = `use_backend be if { req.ssl_sni -i ${site} }`;

/** A frontend that passes TLS through, with a backend behind it and another by default. */
function passing(...lines: string[]): string {
  return `frontend fe\n    mode tcp\n    bind :443\n${lines.map((line) => `    ${line}\n`).join('')}    default_backend other\n${backend('mode tcp\nserver s1 192.0.2.7:443 check')}backend other\n    mode tcp\n    server s1 192.0.2.8:443 check\n`;
}

/** Rules of frontends, and what of a configuration is not about names. */
export const frontendRules: readonly LintRule[] = [
  {
    of: 'name-without-wait',
    caught: [
      { text: passing(route), severity: 'error', at: 'use_backend', says: 'Nothing makes' },
      { text: passing(delay, route), severity: 'error', says: 'alone waits for nothing' },
      { text: passing(accept, route), severity: 'error', says: 'Nothing makes' },
      { text: passing(delay, 'tcp-request content accept', accept, route), severity: 'error' },
      { text: passing(delay, 'tcp-request content accept if { req.len gt 0 }', route), severity: 'warning' },
      { text: passing(delay, 'tcp-request content accept if HTTP', route), severity: 'warning', says: 'two segments' },
      { text: passing('tcp-request inspect-delay 5', accept, route), severity: 'warning', says: '5 ms' },
      { text: passing(delay, 'use_backend %[req.ssl_sni,map(names.map)]'), severity: 'error' },
      {
        text: passing(
          delay,
          'tcp-request content set-var(sess.name) req.ssl_sni',
          `use_backend be if { var(sess.name) -m str ${site} }`,
        ),
        severity: 'error',
      },
      { text: passing('acl mine req_ssl_sni -i www.example.test', 'use_backend be if mine'), severity: 'error' },
      {
        text: `listen be\n    mode tcp\n    bind :443\n    use-server s1 if { req.ssl_sni ${site} }\n    server s1 192.0.2.7:443\n    server s2 192.0.2.8:443\n`,
        severity: 'error',
        at: 'use-server',
      },
    ],
    silent: [
      { text: passing(delay, accept, route) },
      { text: passing(delay, 'tcp-request content accept if { req_ssl_hello_type 1 }', route) },
      { text: passing(delay, 'tcp-request content reject if !{ req.ssl_hello_type 1 }', route) },
      { text: passing(delay, 'tcp-request content reject unless { req.ssl_hello_type 1 }', route) },
      { text: passing(delay, 'tcp-request content accept if WAIT_END', route) },
      { text: passing(delay, 'tcp-request content capture req.ssl_sni len 64', route) },
      { text: passing(delay, `tcp-request content reject if { req.ssl_sni bad.example.test }`, route) },
      { text: passing(delay, 'acl hello req_ssl_hello_type 1', 'tcp-request content accept if hello', route) },
      { text: passing(`use_backend be if { src 192.0.2.0/24 }`) },
      // Whichever way it goes, it is the same backend.
      { text: passing(`use_backend other if { req.ssl_sni ${site} }`) },
      // A name that is read where TLS ends is told otherwise.
      { text: `${tlsFrontend.replace('default_backend be', route)}${backend(tls)}` },
    ],
  },
  {
    of: 'name-read-elsewhere',
    caught: [
      {
        text: `${tlsFrontend.replace('default_backend be', route)}${backend(`${asks}\n${tls} check ${both}`)}`,
        severity: 'error',
        at: 'use_backend',
        says: 'TLS ends at frontend fe',
      },
      {
        text: passing(delay, accept, `use_backend be if { ssl_fc_sni ${site} }`),
        severity: 'error',
        says: 'No `bind`',
      },
      { text: passing(delay, accept, `use_backend be if { ssl_fc_sni_end .example.test }`), severity: 'error' },
      { text: passing('use_backend be if { src 192.0.2.1 } { ssl_fc_sni www.example.test }'), severity: 'error' },
      {
        text: `${tlsFrontend}${backend(`${tls} sni req.ssl_sni`)}`,
        severity: 'warning',
        at: 'server s1',
        says: 'no server name is sent',
      },
    ],
    silent: [
      { text: passing(delay, accept, route) },
      {
        text: `${tlsFrontend.replace('default_backend be', `use_backend be if { ssl_fc_sni ${site} }`)}${backend(tls)}`,
      },
      // One of two ways to match is enough.
      { text: passing(`use_backend be if { ssl_fc_sni ${site} } or { src 192.0.2.1 }`) },
      { text: passing(`use_backend be if !{ ssl_fc_sni ${site} }`) },
      // Some clients come over TLS.
      {
        text: `frontend fe\n    bind :80\n    bind :443 ssl crt site.pem\n    use_backend be if { ssl_fc_sni ${site} }\n${backend(tls)}`,
      },
      { text: `${tlsFrontend}${backend(`${tls} sni ssl_fc_sni`)}` },
    ],
  },
  {
    of: 'version-bug',
    caught: [
      {
        text: `default-server check-alpn h2,http/1.1\n${tls} check check-alpn http/1.1\nserver s2 192.0.2.7:443 ssl verify none check`,
        version: '2.6',
        severity: 'warning',
        at: 'default-server',
        says: '3096',
      },
      {
        text: `${asks}\n${tls} check ${both} alpn h2,http/1.1 check-alpn http/1.1`,
        version: '3.3.0',
        severity: 'error',
        says: '3207',
      },
      {
        text: `${asks}\n${tls} check ${both} check-alpn h2`,
        version: '3.2.22',
        severity: 'warning',
        says: '3484',
      },
    ],
    silent: [
      {
        text: `default-server check-alpn h2,http/1.1\n${tls} check check-alpn http/1.1\nserver s2 192.0.2.7:443 ssl verify none check`,
        version: '3.2.26',
      },
      {
        text: `default-server check-alpn h2,http/1.1\n${tls} check\nserver s2 192.0.2.7:443 ssl verify none check`,
        version: '2.6',
      },
      { text: `${asks}\n${tls} check ${both} alpn h2,http/1.1 check-alpn http/1.1`, version: '3.3.1' },
      { text: `${asks}\n${tls} check ${both} alpn h2,http/1.1 check-alpn h2,http/1.1`, version: '3.3.0' },
      { text: `${asks}\n${tls} check ${both} check-alpn http/1.1`, version: '3.2.22' },
      { text: `${asks}\n${tls} check ${both} check-alpn h2`, version: '3.2.26' },
    ],
  },
  {
    of: 'address-kept',
    caught: [
      {
        text: 'server s1 front-123.eu-west-1.elb.amazonaws.com:443 ssl verify none check',
        severity: 'warning',
        at: 'server s1',
        says: 'AWS Elastic Load Balancing',
      },
      { text: 'server s1 site.azurewebsites.net:443 ssl verify none init-addr libc,none', severity: 'warning' },
      { text: 'mode tcp\nserver s1 D1234.CloudFront.net:443', severity: 'warning' },
    ],
    silent: [
      {
        text: `resolvers dns\n    parse-resolv-conf\n${backend('server s1 front.elb.amazonaws.com:443 ssl verify none resolvers dns init-addr last,libc,none')}`,
      },
      { text: 'server s1 192.0.2.7:443 ssl verify none check' },
      { text: 'server s1 www.example.test:443 ssl verify none check' },
      { text: 'server s1 elb.amazonaws.com.example.test:443 ssl verify none check' },
    ],
  },
  {
    of: 'other-protocol',
    caught: [
      { text: 'mode tcp\nserver s1 192.0.2.7:5432 ssl verify none check', severity: 'warning', says: 'PostgreSQL' },
      { text: 'mode tcp\nserver s1 192.0.2.7:143 check check-ssl verify none', severity: 'warning', says: 'IMAP' },
      { text: 'mode tcp\nserver s1 192.0.2.7:3306 ssl verify none', severity: 'warning', says: 'MySQL' },
      {
        text: 'mode tcp\noption httpchk\nserver s1 192.0.2.7:993 ssl verify none check',
        severity: 'warning',
        at: 'option httpchk',
        says: 'IMAP over TLS',
      },
      { text: 'mode tcp\noption httpchk\nserver s1 192.0.2.7:636 check check-ssl verify none', severity: 'warning' },
    ],
    silent: [
      { text: 'mode tcp\nserver s1 192.0.2.7:993 check check-ssl verify none check-sni mail.example.test' },
      { text: 'mode tcp\nserver s1 192.0.2.7:25 check\noption smtpchk EHLO haproxy.example.test' },
      { text: 'mode tcp\nserver s1 192.0.2.7:5432 ssl verify none alpn postgresql' },
      { text: `${asks}\n${tls} check ${both}` },
      { text: 'mode tcp\noption httpchk\nserver s1 192.0.2.7:5432 check port 8008' },
    ],
  },
];
