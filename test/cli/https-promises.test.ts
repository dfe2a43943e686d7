import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { echConfigs, httpsData, startDnsServer, type Zone } from '../../fixtures/dns-server.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import type { Evidence, ProbeResult } from '../../src/types.ts';
import { run } from './run.ts';

/** Nobody asks out there: the resolver of this process is one of ours. */
const host = 'www.sni-doctor.dev';

const backend = await fixture('tls12-only')?.start({ host });
if (!backend) throw new Error('no such fixture');
const before = dns.getServers();
t.teardown(async () => {
  dns.setServers(before);
  await backend.close();
});

async function probed(zone: Zone, ...options: string[]) {
  const server = await startDnsServer(zone);
  dns.setServers([server.resolver]);
  try {
    const ran = await run(['probe', `127.0.0.1:${backend?.port}`, '--host', host, '--timeout', '2s', ...options]);
    return { ...ran, asked: server.asked };
  } finally {
    server.close();
  }
}

t.test('the record of the host is held against the address, and again with --from', async (t) => {
  const file = join(t.testdir(), 'evidence.json');
  const data = httpsData(1, '', [
    [1, Buffer.from('\x02h2', 'latin1')],
    [5, echConfigs('outside.example.test')],
  ]);
  const said: Zone = (name, type) => ({ records: [{ name, type, data }] });
  const { stdout, stderr, asked } = await probed(said, '--format', 'json', '--save', file);
  t.same(asked, [[`_${backend.port}._https.${host}`, 65]]);
  const result: ProbeResult = JSON.parse(stdout);
  const codes = result.findings.map(({ code }) => code);
  t.ok(codes.includes('SNI437'), 'HTTP/2 is not spoken');
  t.ok(codes.includes('SNI438'), 'Encrypted ClientHello is not either');
  t.notMatch(stderr, 'HTTPS record');
  const evidence: Evidence = JSON.parse(readFileSync(file, 'utf8'));
  t.match(evidence.https, { records: [{ alpn: ['h2'], ech: ['outside.example.test'] }] });
  dns.setServers(['127.0.0.1:1']);
  const again = await run(['probe', '--from', file, '--format', 'json']);
  t.same(JSON.parse(again.stdout).findings, result.findings);
});

t.test('without an answer it is noted, and nothing else changes', async (t) => {
  const { stdout, stderr } = await probed(() => null, '--format', 'json');
  t.match(stderr, `note: no resolver answered in time for the HTTPS record of ${host}: not looked at`);
  t.notMatch(stdout, 'SNI437');
  const quiet = await probed(() => null, '--format', 'json', '--quiet');
  t.equal(quiet.stderr, '');
});

t.test('no record is nothing to tell', async (t) => {
  const { stdout, stderr } = await probed(() => ({ code: 3, records: [] }), '--format', 'json');
  t.notMatch(stderr, 'HTTPS record');
  t.notMatch(stdout, 'SNI43[78]');
});
