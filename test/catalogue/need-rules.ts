import type { Rule } from './case.ts';
import { caFile, pemFile, site } from './diagnosed.ts';

const trusted = `ssl ca-file ${caFile}`;
const named = `check-sni ${site} sni str(${site})`;
const checked = `http-check send meth GET uri / ver HTTP/1.1 hdr Host ${site}`;

export const needRules: readonly Rule[] = [
  {
    of: 'proxy-protocol',
    caught: [
      {
        fixture: 'proxy-v2-required',
        verdict: 'fixable',
        needs: ['proxy-protocol', 'tls'],
        remedy: ['send-proxy-v2 ssl'],
      },
      {
        fixture: 'proxy-v1-required',
        verdict: 'fixable',
        needs: ['proxy-protocol', 'tls'],
        remedy: ['send-proxy ssl'],
      },
      {
        fixture: 'proxy-required-http',
        verdict: 'fixable',
        needs: ['proxy-protocol'],
        remedy: ['send-proxy-v2 check'],
      },
      {
        fixture: 'proxy-v1-required',
        asked: { proxy: 'v1' },
        verdict: 'fixable',
        needs: ['proxy-protocol', 'tls'],
        remedy: ['send-proxy ssl'],
      },
    ],
    silent: [
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'reset-on-accept', verdict: 'broken', needs: [] },
    ],
  },
  {
    of: 'tls',
    caught: [
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'], remedy: [`${trusted} check ${named}\n`] },
      {
        fixture: 'healthy-tls',
        asked: { mode: 'tcp' },
        verdict: 'fixable',
        needs: ['tls'],
        remedy: ['check check-ssl'],
      },
    ],
    silent: [
      { fixture: 'healthy-http', verdict: 'healthy', needs: [] },
      { fixture: 'plain-http-only', verdict: 'healthy', needs: [] },
    ],
  },
  {
    of: 'tls-version',
    caught: [
      {
        fixture: 'tls13-intolerant',
        verdict: 'fixable',
        needs: ['tls', 'tls-version'],
        remedy: ['ssl-max-ver TLSv1.2'],
      },
      {
        fixture: 'tls10-only',
        verdict: 'fixable',
        needs: ['tls', 'tls-version'],
        remedy: ['ciphers DEFAULT@SECLEVEL=0'],
      },
    ],
    silent: [
      { fixture: 'tls12-only', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'tls13-only', verdict: 'fixable', needs: ['tls'] },
    ],
  },
  {
    of: 'security-level',
    caught: (['dh-key-too-small', 'sha1-signatures'] as const).map((fixture) => ({
      fixture,
      verdict: 'fixable',
      needs: ['tls'],
      remedy: ['ciphers DEFAULT@SECLEVEL=0'],
    })),
    silent: [
      { fixture: 'tls12-only', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'legacy-renegotiation', verdict: 'broken', needs: ['tls'] },
      { fixture: 'tls10-only', verdict: 'fixable', needs: ['tls', 'tls-version'] },
      {
        fixture: 'alert-without-sni-40',
        asked: { host: 'stranger.example.test', sni: 'stranger.example.test', hostHeader: 'stranger.example.test' },
        verdict: 'broken',
        needs: [],
      },
    ],
  },
  {
    of: 'curves',
    caught: [
      {
        fixture: 'large-hello-reset',
        verdict: 'fixable',
        needs: ['tls'],
        remedy: ['ssl-max-ver TLSv1.2'],
      },
      ...(['large-hello-reset', 'large-hello-alert', 'post-quantum-reset'] as const).map(
        (fixture) =>
          ({
            fixture,
            asked: { haproxy: '3.4' },
            verdict: 'fixable',
            needs: ['tls'],
            remedy: ['curves X25519:P-256:P-384'],
          }) as const satisfies Rule['caught'][number],
      ),
      {
        fixture: 'large-hello-dropped',
        asked: { haproxy: '3.0', timeout: 2500 },
        verdict: 'fixable',
        needs: ['tls'],
        remedy: ['curves X25519:P-256:P-384'],
      },
      // Its usual build sends a small one, and another may not: it is told all the same.
      { fixture: 'large-hello-reset', asked: { haproxy: '2.8' }, verdict: 'fixable', needs: ['tls'] },
    ],
    silent: [
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'contour', verdict: 'fixable', needs: ['tls', 'sni', 'host'] },
      { fixture: 'tls13-intolerant', verdict: 'fixable', needs: ['tls', 'tls-version'] },
      { fixture: 'silent', asked: { timeout: 1500 }, verdict: 'broken', needs: [] },
      // It may be the one in three that is reset.
      { fixture: 'intermittent', verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'no-server-name',
    caught: [
      {
        fixture: 'name-blocked',
        asked: { haproxy: '3.4' },
        verdict: 'fixable',
        needs: ['tls', 'host'],
        remedy: ['verifyhost', 'no-check-sni-auto no-sni-auto'],
      },
      { fixture: 'name-blocked', asked: { haproxy: '3.2' }, verdict: 'fixable', needs: ['tls', 'host'] },
      // No text does on every version: those that need the words are those that know them.
      { fixture: 'name-blocked', verdict: 'broken', needs: ['tls', 'host'] },
    ],
    silent: [
      { fixture: 'name-refused-default-site', verdict: 'broken', needs: [] },
      { fixture: 'contour', verdict: 'fixable', needs: ['tls', 'sni', 'host'] },
      { fixture: 'default-certificate', verdict: 'fixable', needs: ['tls', 'host'] },
    ],
  },
  {
    of: 'sni',
    caught: [
      {
        fixture: 'contour',
        verdict: 'fixable',
        needs: ['tls', 'sni', 'host'],
        remedy: [`${trusted} check ${named}\n`],
      },
      { fixture: 'close-without-sni', verdict: 'fixable', needs: ['tls', 'sni'], remedy: [named] },
      { fixture: 'alert-without-sni-112', verdict: 'fixable', needs: ['tls', 'sni'], remedy: [named] },
      { fixture: 'alert-without-sni-40', verdict: 'fixable', needs: ['tls', 'sni'], remedy: [named] },
      { fixture: 'alert-without-sni-80', verdict: 'fixable', needs: ['tls', 'sni'], remedy: [named] },
      { fixture: 'sni-host-mismatch-421', verdict: 'fixable', needs: ['tls', 'sni', 'host'], remedy: [named, checked] },
      {
        fixture: 'contour',
        asked: { gentle: true },
        verdict: 'fixable',
        needs: ['tls', 'sni', 'host'],
        remedy: [named, checked],
      },
      {
        fixture: 'alert-without-sni-112',
        asked: { host: null, sni: null, hostHeader: null },
        verdict: 'broken',
        needs: ['sni'],
      },
    ],
    silent: [
      { fixture: 'default-certificate', verdict: 'fixable', needs: ['tls', 'host'] },
      {
        fixture: 'alert-without-sni-40',
        asked: { host: null, sni: null, hostHeader: null },
        verdict: 'broken',
        needs: [],
      },
    ],
  },
  {
    of: 'alpn',
    caught: [{ fixture: 'alpn-required', verdict: 'fixable', needs: ['tls', 'alpn'], remedy: ['alpn http/1.1'] }],
    silent: [{ fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] }],
  },
  {
    of: 'client-certificate',
    caught: [
      { fixture: 'client-certificate-tls13', verdict: 'broken', needs: ['tls', 'client-certificate'] },
      { fixture: 'client-certificate-tls12', verdict: 'broken', needs: ['tls', 'client-certificate'] },
      { fixture: 'client-certificate-http-400', verdict: 'broken', needs: ['tls', 'client-certificate'] },
      ...['client-certificate-tls13', 'client-certificate-tls12', 'client-certificate-http-400'].map(
        (fixture) =>
          ({
            fixture,
            asked: { withCertificate: true },
            verdict: 'fixable',
            needs: ['tls', 'client-certificate'],
            remedy: [`${trusted} crt ${pemFile}`, named],
          }) as const satisfies Rule['caught'][number],
      ),
    ],
    silent: [
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'status-401', verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'host',
    caught: [
      { fixture: 'contour', verdict: 'fixable', needs: ['tls', 'sni', 'host'], remedy: [checked] },
      { fixture: 'default-certificate', verdict: 'fixable', needs: ['tls', 'host'], remedy: [checked] },
      { fixture: 'host-required-http', verdict: 'fixable', needs: ['host'], remedy: [checked] },
      {
        fixture: 'host-required-http',
        asked: { publicHost: 'public.example.test' },
        verdict: 'fixable',
        needs: ['host'],
        remedy: [`http-request set-header Host ${site}`, checked],
      },
    ],
    silent: [
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'http10-refused', verdict: 'fixable', needs: ['tls', 'http-version'] },
    ],
  },
  {
    of: 'method',
    caught: [
      { fixture: 'options-refused', verdict: 'fixable', needs: ['tls', 'method'], remedy: ['option httpchk GET /\n'] },
    ],
    silent: [
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'options-refused', asked: { method: 'OPTIONS' }, verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'user-agent',
    caught: [
      {
        fixture: 'many-needs',
        verdict: 'fixable',
        needs: ['proxy-protocol', 'tls', 'sni', 'host', 'http-version'],
        remedy: ['send-proxy-v2 ssl', named, `${checked} hdr User-Agent haproxy\n`],
      },
      {
        fixture: 'user-agent-required',
        verdict: 'fixable',
        needs: ['tls'],
        remedy: [`${checked} hdr User-Agent haproxy\n`],
      },
      {
        fixture: 'user-agent-or-close',
        verdict: 'fixable',
        needs: ['tls'],
        remedy: [`${checked} hdr User-Agent haproxy\n`],
      },
      {
        fixture: 'user-agent-required-http',
        verdict: 'fixable',
        needs: [],
        remedy: [`${checked} hdr User-Agent haproxy\n`],
      },
      {
        fixture: 'user-agent-required',
        asked: { gentle: true },
        verdict: 'fixable',
        needs: ['tls'],
        remedy: [`${checked} hdr User-Agent haproxy\n`],
      },
      {
        fixture: 'user-agent-required',
        asked: { host: null, sni: null, hostHeader: null },
        verdict: 'fixable',
        needs: ['tls'],
        remedy: [' hdr User-Agent haproxy\n'],
      },
    ],
    silent: [
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'status-401', verdict: 'broken', needs: ['tls'] },
      { fixture: 'close-after-request', verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'http-version',
    caught: [
      { fixture: 'http10-refused', verdict: 'fixable', needs: ['tls', 'http-version'], remedy: [checked] },
      {
        fixture: 'h2-only',
        verdict: 'fixable',
        // A request over HTTP/2 without :authority and Host is malformed to the server's library.
        needs: ['tls', 'host', 'http-version'],
        remedy: ['alpn h2 check check-alpn h2'],
      },
      { fixture: 'h2c-only', verdict: 'fixable', needs: ['host', 'http-version'], remedy: [' proto h2 check'] },
    ],
    silent: [{ fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] }],
  },
  {
    of: 'forwarded-proto',
    caught: [
      {
        fixture: 'forwarded-proto-required',
        verdict: 'fixable',
        needs: ['tls', 'forwarded-proto'],
        remedy: ['http-request set-header X-Forwarded-Proto https if { ssl_fc }'],
      },
      {
        fixture: 'redirect-unless-forwarded',
        verdict: 'fixable',
        needs: ['forwarded-proto'],
        remedy: ['http-request set-header X-Forwarded-Proto https if { ssl_fc }'],
      },
      {
        fixture: 'forwarded-ssl-required',
        verdict: 'fixable',
        needs: ['tls', 'forwarded-proto'],
        remedy: ['http-request set-header X-Forwarded-Ssl on if { ssl_fc }', ' hdr X-Forwarded-Ssl on\n'],
      },
    ],
    silent: [
      { fixture: 'redirect-http', verdict: 'broken', needs: ['redirect'] },
      { fixture: 'redirect-elsewhere', verdict: 'fixable', needs: ['tls'] },
    ],
  },
  {
    of: 'redirect',
    caught: [
      { fixture: 'redirect-http', verdict: 'broken', needs: ['redirect'] },
      { fixture: 'contour', asked: { onHttpPort: true }, verdict: 'broken', needs: ['host', 'redirect'] },
    ],
    silent: [
      { fixture: 'redirect-unless-forwarded', verdict: 'fixable', needs: ['forwarded-proto'] },
      { fixture: 'contour', asked: { besideHttpPort: true }, verdict: 'fixable', needs: ['tls', 'sni', 'host'] },
    ],
  },
];
