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
import { brokenBehindHealth, canonicalSite, twoSites } from './two-sites.ts';

/** Lints of checks that are green while traffic fails or is not looked at. */
export const greenRules: readonly LintRule[] = [
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
      { text: `${tls} check`, against: 'contour' },
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
      // A default site sends whoever names none to the site, whatever state that is in.
      {
        text: `${httpchk}\nserver s1 127.0.0.1:PORT check`,
        against: canonicalSite,
        hosts: [site],
        severity: 'warning',
        says: 'another host',
      },
    ],
    silent: [
      { text: whole, against: 'contour' },
      // Others keep the logins of a site that is at work.
      {
        text: `${httpchk}\nhttp-check send hdr Host app.example.test\nserver s1 127.0.0.1:PORT check`,
        against: canonicalSite,
      },
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
    of: 'another-site-answers-check',
    caught: [
      { text: `${httpchk}\nserver s1 127.0.0.1:PORT check`, against: twoSites, hosts: [site], severity: 'warning' },
      {
        text: `${asks}\nserver s1 127.0.0.1:PORT check`,
        against: twoSites,
        hosts: [site, 'other.example.test'],
        severity: 'info',
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
      // Under a name of its own the site may answer otherwise.
      {
        text: 'option httpchk GET /health\nserver s1 127.0.0.1:PORT check',
        against: brokenBehindHealth,
        severity: 'warning',
        says: '500',
      },
    ],
    silent: [
      { text: whole, against: 'contour' },
      // Nobody is sent there.
      { text: 'server s1 127.0.0.1:PORT check disabled', against: 'healthy-http', hosts: [site] },
      { text: 'server s1 127.0.0.1:PORT check weight 0', against: 'healthy-http' },
      { text: `${asks}\nserver s1 127.0.0.1:PORT check`, against: 'host-required-http', hosts: [site] },
      // The check is not green.
      { text: `${asks}\n${tls} check ${both}`, against: 'status-500', hosts: [site] },
      // Another code says why.
      { text: `${asks}\n${tls} check check-sni ${site}`, against: 'contour' },
    ],
  },
  {
    of: 'rule-not-needed',
    caught: [
      { text: `http-request set-header Connection keep-alive\n${whole}`, severity: 'info', says: 'sends the same' },
      {
        text: `http-request set-header X-Forwarded-Proto https\n${whole}`,
        against: 'contour',
        severity: 'info',
        says: 'answers the same',
      },
      {
        text: `http-request set-header Host ${site}\n${whole}`,
        against: 'contour',
        hosts: [site],
        severity: 'info',
      },
    ],
    silent: [
      { text: whole, against: 'contour' },
      // Clients come under another name.
      { text: `http-request set-header Host ${site}\n${whole}`, against: 'contour', hosts: ['public.example.test'] },
      // This one redirects to https without it.
      {
        text: `http-request set-header X-Forwarded-Proto https\n${whole}`,
        against: 'forwarded-proto-required',
        hosts: [site],
      },
      // Whether the backend looks at it is not known.
      { text: `http-request set-header X-Forwarded-Proto https\n${whole}` },
    ],
  },
  {
    of: 'tls-to-clear-port',
    caught: [
      { text: `${httpchk}\n${tls} check`, against: 'healthy-http', severity: 'error', says: 'no TLS' },
      {
        text: `mode tcp\nserver s1 127.0.0.1:PORT check check-ssl verify none`,
        against: 'healthy-http',
        severity: 'error',
      },
    ],
    silent: [
      { text: `${httpchk}\nserver s1 127.0.0.1:PORT check`, against: 'healthy-http' },
      { text: `${httpchk}\n${tls} check`, against: 'healthy-tls' },
      { text: `${httpchk}\n${tls} check`, against: 'contour' },
    ],
  },
  {
    of: 'unexplained-failure',
    caught: [
      { text: `${httpchk}\nhttp-check expect string nowhere\n${tls} check`, against: 'healthy-tls', severity: 'error' },
    ],
    silent: [
      { text: `${httpchk}\n${tls} check`, against: 'healthy-tls' },
      // Other codes say why.
      { text: `${httpchk}\n${tls} check`, against: 'contour' },
      { text: `${httpchk}\n${tls} check`, against: 'healthy-http' },
    ],
  },
];
