import type { Tool, Tools } from '../provision/tools.ts';
import { type Certificates, host } from './backends.ts';
import { startApache } from './real/apache.ts';
import { startCaddy } from './real/caddy.ts';
import { contourConfig } from './real/envoy-contour.ts';
import { makeFolder } from './real/folder.ts';
import { startHaproxy } from './real/haproxy.ts';
import { defaultsSection, globalSection } from './real/haproxy-sections.ts';
import { startNginx } from './real/nginx.ts';
import { onFreePorts } from './real/ports.ts';
import { startProcess } from './real/server-process.ts';

/** A server that is running. */
export interface Running {
  port: number;
  httpPort: number | null;
  close(): Promise<void>;
}

/** A real server as people meet it, the same one after what the words say was done, and what that mends. */
export interface ProductCase {
  name: string;
  tool: 'envoy' | 'nginx' | 'caddy' | 'apache' | 'haproxy';
  /** What must be recognised, and nothing else: ids with their likelihood. */
  named: string[];
  /** Id of the finding that is there before and gone after. */
  finding: string;
  /** What the finding must say is to be done. */
  words: RegExp;
  before(tool: Tool, c: Certificates): Promise<Running>;
  after(tool: Tool, c: Certificates): Promise<Running>;
}

const site = ({ leaf }: Certificates) => ({ host, certPem: leaf.chainPem, keyPem: leaf.keyPem });
/** Another site alone: the one that is asked for is missing there. */
const elsewhere = ({ defaultLeaf }: Certificates) => ({
  host: 'default.example.test',
  certPem: defaultLeaf.chainPem,
  keyPem: defaultLeaf.keyPem,
});
const defaults = ({ defaultLeaf }: Certificates) => ({
  defaultHost: 'default.example.test',
  defaultCertPem: defaultLeaf.chainPem,
  defaultKeyPem: defaultLeaf.keyPem,
});

/** What of Envoy's configuration is written to. */
interface EnvoyConfig {
  static_resources: {
    listeners: { filter_chains: { filter_chain_match?: object }[]; default_filter_chain?: object }[];
  };
}

async function envoy(
  tool: Tool,
  of: Parameters<typeof contourConfig>[0],
  change: (config: EnvoyConfig) => void = () => {},
): Promise<Running> {
  return onFreePorts(2, async ([port = 0, httpPort = 0]) => {
    const config = contourConfig(of, port, httpPort) as EnvoyConfig;
    change(config);
    const { close } = await startProcess({
      tool,
      args: ['--config-path', 'envoy.json', '--disable-hot-restart', '--concurrency', '1', '--log-level', 'error'],
      folder: await makeFolder({ 'envoy.json': JSON.stringify(config) }),
      listeners: [port, httpPort],
    });
    return { port, httpPort, close };
  });
}

/** The chain of the site, for every connection that names no other. */
function withDefaultChain({ static_resources }: EnvoyConfig): void {
  const [listener] = static_resources.listeners;
  const [{ filter_chain_match: _, ...chain } = {}] = listener?.filter_chains ?? [];
  if (listener) listener.default_filter_chain = chain;
}

/** As Contour writes it for a route with `permitInsecure`: the virtual host asks for TLS no more. */
function permitInsecure(config: EnvoyConfig): void {
  const text = JSON.stringify(config).replace('"require_tls":"ALL"', '"require_tls":"NONE"');
  config.static_resources = (JSON.parse(text) as EnvoyConfig).static_resources;
}

async function apache(tool: Tool, c: Certificates, server?: string): Promise<Running> {
  const { securePort, close } = await startApache(tool, {
    ...site(c),
    ...defaults(c),
    ...(server === undefined ? {} : { server }),
  });
  return { port: securePort, httpPort: null, close };
}

async function caddy(tool: Tool, of: Parameters<typeof startCaddy>[1]): Promise<Running> {
  const { securePort, close } = await startCaddy(tool, of);
  return { port: securePort, httpPort: null, close };
}

async function haproxy(tool: Tool, c: Certificates, strict: string): Promise<Running> {
  const config = ([port]: number[]) =>
    [
      globalSection(),
      defaultsSection('mode http'),
      'frontend fe',
      `    bind 127.0.0.1:${port} ssl crt site.pem ${strict}`,
      `    http-request return status 200 content-type text/plain string ${host} if { hdr(host) -m beg ${host} }`,
      '    http-request deny deny_status 421',
      '',
    ].join('\n');
  const files = { 'site.pem': c.leaf.chainPem + c.leaf.keyPem };
  const { ports, close } = await startHaproxy(tool, config, { ports: 1, files });
  return { port: ports[0] ?? 0, httpPort: null, close };
}

async function nginx(tool: Tool, of: Parameters<typeof startNginx>[1]): Promise<Running> {
  const { securePort, plainPort, close } = await startNginx(tool, of);
  return { port: securePort, httpPort: plainPort, close };
}

