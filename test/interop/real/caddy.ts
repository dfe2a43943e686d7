import type { Tool } from '../../provision/tools.ts';
import { makeFolder } from './folder.ts';
import { onFreePorts } from './ports.ts';
import { startProcess } from './server-process.ts';
import type { OnePortServer } from './web-server.ts';

/** The site that Caddy serves. */
export interface CaddySite {
  host: string;
  certPem: string;
  keyPem: string;
  /** Further global options. */
  options?: string;
}

const configText = ({ host, options = '' }: CaddySite, port: number) => `
{
	${options}
	admin off
	auto_https off
	persist_config off
	storage file_system .
	log {
		level ERROR
	}
}
https://${host}:${port} {
	bind 127.0.0.1
	tls site.pem site.key
	respond "${host}" 200
}
`;

/**
 * Starts Caddy with one site and its certificate on a TLS port, and no automatic certificates or redirects.
 *
 * @param tool - the provisioned Caddy
 * @param site - the site and its certificate
 * @returns the running server
 * @throws Error with Caddy's stderr when it does not start
 */
export function startCaddy(tool: Tool, site: CaddySite): Promise<OnePortServer> {
  return onFreePorts(1, async ([securePort = 0]) => {
    const folder = await makeFolder({
      Caddyfile: configText(site, securePort),
      'site.pem': site.certPem,
      'site.key': site.keyPem,
    });
    const { output, close } = await startProcess({
      tool,
      args: ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
      folder,
      env: { HOME: folder.path, XDG_CONFIG_HOME: folder.path, XDG_DATA_HOME: folder.path },
      listeners: [securePort],
    });
    return { securePort, output, close };
  });
}
