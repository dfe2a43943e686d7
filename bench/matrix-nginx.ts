import { createPki } from '../fixtures/pki.ts';
import { makeFolder } from '../test/interop/real/folder.ts';
import { onFreePorts } from '../test/interop/real/ports.ts';
import { startProcess } from '../test/interop/real/server-process.ts';
import { loadTools, type Tool } from '../test/provision/tools.ts';

/** An nginx that serves every name below `example.test` over TLS. */
export interface Nginx {
  port: number;
  caPem: string;
  close(): Promise<void>;
}

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

function configuration(port: number): string {
  return `
daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr error;
events { worker_connections 8192; }
http {
  access_log off;
  default_type text/plain;
  ${temporary.map((name) => `${name}_temp_path ${name};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port} ssl backlog=4096;
    ssl_certificate site.pem;
    ssl_certificate_key site.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    location / { return 200 "ok\\n"; }
  }
}
`;
}

/**
 * Starts the nginx at hand.
 * @param key of its certificate
 * @returns the server
 * @throws Error where there is none, or it does not start
 */
export async function startNginx(key: 'ec' | 'rsa2048'): Promise<Nginx> {
  const tool: Tool | undefined = loadTools()?.nginx;
  if (!tool) throw new Error('there is no nginx: npm test provides it');
  const pki = await createPki();
  const { certPem, keyPem } = await pki.leaf({ names: ['*.example.test'], key });
  return onFreePorts(1, async ([port = 0]) => {
    const folder = await makeFolder({
      'nginx.conf': configuration(port),
      'site.pem': certPem,
      'site.key': keyPem,
    });
    const args = ['-p', `${folder.path}/`, '-c', `${folder.path}/nginx.conf`, '-e', 'stderr'];
    const { close } = await startProcess({ tool, args, folder, listeners: [port] });
    return { port, caPem: pki.caPem, close };
  });
}