/** The servers that can be had here; the others stand in test/catalogue/products-answers.ts. */
export const productCases: readonly ProductCase[] = [
  {
    name: 'nginx with ssl_reject_handshake',
    tool: 'nginx',
    named: ['nginx certain'],
    finding: 'sni-required',
    words: /nginx: the default server needs an `ssl_certificate` in place of `ssl_reject_handshake on`/,
    before: (tool, c) => nginx(tool, { ...site(c), variant: 'reject-handshake' }),
    after: (tool, c) => nginx(tool, { ...site(c), ...defaults(c), variant: 'default-certificate' }),
  },
  {
    name: 'Envoy without a filter chain for the name',
    tool: 'envoy',
    named: ['contour likely'],
    finding: 'sni-required',
    words: /Contour \(likely\): `enableFallbackCertificate: true`/,
    before: (tool, c) => envoy(tool, site(c)),
    after: (tool, c) => envoy(tool, site(c), withDefaultChain),
  },
  {
    name: 'Envoy whose plain port redirects',
    tool: 'envoy',
    named: ['contour likely'],
    finding: 'plain-port-redirects',
    words: /Contour \(likely\): `permitInsecure: true`/,
    before: (tool, c) => envoy(tool, site(c)),
    after: (tool, c) => envoy(tool, site(c), permitInsecure),
  },
  {
    name: 'Apache with SSLStrictSNIVHostCheck',
    tool: 'apache',
    named: ['apache certain'],
    finding: 'sni-required',
    words: /Apache httpd: `SSLStrictSNIVHostCheck off`/,
    before: (tool, c) => apache(tool, c, 'SSLStrictSNIVHostCheck on\nSSLVHostSNIPolicy authonly'),
    after: (tool, c) => apache(tool, c, 'SSLStrictSNIVHostCheck off\nSSLVHostSNIPolicy authonly'),
  },
  {
    name: 'Apache that compares server name and Host',
    tool: 'apache',
    named: ['apache certain'],
    finding: 'sni-required',
    words: /Apache httpd: from 2.4.64 on a Host must fit the server name; `SSLVHostSNIPolicy authonly`/,
    before: (tool, c) => apache(tool, c, ''),
    after: (tool, c) => apache(tool, c, 'SSLVHostSNIPolicy authonly'),
  },
  {
    name: 'Caddy',
    tool: 'caddy',
    named: ['caddy likely'],
    finding: 'sni-required',
    words: /Caddy \(likely\): `default_sni NAME`/,
    before: (tool, c) => caddy(tool, site(c)),
    after: (tool, c) => caddy(tool, { ...site(c), options: `default_sni ${host}` }),
  },
  {
    name: 'HAProxy with strict-sni',
    tool: 'haproxy',
    named: ['haproxy likely'],
    finding: 'sni-required',
    words: /HAProxy \(likely\): without `strict-sni`/,
    before: (tool, c) => haproxy(tool, c, 'strict-sni'),
    after: (tool, c) => haproxy(tool, c, ''),
  },
  {
    name: 'nginx that does not know the name',
    tool: 'nginx',
    named: ['nginx certain'],
    finding: 'handshake-refused',
    words: /nginx: add NAME to the `server_name`/,
    before: (tool, c) => nginx(tool, { ...elsewhere(c), variant: 'reject-handshake' }),
    after: (tool, c) => nginx(tool, { ...site(c), variant: 'reject-handshake' }),
  },
  {
    name: 'Envoy that does not know the name',
    tool: 'envoy',
    named: ['envoy possible', 'iis possible'],
    finding: 'connection-reset',
    words: /^If the backend is Envoy: no filter chain has NAME/,
    before: (tool, c) => envoy(tool, elsewhere(c)),
    after: (tool, c) => envoy(tool, site(c)),
  },
  {
    name: 'Envoy that refuses HTTP/1.0',
    tool: 'envoy',
    named: ['contour likely'],
    finding: 'http-version-required',
    words: /`accept_http_10: true`/,
    before: (tool, c) => envoy(tool, { ...site(c), acceptHttp10: false }),
    after: (tool, c) => envoy(tool, site(c)),
  },
  {
    // Nothing but the words of Go for clear text is seen of it.
    name: 'Caddy that does not know the name',
    tool: 'caddy',
    named: ['go likely'],
    finding: 'handshake-refused',
    words: /Caddy ends it so where no site block has NAME/,
    before: (tool, c) => caddy(tool, elsewhere(c)),
    after: (tool, c) => caddy(tool, site(c)),
  },
];

/**
 * The tool of a case.
 * @returns null where it is not provisioned
 */
export function toolOf(tools: Tools, { tool }: ProductCase): Tool | null {
  return (tool === 'haproxy' ? Object.values(tools.haproxy).at(-1) : tools[tool]) ?? null;
}
