import type { Rule } from './case.ts';

const brief = { timeout: 1500 };
const stranger = 'stranger.example.test';
const unknown = { host: stranger, sni: stranger, hostHeader: stranger };

export const transportRules: readonly Rule[] = [
  {
    of: 'connection-refused',
    caught: [{ fixture: 'port-closed', verdict: 'unreachable', needs: [] }],
    silent: [{ fixture: 'close-on-accept', verdict: 'broken', needs: [] }],
  },
  {
    of: 'host-unreachable',
    // The broadcast address of the loopback network: the kernel says at once that TCP has no way there.
    caught: [{ fixture: 'port-closed', asked: { address: '127.255.255.255' }, verdict: 'unreachable', needs: [] }],
    silent: [{ fixture: 'port-closed', verdict: 'unreachable', needs: [] }],
  },
  {
    of: 'connect-timeout',
    caught: [{ fixture: 'syn-unanswered', asked: brief, verdict: 'unreachable', needs: [] }],
    silent: [{ fixture: 'silent', asked: brief, verdict: 'broken', needs: [] }],
  },
  {
    of: 'tls-timeout',
    caught: [{ fixture: 'silent', asked: brief, verdict: 'broken', needs: [] }],
    silent: [
      { fixture: 'silent-http', asked: brief, verdict: 'broken', needs: ['tls'] },
      { fixture: 'syn-unanswered', asked: brief, verdict: 'unreachable', needs: [] },
    ],
  },
  {
    of: 'connection-reset',
    caught: [
      { fixture: 'reset-on-accept', verdict: 'broken', needs: [] },
      { fixture: 'close-on-accept', verdict: 'broken', needs: [] },
      { fixture: 'contour', asked: unknown, verdict: 'broken', needs: [] },
    ],
    silent: [
      { fixture: 'contour', verdict: 'fixable', needs: ['tls', 'sni', 'host'] },
      { fixture: 'reset-after-request', verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'not-tls',
    caught: [
      { fixture: 'ssh-banner', verdict: 'broken', needs: [] },
      { fixture: 'garbage', verdict: 'broken', needs: [] },
    ],
    silent: [
      { fixture: 'plain-http-only', verdict: 'healthy', needs: [] },
      { fixture: 'smtp-banner', verdict: 'broken', needs: [] },
    ],
  },
  {
    of: 'starttls',
    caught: [
      { fixture: 'smtp-banner', verdict: 'broken', needs: [] },
      { fixture: 'mysql', verdict: 'broken', needs: [] },
      { fixture: 'postgresql', verdict: 'broken', needs: [] },
      { fixture: 'ldap-starttls', verdict: 'broken', needs: [] },
    ],
    silent: [
      { fixture: 'ssh-banner', verdict: 'broken', needs: [] },
      { fixture: 'close-on-accept', verdict: 'broken', needs: [] },
      { fixture: 'imaps', verdict: 'broken', needs: ['tls'] },
    ],
  },
  {
    of: 'client-library-refusal',
    caught: [
      { fixture: 'legacy-renegotiation', verdict: 'broken', needs: ['tls'] },
      { fixture: 'key-too-small', verdict: 'fixable', needs: ['tls'], remedy: ['verify none'] },
    ],
    silent: [
      { fixture: 'tls12-only', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'certificate-expired', verdict: 'fixable', needs: ['tls'] },
    ],
  },
  {
    of: 'handshake-refused',
    caught: [
      { fixture: 'alert-without-sni-112', asked: unknown, verdict: 'broken', needs: [] },
      { fixture: 'alert-without-sni-40', asked: unknown, verdict: 'broken', needs: [] },
      { fixture: 'alert-without-sni-80', asked: unknown, verdict: 'broken', needs: [] },
    ],
    silent: [
      { fixture: 'alert-without-sni-112', verdict: 'fixable', needs: ['tls', 'sni'] },
      { fixture: 'client-certificate-tls12', verdict: 'broken', needs: ['tls', 'client-certificate'] },
    ],
  },
  {
    of: 'name-blocked',
    caught: [
      { fixture: 'name-refused-default-site', verdict: 'broken', needs: [] },
      { fixture: 'name-blocked', asked: { haproxy: '3.2' }, verdict: 'fixable', needs: ['tls', 'host'] },
    ],
    silent: [
      { fixture: 'contour', asked: unknown, verdict: 'broken', needs: [] },
      { fixture: 'alert-without-sni-112', asked: unknown, verdict: 'broken', needs: [] },
      { fixture: 'client-certificate-tls12', verdict: 'broken', needs: ['tls', 'client-certificate'] },
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] },
    ],
  },
  {
    of: 'clock-differs',
    caught: [{ fixture: 'clock-behind', verdict: 'fixable', needs: ['tls'] }],
    silent: [{ fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] }],
  },
  {
    of: 'slow-check',
    caught: [
      {
        fixture: 'slow-handshake',
        asked: { timeout: 8000 },
        verdict: 'fixable',
        needs: ['tls'],
        remedy: [' inter 6000ms'],
      },
    ],
    silent: [{ fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] }],
  },
];
