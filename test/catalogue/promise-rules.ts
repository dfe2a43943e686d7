import type { HttpsPromises, HttpsRecord } from '../../src/types.ts';
import type { Rule } from './case.ts';

const name = 'www.example.test';
const bare: HttpsRecord = {
  priority: 1,
  target: name,
  alpn: [],
  noDefaultAlpn: false,
  port: null,
  hints: [],
  ech: null,
};

/** What the DNS promises; the ports of fixtures are not known before. */
function promises(record: Partial<HttpsRecord>, addresses: string[] = []): { https: HttpsPromises } {
  return { https: { name, records: [{ ...bare, ...record }], addresses } };
}

/** HTTPS records beside backends that keep what they promise, and others. */
export const promiseRules: readonly Rule[] = [
  {
    of: 'https-record-differs',
    caught: [
      { fixture: 'tls12-only', asked: promises({ alpn: ['h2'] }), verdict: 'fixable', needs: ['tls'] },
      { fixture: 'h2-only', asked: promises({}), verdict: 'fixable', needs: ['tls', 'host', 'http-version'] },
      { fixture: 'healthy-tls', asked: promises({ port: 1 }), verdict: 'fixable', needs: ['tls'] },
      {
        fixture: 'healthy-tls',
        asked: promises({ hints: ['192.0.2.7'] }, ['192.0.2.8']),
        verdict: 'fixable',
        needs: ['tls'],
      },
    ],
    silent: [
      { fixture: 'healthy-tls', verdict: 'fixable', needs: ['tls'] },
      { fixture: 'healthy-tls', asked: promises({ alpn: ['h2', 'h3'] }), verdict: 'fixable', needs: ['tls'] },
      {
        fixture: 'healthy-tls',
        asked: promises({ hints: ['192.0.2.7', '192.0.2.8'] }, ['192.0.2.8']),
        verdict: 'fixable',
        needs: ['tls'],
      },
      // What goes to another port is not about this one.
      {
        fixture: 'plain-http-only',
        asked: { https: { name, records: [], addresses: [] } },
        verdict: 'healthy',
        needs: [],
      },
    ],
  },
  {
    of: 'ech-not-served',
    caught: [
      {
        fixture: 'healthy-tls',
        asked: promises({ ech: ['outside.example.test'] }),
        verdict: 'fixable',
        needs: ['tls'],
      },
      { fixture: 'healthy-tls', asked: promises({ ech: [name] }), verdict: 'fixable', needs: ['tls'] },
      { fixture: 'tls12-only', asked: promises({ ech: ['outside.example.test'] }), verdict: 'fixable', needs: ['tls'] },
    ],
    silent: [
      { fixture: 'healthy-tls', asked: promises({}), verdict: 'fixable', needs: ['tls'] },
      {
        fixture: 'plain-http-only',
        asked: promises({ ech: ['outside.example.test'] }),
        verdict: 'healthy',
        needs: [],
      },
    ],
  },
];
