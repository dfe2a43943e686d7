import t from 'tap';
import { createPki } from '../../../fixtures/pki.ts';
import { fixture } from '../../../fixtures/servers/index.ts';
import { runCheck } from '../../../src/check/run.ts';
import type { CheckResult } from '../../../src/check-types.ts';
import { optionsFor } from '../../conformance/predict.ts';

const pki = await createPki();
const site = 'www.example.test';

/** Checks a backend section in front of a fixture, `PORT` and `PLAIN` standing for its ports. */
async function checked(against: string, lines: string, hosts: string[] = []): Promise<CheckResult> {
  const backend = await fixture(against)?.start({ pki });
  if (!backend) throw new Error(`no fixture ${against}`);
  try {
    const text = `defaults\nmode http\ntimeout connect 2s\ntimeout client 2s\ntimeout server 2s\nbackend be\n${lines}\n`
      .replaceAll('PORT', String(backend.port))
      .replaceAll('PLAIN', String(backend.httpPort ?? 0));
    return await runCheck({ ...optionsFor(text, '3.2'), hosts, timeout: 5000 });
  } finally {
    await backend.close();
  }
}

function of({ findings }: CheckResult, code: string): { severity: string; because: string } | null {
  const found = findings.find((one) => one.code === code);
  return found ? { severity: found.severity, because: found.because } : null;
}

t.test('what the backend of traffic needs, a check that goes elsewhere does not lack', async (t) => {
  const tls = 'server s1 127.0.0.1:PORT ssl verify none check';
  const elsewhere = await checked('contour', `${tls} port PLAIN`, [site]);
  t.match(of(elsewhere, 'SNI101')?.because, /^Traffic lacks it\./);
  t.equal(of(elsewhere, 'SNI102'), null, 'a port without TLS is checked without');
  t.match(of(await checked('contour', tls, [site]), 'SNI101')?.because, /^Neither check nor traffic has it\./);
});

t.test('clients whose TLS is passed on bring a name of their own', async (t) => {
  const result = await checked(
    'alert-without-sni-112',
    'mode tcp\nserver s1 127.0.0.1:PORT check check-ssl verify none',
  );
  t.match(of(result, 'SNI101')?.because, /^The check lacks it\./);
});

t.test('an address that answers 404 where nobody names a site is no error', async (t) => {
  const result = await checked('host-not-served-404', 'server s1 127.0.0.1:PORT ssl verify none check');
  t.equal(result.servers[0]?.traffic[0]?.status, 404);
  t.same(
    result.findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  t.equal(of(result, 'SNI302')?.severity, 'info', 'and it is said that there is no name');
});

t.test('that no host is known is said of every server that it concerns', async (t) => {
  const line = 'server s1 127.0.0.1:PORT check';
  t.match(of(await checked('healthy-http', line), 'SNI302'), { severity: 'info', because: /Host 127\.0\.0\.1:\d+/ });
  t.equal(of(await checked('healthy-http', line, [site]), 'SNI302'), null);
  t.equal(of(await checked('healthy-http', `${line} disabled`), 'SNI302'), null);
});

t.test('what is disabled is not wrong', async (t) => {
  const server = await checked('port-closed', 'server s1 127.0.0.1:PORT check disabled', [site]);
  t.same(
    server.findings.filter(({ severity }) => severity !== 'info'),
    [],
  );
  t.equal(server.connections, 0);
  const proxy = await checked('port-closed', 'disabled\nserver s1 127.0.0.1:PORT check', [site]);
  t.match(proxy.servers, [{ check: { status: null, up: null }, traffic: [{ status: null }] }]);
  t.match(proxy.servers[0]?.unknown, [{ line: 6, because: /a proxy that is disabled/ }]);
  t.equal(proxy.connections, 0);
});
