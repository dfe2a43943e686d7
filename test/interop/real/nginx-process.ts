import type { Tool } from '../../provision/tools.ts';
import { makeFolder } from './folder.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** What nginx serves. */
export interface NginxContent {
  /** The lines of its `http` section. */
  http: string;
  /** The files that they name. */
  files: Readonly<Record<string, string>>;
  /** Where it listens. */
  ports: readonly number[];
}

/**
 * Starts nginx in one process, in a folder of its own.
 *
 * @param tool - the provisioned nginx
 * @param content - what it serves
 * @returns the process
 * @throws Error with nginx's stderr when it does not start
 */
export async function startNginxProcess(tool: Tool, { http, files, ports }: NginxContent): Promise<ServerProcess> {
  const text = `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events { worker_connections 512; }
http {
  access_log off;
  default_type text/plain;
  ${temporary.map((name) => `${name}_temp_path ${name};`).join('\n  ')}
  ${http}
}
`;
  const folder = await makeFolder({ 'nginx.conf': text, ...files });
  const args = ['-p', `${folder.path}/`, '-c', `${folder.path}/nginx.conf`, '-e', 'stderr'];
  return startProcess({ tool, args, folder, listeners: [...ports] });
}
