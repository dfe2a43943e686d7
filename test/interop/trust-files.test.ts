import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { runCheck } from '../../src/check/run.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { lintFiles } from '../catalogue/lint-files.ts';
import { loadTools } from '../provision/tools.ts';
import { startHaproxy } from './real/haproxy.ts';
import { awaitChecks } from './real/haproxy-checks.ts';
import { defaultsSection, globalSection } from './real/haproxy-sections.ts';

const site = 'www.example.test';

/** Fixture, and the words of a server line that name files. */
const cases: [against: string, words: string][] = [
  ...['ca.pem', 'ca-both.pem', 'ca-other.pem', 'ca-expired.pem', 'ca-intermediate.pem'].map(
    (file): [string, string] => ['healthy-tls', `ca-file ${file}`],
  ),
  ...['crl.pem', 'crl-renewed.pem', 'crl-expired.pem', 'crl-early.pem', 'crl-other.pem'].map(
    (file): [string, string] => ['healthy-tls', `ca-file ca.pem crl-file ${file}`],
  ),
  ['healthy-tls', 'verify none crl-file crl-expired.pem'],
  ...['client', 'client-beside', 'client-expired', 'client-early', 'client-of-server', 'client-of-stranger'].map(
    (file): [string, string] => ['client-certificate-tls12', `verify none crt ${file}.pem`],
  ),
];

const tools = loadTools();
if (!tools) {
  if (process.env.CI === 'true') t.fail('no HAProxy at hand');
  else t.pass('no HAProxy at hand');
}
for (const branch of ['2.6', '3.4']) {
  const tool = tools?.haproxy[branch];
  if (!tool) continue;
  t.test(`HAProxy ${tool.version} reports of files what is foretold`, async (t) => {
    const pki = await createPki();
    const files = await lintFiles(pki);
    const names = [...new Set(cases.map(([against]) => against))];
    const backends = new Map(
      await Promise.all(names.map(async (name) => [name, await fixture(name)?.start({ pki })] as const)),
    );
    const sections = cases.map(
      ([against, words], i) =>
        `backend be${i}\n    option httpchk GET /\n    http-check send ver HTTP/1.1 hdr Host ${site}\n    server s1 127.0.0.1:${backends.get(against)?.port} ssl ${words} check inter 2s check-sni ${site} sni str(${site})\n`,
    );
    const text = `${globalSection()}${defaultsSection('mode http')}${sections.join('')}`;
    const haproxy = await startHaproxy(tool, text, { files: Object.fromEntries(files) });
    try {
      const health = await awaitChecks(
        haproxy,
        cases.map((_, i) => `be${i}/s1`),
        { minChecks: 1 },
      );
      const { servers } = await runCheck({
        files: [{ name: 'haproxy.cfg', text }],
        environment: new Map(),
        version: parseVersion(branch),
        versionFrom: 'flag',
        hosts: [],
        servers: [],
        method: 'GET',
        path: '/',
        timeout: 3000,
        offline: false,
        further: false,
        resolve: async () => [],
        readFile: (path) => files.get(path) ?? null,
      });
      for (const [i, [against, words]] of cases.entries()) {
        const { check } = servers[i] ?? {};
        // A star stands before it while the next check is under way.
        const reported = health[`be${i}/s1`]?.check_status?.replace(/^\* /, '');
        t.equal(check?.status, reported, `${words}, against ${against}`);
      }
    } finally {
      await haproxy.close();
      for (const backend of backends.values()) await backend?.close();
    }
  });
}
