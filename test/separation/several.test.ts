import t from 'tap';
import { createPki, type Leaf } from '../../fixtures/pki.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { gather } from '../../src/probe/run.ts';
import { diagnose } from '../../src/report/diagnose.ts';
import { startHaproxy } from '../interop/real/haproxy.ts';
import { defaultsSection, globalSection } from '../interop/real/haproxy-sections.ts';
import { loadTools, type Tools } from '../provision/tools.ts';
import { asked } from '../question.ts';
import { named } from './named.ts';
import { startNginxWithText } from './nginx-text.ts';

const site = 'www.example.test';
const pki = await createPki();
const client = await pki.leaf({ names: ['haproxy.example.test'], clientAuth: true });

/** A real server with several causes at once. */
interface Several {
  title: string;
  /** In the order in which a connection meets them. */
  causes: string[];
  certificate: () => Promise<Leaf>;
  /** Whether the client has the authority of its certificate. */
  trusted: boolean;
  withClientCertificate?: true;
  start(tools: Tools, leaf: Leaf): Promise<{ port: number; close(): Promise<void> }>;
}

const nginx =
  (listen: string, more: string) =>
  (tools: Tools, leaf: Leaf): ReturnType<Several['start']> => {
    if (!tools.nginx) throw new Error('nginx is not provisioned');
    return startNginxWithText(tools.nginx, leaf, pki.caPem, (port) => [
      `server { listen 127.0.0.1:${port} ssl ${listen} default_server; ssl_reject_handshake on; }`,
      `server { listen 127.0.0.1:${port} ssl ${listen}; server_name ${site}; ${more} location / { return 200 "site\\n"; } }`,
    ]);
  };

const haproxy =
  (bind: string, ...rules: string[]) =>
  async (tools: Tools, leaf: Leaf): ReturnType<Several['start']> => {
    const tool = tools.haproxy['3.0'] ?? Object.values(tools.haproxy)[0];
    if (!tool) throw new Error('no HAProxy is provisioned');
    const lines = (port: number) => [
      'frontend site',
      `bind 127.0.0.1:${port} ${bind} ssl crt site.pem strict-sni`,
      ...rules,
      'http-request return status 200 content-type text/plain string ok',
    ];
    const config = ([port = 0]: number[]) =>
      `${globalSection('nbthread 1')}${defaultsSection('mode http')}${lines(port).join('\n    ')}\n`;
    const { ports, close } = await startHaproxy(tool, config, {
      ports: 1,
      files: { 'site.pem': leaf.chainPem + leaf.keyPem },
    });
    return { port: ports[0] ?? 0, close };
  };

const backends: readonly Several[] = [
  {
    title: 'nginx: a PROXY header, a name, a Host, and an authority that nobody has',
    causes: ['proxy-protocol', 'sni', 'host', 'certificate-untrusted'],
    certificate: async () => (await createPki('An authority nobody has heard of')).leaf({ names: [site] }),
    trusted: false,
    start: nginx('proxy_protocol', ''),
  },
  {
    title: 'nginx: a name, a client certificate, a Host',
    causes: ['sni', 'client-certificate', 'host'],
    certificate: () => pki.leaf({ names: [site] }),
    trusted: true,
    withClientCertificate: true,
    start: nginx('', 'ssl_client_certificate clients.pem; ssl_verify_client on;'),
  },
  {
    title: 'HAProxy: a PROXY header, a name, a Host, GET, X-Forwarded-Proto',
    causes: ['proxy-protocol', 'sni', 'host', 'method', 'forwarded-proto'],
    certificate: () => pki.leaf({ names: [site] }),
    trusted: true,
    start: haproxy(
      'accept-proxy',
      `http-request deny deny_status 404 unless { req.hdr(host) -i ${site} }`,
      'http-request deny deny_status 405 if METH_OPTIONS',
      'http-request redirect scheme https unless { req.hdr(x-forwarded-proto) https }',
    ),
  },
  {
    title: 'HAProxy: a name, a Host, HTTP/1.1, and a certificate that has expired',
    causes: ['sni', 'host', 'http-version', 'certificate-expired'],
    certificate: () => pki.leaf({ names: [site], notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') }),
    trusted: true,
    start: haproxy(
      '',
      `http-request deny deny_status 404 unless { req.hdr(host) -i ${site} }`,
      'http-request return status 426 if HTTP_1.0',
    ),
  },
];

const tools = loadTools();

for (const { title, causes, certificate, trusted, withClientCertificate, start } of backends) {
  t.test(title, async (t) => {
    if (!tools) {
      if (process.env.CI === 'true') t.fail('the tools are not provisioned');
      else t.pass('skipped: the tools are not provisioned');
      return;
    }
    const { port, close } = await start(tools, await certificate());
    t.teardown(close);
    const version = parseVersion('3.2');
    const credentials = {
      ca: trusted ? pki.caPem : null,
      certificate: withClientCertificate ? { cert: client.certPem, key: client.keyPem } : null,
    };
    const question = asked({
      address: '127.0.0.1',
      port,
      caFile: trusted ? '/ca.pem' : null,
      certificate: withClientCertificate ? { certFile: '/client.pem', keyFile: '/client.pem' } : null,
    });
    const evidence = await gather(question, { credentials, versions: [version] });
    const result = diagnose(evidence, version, 'flag');
    t.same(named(result).causes, causes);
    t.equal(result.verdict, 'fixable');
    t.ok(result.remedy?.verified);
  });
}
