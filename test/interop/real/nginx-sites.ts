import type { Tool } from '../../provision/tools.ts';
import { startNginxProcess } from './nginx-process.ts';
import { onFreePorts } from './ports.ts';
import type { Site } from './sites.ts';

/** Two TLS ports with the same sites. */
export interface NginxWithSites {
  /** Handshakes without a known server name are refused. */
  strictPort: number;
  /** They get the first site. */
  tolerantPort: number;
  close(): Promise<void>;
}

function server({ host, answer, headers }: Site, index: number, ports: readonly number[]): string {
  const lines = Object.entries(headers).map(([name, value]) => `add_header ${name} "${value}" always;`);
  const returned = 'redirect' in answer ? `return 302 ${answer.redirect}` : `return ${answer.status} "${answer.body}"`;
  return `
  server {
    ${ports.map((port) => `listen 127.0.0.1:${port} ssl;`).join(' ')}
    server_name ${host};
    ssl_certificate ${index}.pem; ssl_certificate_key ${index}.key;
    location / { ${lines.join(' ')} ${returned}; }
  }`;
}

/**
 * Starts nginx with several sites, each with a certificate of its own.
 *
 * @param tool - the provisioned nginx
 * @param sites - what is served
 * @returns the running server
 * @throws Error with nginx's stderr when it does not start
 */
export function startNginxWithSites(tool: Tool, sites: readonly Site[]): Promise<NginxWithSites> {
  return onFreePorts(2, async ([strictPort = 0, tolerantPort = 0]) => {
    const http = `ssl_protocols TLSv1.2 TLSv1.3;
  server { listen 127.0.0.1:${strictPort} ssl default_server; ssl_reject_handshake on; }
  ${sites.map((site, index) => server(site, index, [strictPort, tolerantPort])).join('')}`;
    const pems = sites.flatMap(({ certPem, keyPem }, index) => [
      [`${index}.pem`, certPem],
      [`${index}.key`, keyPem],
    ]);
    const files = Object.fromEntries(pems);
    const { close } = await startNginxProcess(tool, { http, files, ports: [strictPort, tolerantPort] });
    return { strictPort, tolerantPort, close };
  });
}
