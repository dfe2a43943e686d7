import type { Rule } from './case.ts';

const brief = { timeout: 1500 };
const nameless = { host: null, sni: null, hostHeader: null };

export const httpRules: readonly Rule[] = [
  {
    of: 'response-timeout',
    caught: [
      { fixture: 'silent-http', asked: brief, verdict: 'broken', needs: ['tls'] },
      { fixture: 'drip', asked: brief, verdict: 'broken', needs: ['tls'] },
    ],
    silent: [{ fixture: 'silent', asked: brief, verdict: 'broken', needs: [] }],
  },
  {
    of: 'not-http',
    caught: [
      { fixture: 'imaps', verdict: 'broken', needs: ['tls'] },
      { fixture: 'not-http', verdict: 'broken', needs: ['tls'] },
      { fixture: 'hostile-malformed', verdict: 'broken', needs: ['tls'] },
    ],
    silent: [
      { fixture: 'close-after-request', verdict: 'broken', needs: ['tls'] },
      {
        fixture: 'imaps',
        asked: { mode: 'tcp' },
        verdict: 'fixable',
        needs: ['tls'],
        remedy: ['mode tcp', 'check-ssl'],
      },
    ],
  },
  {
    of: 'host-not-served',
    caught: [
      { fixture: 'host-not-served-404', verdict: 'broken', needs: ['tls'] },
      { fixture: 'host-not-served-421', verdict: 'broken', needs: ['tls'] },
    ],
    silent: [{ fixture: 'status-500', verdict: 'broken', needs: ['tls'] }],
  },
  {
    of: 'unexpected-status',
    caught: [
      { fixture: 'status-401', verdict: 'broken', needs: ['tls'] },
      { fixture: 'status-500', verdict: 'broken', needs: ['tls'] },
      { fixture: 'status-503', verdict: 'broken', needs: ['tls'] },
      { fixture: 'healthy-tls', asked: { expect: 'status 204' }, verdict: 'broken', needs: ['tls'] },
      { fixture: 'early-hints', verdict: 'broken', needs: ['tls'] },
    ],
    silent: [
      {
        fixture: 'early-hints',
        asked: { expect: 'status 103,200-399' },
        verdict: 'fixable',
        needs: ['tls'],
        remedy: ['http-check expect status 103,200-399\n'],
      },
      { fixture: 'host-not-served-404', verdict: 'broken', needs: ['tls'] },
      {
        fixture: 'status-401',
        asked: { expect: 'status 401' },
        verdict: 'fixable',
        needs: ['tls'],
        remedy: ['http-check expect status 401\n'],
      },
    ],
  },
  {
    of: 'intermittent',
    caught: [{ fixture: 'intermittent', asked: { times: 3 }, verdict: 'broken', needs: ['tls'] }],
    silent: [{ fixture: 'healthy-tls', asked: { times: 3 }, verdict: 'fixable', needs: ['tls'] }],
  },
  {
    of: 'head-too-large',
    caught: [
      { fixture: 'too-many-headers', verdict: 'broken', needs: ['tls'] },
      { fixture: 'head-too-large', verdict: 'broken', needs: ['tls'] },
      { fixture: 'head-nearly-too-large', verdict: 'broken', needs: ['tls'] },
    ],
    silent: [{ fixture: 'not-http', verdict: 'broken', needs: ['tls'] }],
  },
  {
    of: 'connection-limit',
    caught: [{ fixture: 'connection-limit', verdict: 'fixable', needs: ['tls'] }],
    silent: [{ fixture: 'connection-limit', asked: { gentle: true }, verdict: 'fixable', needs: ['tls'] }],
  },
  {
    of: 'plain-port-redirects',
    caught: [
      { fixture: 'contour', asked: { besideHttpPort: true }, verdict: 'fixable', needs: ['tls', 'sni', 'host'] },
    ],
    silent: [{ fixture: 'contour', verdict: 'fixable', needs: ['tls', 'sni', 'host'] }],
  },
  {
    of: 'closed-without-answer',
    caught: [
      { fixture: 'close-after-request', verdict: 'broken', needs: ['tls'] },
      { fixture: 'reset-after-request', verdict: 'broken', needs: ['tls'] },
    ],
    silent: [{ fixture: 'reset-on-accept', verdict: 'broken', needs: [] }],
  },
  {
    of: 'name-not-given',
    caught: [{ fixture: 'healthy-tls', asked: nameless, verdict: 'fixable', needs: ['tls'] }],
    silent: [{ fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] }],
  },
];
