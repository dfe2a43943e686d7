import type { Tool } from '../../provision/tools.ts';
import { type ContourSite, contourConfig } from './envoy-contour.ts';
import { makeFolder } from './folder.ts';
import { onFreePorts } from './ports.ts';
import { startProcess } from './server-process.ts';
import type { TwoPortServer } from './web-server.ts';

/**
 * Starts Envoy configured as Project Contour configures it. It ends when this process does.
 *
 * @param tool - the provisioned Envoy
 * @param site - the site, its certificate and options
 * @returns the running server
 * @throws Error with Envoy's stderr when it does not start
 */
export function startEnvoyAsContour(tool: Tool, site: ContourSite): Promise<TwoPortServer> {
  return onFreePorts(2, async ([securePort = 0, plainPort = 0]) => {
    const folder = await makeFolder({ 'envoy.json': JSON.stringify(contourConfig(site, securePort, plainPort)) });
    const options = ['--disable-hot-restart', '--concurrency', '1', '--log-level', 'error'];
    const { output, close } = await startProcess({
      tool,
      args: ['--config-path', 'envoy.json', ...options],
      folder,
      listeners: [securePort, plainPort],
    });
    return { securePort, plainPort, output, close };
  });
}
