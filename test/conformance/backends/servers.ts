import { startApache } from '../../interop/real/apache.ts';
import { startCaddy } from '../../interop/real/caddy.ts';
import { startEnvoyAsContour } from '../../interop/real/envoy.ts';
import { type NginxSite, startNginx } from '../../interop/real/nginx.ts';
import type { OnePortServer, TwoPortServer } from '../../interop/real/web-server.ts';
import type { Tool } from '../../provision/tools.ts';
import { host, type Materials } from '../materials.ts';
import type { Backend, Running } from './backend.ts';

type ToolName = 'envoy' | 'nginx' | 'caddy' | 'apache';
type Start<Server> = (tool: Tool, materials: Materials) => Promise<Server>;

const site = ({ leaf }: Materials) => ({ host, certPem: leaf.chainPem, keyPem: leaf.keyPem });
const defaultSite = ({ defaultLeaf }: Materials) => ({
  defaultCertPem: defaultLeaf.chainPem,
  defaultKeyPem: defaultLeaf.keyPem,
});

const secure = ({ securePort: port, close }: OnePortServer): Running => ({ port, close });
const plain = ({ plainPort: port, close }: TwoPortServer): Running => ({ port, close });

function server<Server extends OnePortServer>(
  name: string,
  tool: ToolName,
  start: Start<Server>,
  port: (server: Server) => Running = secure,
): Backend {
  return {
    name,
    async start(materials, tools) {
      const found = tools[tool];
      if (!found) throw new Error(`${tool} is not provisioned`);
      return port(await start(found, materials));
    },
  };
}

const nginx =
  (
    variant: (materials: Materials) => DistributiveOmit<NginxSite, 'host' | 'certPem' | 'keyPem'>,
  ): Start<TwoPortServer> =>
  (tool, materials) =>
    startNginx(tool, { ...site(materials), ...variant(materials) });

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

const reject = nginx(() => ({ variant: 'reject-handshake' }));
const contour: Start<TwoPortServer> = (tool, materials) => startEnvoyAsContour(tool, site(materials));

/** Real servers as operators configure them. */
export const serverBackends: readonly Backend[] = [
  server('envoy', 'envoy', contour),
  server('envoy-http', 'envoy', contour, plain),
  server('envoy-refuses-http10', 'envoy', (tool, materials) =>
    startEnvoyAsContour(tool, { ...site(materials), acceptHttp10: false }),
  ),
  server('nginx-reject-handshake', 'nginx', reject),
  server('nginx-http', 'nginx', reject, plain),
  server(
    'nginx-default-certificate',
    'nginx',
    nginx((materials) => ({ variant: 'default-certificate', ...defaultSite(materials) })),
  ),
  server(
    'nginx-client-certificate',
    'nginx',
    nginx(({ pki }) => ({ variant: 'client-certificate', clientCaPem: pki.caPem })),
  ),
  server(
    'nginx-proxy-protocol',
    'nginx',
    nginx(() => ({ variant: 'proxy-protocol' })),
  ),
  server('caddy', 'caddy', (tool, materials) => startCaddy(tool, site(materials))),
  server('apache', 'apache', (tool, materials) =>
    startApache(tool, { ...site(materials), ...defaultSite(materials), defaultHost: 'default.example.test' }),
  ),
];
