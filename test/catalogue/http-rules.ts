import type { Rule } from './case.ts';

const brief = { timeout: 1500 };
const nameless = { host: null, sni: null, hostHeader: null };
const name = 'stranger.example.test';
const stranger = { host: name, sni: name, hostHeader: name };

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
      { fixture: 'not-http', verdict: 'broken', needs: ['tls'] },
      { fixture: 'hostile-malformed', verdict: 'broken', needs: ['tls'] },
    ],
    silent: [
      { fixture: 'close-after-request', verdict: 'broken', needs: ['tls'] },
      { fixture: 'imaps', verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'tls-service-not-http',
    caught: [
      { fixture: 'imaps', verdict: 'broken', needs: ['tls'] },
      { fixture: 'redis-tls', verdict: 'broken', needs: ['tls'] },
      { fixture: 'ldaps', verdict: 'broken', needs: ['tls'] },
      { fixture: 'mqtts', asked: brief, verdict: 'broken', needs: ['tls'] },
    ],
    silent: [
      {
        fixture: 'imaps',
        asked: { mode: 'tcp' },
        verdict: 'fixable',
        needs: ['tls'],
        remedy: ['mode tcp', 'check-ssl'],
      },
      { fixture: 'close-after-request', verdict: 'broken', needs: ['tls'] },
      { fixture: 'silent-http', asked: brief, verdict: 'broken', needs: ['tls'] },
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] },
    ],
  },
  {
    of: 'grpc-backend',
    caught: [{ fixture: 'grpc', verdict: 'broken', needs: ['tls'] }],
    silent: [
      { fixture: 'grpc-unavailable', verdict: 'broken', needs: ['tls'] },
      { fixture: 'status-500', verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'grpc-unavailable',
    caught: [{ fixture: 'grpc-unavailable', verdict: 'broken', needs: ['tls'] }],
    silent: [{ fixture: 'grpc', verdict: 'broken', needs: ['tls'] }],
  },
  {
    of: 'upstream-down',
    caught: [{ fixture: 'upstream-down', verdict: 'broken', needs: ['tls'] }],
    silent: [
      { fixture: 'status-503', verdict: 'broken', needs: ['tls'] },
      { fixture: 'captive-portal', verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'intermediary-answers',
    caught: [{ fixture: 'captive-portal', verdict: 'broken', needs: ['tls'] }],
    silent: [
      { fixture: 'status-401', verdict: 'broken', needs: ['tls'] },
      { fixture: 'upstream-down', verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'canonical-host',
    caught: [
      { fixture: 'canonical-host', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'canonical-host', asked: nameless, verdict: 'fixable', needs: ['tls'] },
    ],
    silent: [
      {
        fixture: 'canonical-host',
        asked: { hostHeader: 'canonical.example.test' },
        verdict: 'fixable',
        needs: ['tls', 'host'],
      },
      { fixture: 'redirect-elsewhere', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'forwarded-proto-required', verdict: 'fixable', needs: ['tls', 'forwarded-proto'] },
      { fixture: 'redirect-http', verdict: 'broken', needs: ['redirect'] },
    ],
  },
  {
    of: 'cached-answer',
    caught: [{ fixture: 'cached', verdict: 'fixable', needs: ['tls'] }],
    silent: [{ fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] }],
  },
  {
    of: 'host-not-served',
    caught: [
      { fixture: 'host-not-served-404', verdict: 'broken', needs: ['tls'] },
      { fixture: 'host-not-served-421', verdict: 'broken', needs: ['tls'] },
      { fixture: 'hostname-invalid', asked: stranger, verdict: 'broken', needs: ['tls'] },
      { fixture: 'hostname-invalid', asked: nameless, verdict: 'broken', needs: ['tls'] },
    ],
    silent: [
      { fixture: 'status-500', verdict: 'broken', needs: ['tls'] },
      { fixture: 'hostname-invalid', verdict: 'fixable', needs: ['tls', 'host'] },
    ],
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
      ...['grpc', 'grpc-unavailable', 'upstream-down', 'captive-portal', 'too-many-requests'].map(
        (fixture) => ({ fixture, verdict: 'broken', needs: ['tls'] }) as const satisfies Rule['silent'][number],
      ),
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
    // With a name the plans of a run are a multiple of three, and the same ones are met each time.
    caught: [{ fixture: 'intermittent', asked: { ...nameless, times: 3 }, verdict: 'broken', needs: ['tls'] }],
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
    caught: [
      { fixture: 'connection-limit', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'too-many-requests', verdict: 'broken', needs: ['tls'] },
    ],
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
