import type { Tool } from '../../provision/tools.ts';
import { startNginxProcess } from './nginx-process.ts';
import { onFreePorts } from './ports.ts';
import type { TwoPortServer } from './web-server.ts';

/** The site that nginx serves, and what it does with every other name. */
export type NginxSite = { host: string; certPem: string; keyPem: string } & (
  | { variant: 'reject-handshake' }
  | { variant: 'default-certificate'; defaultCertPem: string; defaultKeyPem: string }
  | { variant: 'client-certificate'; clientCaPem: string }
  | { variant: 'proxy-protocol' }
);

const own = 'ssl_certificate site.pem; ssl_certificate_key site.key;';
const clients = 'ssl_client_certificate clients.pem; ssl_verify_client on;';

const fallbacks: Record<NginxSite['variant'], string> = {
  'reject-handshake': 'ssl_reject_handshake on;',
  'default-certificate': 'ssl_certificate default.pem; ssl_certificate_key default.key;',
  'client-certificate': `${own} ${clients}`,
  'proxy-protocol': own,
};

function httpText(site: NginxSite, securePort: number, plainPort: number, http2: { flag: string; line: string }) {
  const flags = `ssl${http2.flag}${site.variant === 'proxy-protocol' ? ' proxy_protocol' : ''}`;
  return `${http2.line}
  server {
    listen 127.0.0.1:${securePort} ${flags} default_server;
    ${fallbacks[site.variant]}
    location / { return 404 "no such site\\n"; }
  }
  server {
    listen 127.0.0.1:${securePort} ${flags};
    server_name ${site.host};
    ${own} ${site.variant === 'client-certificate' ? clients : ''}
    location / { return 200 "${site.host}\\n"; }
  }
  server {
    listen 127.0.0.1:${plainPort} default_server;
    location / { return 200 "plain\\n"; }
  }`;
}

// The way to switch HTTP/2 on changed in 1.25.1.
function http2Syntax(version: string): { flag: string; line: string } {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || minor > 25 ? { flag: '', line: 'http2 on;' } : { flag: ' http2', line: '' };
}

/**
 * Starts nginx with one site on a TLS port, HTTP/2 included, and a default server on a plain one.
 *
 * For no or another server name it refuses the handshake (`reject-handshake`), or presents another certificate and
 * answers 404 (`default-certificate`). `client-certificate` wants one of the client, `proxy-protocol` a PROXY header.
 *
 * @param tool - the provisioned nginx
 * @param site - the site, its certificate and the variant
 * @returns the running server
 * @throws Error with nginx's stderr when it does not start
 */
export function startNginx(tool: Tool, site: NginxSite): Promise<TwoPortServer> {
  return onFreePorts(2, async ([securePort = 0, plainPort = 0]) => {
    const files = {
      'site.pem': site.certPem,
      'site.key': site.keyPem,
      ...(site.variant === 'default-certificate'
        ? { 'default.pem': site.defaultCertPem, 'default.key': site.defaultKeyPem }
        : {}),
      ...(site.variant === 'client-certificate' ? { 'clients.pem': site.clientCaPem } : {}),
    };
    const http = httpText(site, securePort, plainPort, http2Syntax(tool.version));
    const { output, close } = await startNginxProcess(tool, { http, files, ports: [securePort, plainPort] });
    return { securePort, plainPort, output, close };
  });
}
