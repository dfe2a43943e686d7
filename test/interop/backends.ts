import { createPki, type Leaf, type Pki } from '../../fixtures/pki.ts';
import type { Tools } from '../provision/tools.ts';
import { startApache } from './real/apache.ts';
import { startCaddy } from './real/caddy.ts';
import { startEnvoyAsContour } from './real/envoy.ts';
import { startNginx } from './real/nginx.ts';

export const host = 'www.example.test';

/** A real server, configured to be met in one of the ways that operators meet it. */
export interface RealBackend {
  name: string;
  /** The tool it needs, as `tools.json` names it. */
  tool: 'envoy' | 'nginx' | 'caddy' | 'apache';
  start(
    tools: Tools,
    certificates: Certificates,
  ): Promise<{ port: number; httpPort: number | null; close(): Promise<void> }>;
}

export interface Certificates {
  pki: Pki;
  leaf: Leaf;
  defaultLeaf: Leaf;
}

/** Certificates of one authority: the site's, and that of the server's default site. */
export async function certificates(): Promise<Certificates> {
  const pki = await createPki();
  return {
    pki,
    leaf: await pki.leaf({ names: [host] }),
    defaultLeaf: await pki.leaf({ names: ['default.example.test'] }),
  };
}

const site = ({ leaf }: Certificates) => ({ host, certPem: leaf.chainPem, keyPem: leaf.keyPem });
const defaultSite = ({ defaultLeaf }: Certificates) => ({
  defaultCertPem: defaultLeaf.chainPem,
  defaultKeyPem: defaultLeaf.keyPem,
});

function needed<T>(tool: T | undefined): T {
  if (tool === undefined) throw new Error('the tool is not provisioned');
  return tool;
}

/** The servers that people put behind HAProxy. */
export const realBackends: readonly RealBackend[] = [
  {
    name: 'Envoy as Contour',
    tool: 'envoy',
    async start(tools, c) {
      const server = await startEnvoyAsContour(needed(tools.envoy), site(c));
      return { port: server.securePort, httpPort: server.plainPort, close: server.close };
    },
  },
  {
    name: 'Envoy without accept_http_10',
    tool: 'envoy',
    async start(tools, c) {
      const server = await startEnvoyAsContour(needed(tools.envoy), { ...site(c), acceptHttp10: false });
      return { port: server.securePort, httpPort: server.plainPort, close: server.close };
    },
  },
  {
    name: 'nginx with ssl_reject_handshake',
    tool: 'nginx',
    async start(tools, c) {
      const server = await startNginx(needed(tools.nginx), { ...site(c), variant: 'reject-handshake' });
      return { port: server.securePort, httpPort: server.plainPort, close: server.close };
    },
  },
  {
    name: 'nginx with a default certificate',
    tool: 'nginx',
    async start(tools, c) {
      const server = await startNginx(needed(tools.nginx), {
        ...site(c),
        ...defaultSite(c),
        variant: 'default-certificate',
      });
      return { port: server.securePort, httpPort: server.plainPort, close: server.close };
    },
  },
  {
    name: 'Caddy',
    tool: 'caddy',
    async start(tools, c) {
      const server = await startCaddy(needed(tools.caddy), site(c));
      return { port: server.securePort, httpPort: null, close: server.close };
    },
  },
  {
    name: 'Apache with SSLStrictSNIVHostCheck',
    tool: 'apache',
    async start(tools, c) {
      const server = await startApache(needed(tools.apache), {
        ...site(c),
        ...defaultSite(c),
        defaultHost: 'default.example.test',
      });
      return { port: server.securePort, httpPort: null, close: server.close };
    },
  },
];
