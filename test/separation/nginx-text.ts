import type { Leaf } from '../../fixtures/pki.ts';
import { makeFolder } from '../interop/real/folder.ts';
import { onFreePorts } from '../interop/real/ports.ts';
import { startProcess } from '../interop/real/server-process.ts';
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
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`);
    const http = ['access_log off;', ...temporary, 'ssl_certificate site.pem;', 'ssl_certificate_key site.key;'];
    const folder = await makeFolder({
      'nginx.conf': `daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr error;\nevents {}\nhttp {\n${[...http, ...servers(port)].join('\n')}\n}\n`,
      'site.pem': leaf.chainPem,
      'site.key': leaf.keyPem,
      'clients.pem': clientCaPem,
    });
    const args = ['-p', `${folder.path}/`, '-c', `${folder.path}/nginx.conf`, '-e', 'stderr'];
    const { close } = await startProcess({ tool, args, folder, listeners: [port] });
    return { port, close };
  });
}
