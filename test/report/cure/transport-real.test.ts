import t from 'tap';
import { transportWays } from '../../../src/report/cure/transport.ts';
import { startHaproxy } from '../../interop/real/haproxy.ts';
import { globalSection } from '../../interop/real/haproxy-sections.ts';
import { ask } from '../../interop/real/http-request.ts';
import { loadTools } from '../../provision/tools.ts';
import { pki, withPatients } from './transport-patient.ts';

const site = 'www.example.test';

/** A way through HAProxy whose traffic fails, and is to be answered with the edits. */
interface Path {
  say: string;
  /** Lines of a `listen` section; in front of them stands its `bind`. */
  lines: string[];
  /** Clients come over TLS. */
  tls?: true;
}

const paths: Path[] = [
  { say: 'clear text to a port that wants TLS and a server name', lines: ['server s1 127.0.0.1:{contour}'] },
  { say: 'TLS without a server name', lines: ['server s1 127.0.0.1:{contour} ssl verify none'] },
  {
    say: 'the server name of a client in clear text',
    lines: ['default-server ssl verify none sni ssl_fc_sni', 'server s1 127.0.0.1:{contour}'],
  },
  {
    say: 'the wrong Host',
    lines: [
      'http-request set-header Host wrong.example if { method GET }',
      `server s1 127.0.0.1:{contour} ssl verify none sni str(${site})`,
    ],
  },
  {
    say: 'TLS to a port that speaks none',
    lines: ['default-server ssl verify none', 'server s1 127.0.0.1:{plain-http-only}'],
  },
  {
    say: 'the wrong PROXY header',
    lines: ['default-server send-proxy-v2 ssl verify none', 'server s1 127.0.0.1:{proxy-v1-required}'],
  },
  { say: 'a PROXY header too much', lines: ['server s1 127.0.0.1:{healthy-tls} send-proxy-v2 ssl verify none'] },
  { say: 'HTTP/1 to a backend of HTTP/2', lines: ['server s1 127.0.0.1:{h2-only} ssl verify none'] },
  {
    say: 'HTTP/2 to a backend of HTTP/1',
    lines: ['default-server proto h2 ssl verify none', 'server s1 127.0.0.1:{healthy-tls}'],
  },
  {
    say: 'TLS versions that are inherited',
    lines: ['default-server ssl verify none force-tlsv13', 'server s1 127.0.0.1:{tls12-only}'],
  },
  {
    say: 'a legacy backend',
    lines: ['default-server ssl verify none ssl-min-ver TLSv1.2', 'server s1 127.0.0.1:{tls10-only}'],
  },
  {
    say: 'a backend that redirects what is not told to be https',
    tls: true,
    lines: ['http-request allow if { path / }', 'server s1 127.0.0.1:{redirect-unless-forwarded}'],
  },
  {
    say: 'TLS that ends here in mode tcp',
    tls: true,
    lines: ['mode tcp', 'server s1 127.0.0.1:{contour}'],
  },
];

/** All of them in one file, each with a port of its own: `10000` and on, which real ones take the place of. */
const text = paths
  .map(({ lines, tls }, i) => {
    const bind = `bind 127.0.0.1:${10000 + i}${tls ? ' ssl crt site.pem' : ''}`;
    return ['', `listen l${i}`, bind, ...lines].join('\n');
  })
  .join('\n');

/** Whether a client of each path is served, by a real HAProxy. */
async function answers(config: string, version: string): Promise<unknown[]> {
  const tool = loadTools()?.haproxy[version];
  if (!tool) throw new Error(`no HAProxy ${version}`);
  const leaf = await pki.leaf({ names: [site] });
  const files = { 'ca.pem': pki.caPem, 'site.pem': leaf.chainPem + leaf.keyPem };
  const put = (ports: number[]) =>
    globalSection() + config.replace(/127\.0\.0\.1:100(\d\d)\b/g, (_, digits) => `127.0.0.1:${ports[Number(digits)]}`);
  const haproxy = await startHaproxy(tool, put, { ports: paths.length, files });
  try {
    return await Promise.all(
      paths.map(async ({ tls }, i) => {
        const answer = await ask(haproxy.ports[i] ?? 0, { host: site, ...(tls && { tls: { serverName: site } }) });
        return 'status' in answer ? answer.status : answer.closed;
      }),
    );
  } finally {
    await haproxy.close();
  }
}

for (const version of ['2.6', '3.2']) {
  t.test(`what fails on HAProxy ${version} is answered with the edits`, async (t) => {
    if (!loadTools()) {
      if (process.env.CI === 'true') t.fail('no HAProxy was provisioned');
      return t.pass('no HAProxy is provisioned here');
    }
    await withPatients({ text, hosts: [site], version, trusted: true }, async ({ patients, text, edited }) => {
      t.equal(patients.length, paths.length);
      const before = await answers(text, version);
      const after = await answers(edited(patients.flatMap((patient) => transportWays(patient)[0] ?? [])), version);
      for (const [i, { say }] of paths.entries()) {
        t.not(before[i], 200, `${say}: fails`);
        t.equal(after[i], 200, `${say}: answered`);
      }
    });
  });
}
