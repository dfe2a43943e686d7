import type { Leaf } from '../../fixtures/pki.ts';
import { startNginxProcess } from '../interop/real/nginx-process.ts';
import { onFreePorts } from '../interop/real/ports.ts';
import type { Tool } from '../provision/tools.ts';

/**
 * Starts nginx with servers of one's own on one port.
 * @param tool - the provisioned nginx
 * @param leaf - the certificate of every server that has no other
 * @param clientCaPem - what `clients.pem` holds
 * @param servers - the `server` blocks for a port of 127.0.0.1
 * @returns the port, and how to end it
 * @throws Error with nginx's stderr when it does not start
 */
export function startNginxWithText(
  tool: Tool,
  leaf: Leaf,
  clientCaPem: string,
  servers: (port: number) => readonly string[],
): Promise<{ port: number; close(): Promise<void> }> {
  return onFreePorts(1, async ([port = 0]) => {
    const http = ['ssl_certificate site.pem;', 'ssl_certificate_key site.key;', ...servers(port)].join('\n');
    const files = { 'site.pem': leaf.chainPem, 'site.key': leaf.keyPem, 'clients.pem': clientCaPem };
    const { close } = await startNginxProcess(tool, { http, files, ports: [port] });
    return { port, close };
  });
}
