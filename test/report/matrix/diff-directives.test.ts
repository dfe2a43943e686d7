/** What HAProxy needs for the new target and did not for the old one. */
import t from 'tap';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import type { MatrixCell } from '../../../src/matrix-types.ts';
import { compareCells } from '../../../src/report/matrix/diff.ts';
import { cell, certificate } from './diff-cell.ts';

const directives = (
  from: Partial<MatrixCell>,
  to: Partial<MatrixCell>,
  options: Parameters<typeof compareCells>[2] = {},
) => compareCells(cell('old', from), cell('new', to), options)?.directives;

const clear = { tls: null, certificate: null, needs: [] } satisfies Partial<MatrixCell>;
const untrusted = { certificate: { ...certificate, trusted: false } };

t.test('a server name, for the check and for traffic', (t) => {
  const sni = { needs: ['tls', 'sni'] } satisfies Partial<MatrixCell>;
  t.same(directives({}, sni), ['check-sni www.example.test', 'sni str(www.example.test)']);
  t.same(directives(sni, { ...sni, status: 204 }), [], 'the old one needed it too');
  const address = { ...sni, host: '192.0.2.9' };
  t.same(directives({ host: '192.0.2.9' }, address), [], 'an address is no server name');
  for (const host of ['a b', "a'b", 'www.example.test check', 'a\nb', 'x)'])
    t.same(directives({}, { ...sni, host }), [], `${JSON.stringify(host)} does not come through`);
  t.end();
});

t.test('TLS, and whom to trust', (t) => {
  const of = (to: Partial<MatrixCell>, options = {}) => directives(clear, to, options);
  t.same(of({}), ['ssl', 'ca-file @system-ca']);
  t.same(of({}, { version: parseVersion('2.0') }), ['ssl', 'ca-file /etc/ssl/certs/ca-certificates.crt']);
  t.same(of({}, { caFile: '/etc/haproxy/our ca.pem' }), ['ssl', "ca-file '/etc/haproxy/our ca.pem'"]);
  t.same(of(untrusted), ['ssl', 'verify none']);
  t.same(directives({}, clear), [], 'what has to go is no directive');
  t.end();
});

t.test('what the ladder found is taken from there', (t) => {
  const found = [
    'send-proxy',
    'ssl',
    'verify none',
    'ssl-max-ver TLSv1.2',
    'alpn http/1.1',
    'check-alpn http/1.1',
    'option httpchk GET /health',
    'http-check send meth GET uri /health ver HTTP/1.1 hdr Host www.example.test',
    'http-request set-header X-Forwarded-Ssl on if { ssl_fc }',
    'http-check expect status 200',
  ];
  const laddered = { needsComplete: true, directives: found };
  const of = (...needs: MatrixCell['needs']) => directives({ needsComplete: true }, { ...laddered, needs });
  t.same(of('proxy-protocol', 'tls'), ['send-proxy']);
  t.same(of('tls', 'tls-version'), ['ssl-max-ver TLSv1.2']);
  t.same(of('tls', 'alpn'), ['alpn http/1.1', 'check-alpn http/1.1']);
  t.same(of('tls', 'host', 'method'), found.slice(6, 8), 'each once');
  t.same(of('tls', 'forwarded-proto'), ['http-request set-header X-Forwarded-Ssl on if { ssl_fc }']);
  t.end();
});

t.test('the usual one where no ladder was climbed', (t) => {
  const of = (to: Partial<MatrixCell>) => directives({}, to);
  const version = (text: 'TLSv1' | 'TLSv1.2') => ({
    needs: ['tls', 'tls-version'] as MatrixCell['needs'],
    tls: { version: text, alpn: null },
  });
  t.same(of(version('TLSv1.2')), ['ssl-max-ver TLSv1.2']);
  t.same(of(version('TLSv1')), ['ssl-max-ver TLSv1.1', 'ciphers DEFAULT@SECLEVEL=0']);
  t.same(of({ needs: ['tls', 'alpn'], tls: { version: 'TLSv1.3', alpn: 'http/1.1' } }), [
    'alpn http/1.1',
    'check-alpn http/1.1',
  ]);
  t.same(of({ needs: ['tls', 'forwarded-proto'] }), ['http-request set-header X-Forwarded-Proto https if { ssl_fc }']);
  t.same(of({ needs: ['proxy-protocol', 'tls'] }), [], 'of two headers it is not known which');
  t.end();
});

t.test('nothing else passes, wherever a cell comes from', (t) => {
  const evil = [
    'http-response set-header Strict-Transport-Security max-age=1',
    'send-proxy\nserver x',
    'send-proxy # rest',
    'ssl verify none',
    "ca-file 'a' verify none",
    'http-request set-header X-Forwarded-Proto https if { ssl_fc } or TRUE',
    'sni str(evil.test)',
    'check-sni evil.test',
    'crt a b',
  ];
  const needs: MatrixCell['needs'] = ['proxy-protocol', 'tls', 'sni', 'client-certificate', 'host', 'forwarded-proto'];
  const given = directives({ ...clear, needsComplete: true }, { needs, needsComplete: true, directives: evil }) ?? [];
  t.same(given, [
    'ssl',
    'ca-file @system-ca',
    'check-sni www.example.test',
    'sni str(www.example.test)',
    'http-request set-header X-Forwarded-Proto https if { ssl_fc }',
  ]);
  t.end();
});

t.test('nothing is said of a target that was not heard', (t) => {
  const unheard = { ...clear, verdict: 'failed', stage: 'connect', reason: 'refused', status: null } as const;
  t.same(directives(unheard, { needs: ['tls', 'sni'] }), []);
  t.same(directives({}, unheard), []);
  t.end();
});
