import type { Tool } from '../../provision/tools.ts';
import { makeFolder } from './folder.ts';
import { onFreePorts } from './ports.ts';
import { startProcess } from './server-process.ts';
import type { OnePortServer } from './web-server.ts';

/** The site that Apache serves, beside a default one with a certificate of its own. */
export interface ApacheSite {
  host: string;
  certPem: string;
  keyPem: string;
  defaultHost: string;
  defaultCertPem: string;
  defaultKeyPem: string;
  /** `SSLStrictSNIVHostCheck`, and what else the server is told; absent: `on`. */
  server?: string;
}

const modules = ['mpm_event', 'authz_core', 'alias', 'ssl', 'http2'];

const virtualHost = (port: number, host: string, files: string) => `
<VirtualHost 127.0.0.1:${port}>
  ServerName ${host}
  Protocols h2 http/1.1
  SSLEngine on
  SSLCertificateFile ${files}.pem
  SSLCertificateKeyFile ${files}.key
  Redirect 200 /
  ErrorDocument 200 "${host}"
</VirtualHost>
`;

function configText(folder: string, moduleFolder: string, site: ApacheSite, port: number): string {
  const isRoot = process.getuid?.() === 0;
  return `
ServerRoot ${folder}
DefaultRuntimeDir ${folder}
PidFile httpd.pid
ErrorLog error.log
LogLevel error
Listen 127.0.0.1:${port}
ServerName ${site.defaultHost}
ServerLimit 1
StartServers 1
ThreadsPerChild 32
MinSpareThreads 1
MaxSpareThreads 32
MaxRequestWorkers 32
${modules.map((name) => `LoadModule ${name}_module ${moduleFolder}/mod_${name}.so`).join('\n')}
${isRoot ? 'User #65534\nGroup #65534' : ''}
${site.server ?? 'SSLStrictSNIVHostCheck on'}
${virtualHost(port, site.defaultHost, 'default')}
${virtualHost(port, site.host, 'site')}
`;
}

/**
 * Starts Apache with two sites on a TLS port, HTTP/2 included, and `SSLStrictSNIVHostCheck on`.
 *
 * @param tool - the provisioned Apache
 * @param site - the two sites and their certificates
 * @returns the running server
 * @throws Error with Apache's stderr when it does not start
 */
export function startApache(tool: Tool, site: ApacheSite): Promise<OnePortServer> {
  return onFreePorts(1, async ([securePort = 0]) => {
    const folder = await makeFolder({
      'site.pem': site.certPem,
      'site.key': site.keyPem,
      'default.pem': site.defaultCertPem,
      'default.key': site.defaultKeyPem,
    });
    const program = tool.command.at(-1) ?? '';
    const moduleFolder = program.replace(/sbin\/apache2$/, 'lib/apache2/modules');
    const config = configText(folder.path, moduleFolder, site, securePort);
    await folder.write('httpd.conf', config);
    const { output, close } = await startProcess({
      tool,
      args: ['-X', '-d', folder.path, '-f', `${folder.path}/httpd.conf`],
      folder,
      logFile: 'error.log',
      listeners: [securePort],
    });
    return { securePort, output, close };
  });
}
