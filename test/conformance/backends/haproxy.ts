import { startHaproxy } from '../../interop/real/haproxy.ts';
import { defaultsSection, globalSection } from '../../interop/real/haproxy-sections.ts';
import type { Backend } from './backend.ts';

/** The branch that stands behind the one under test: always the same, and the oldest that all Debian releases since carry. */
const branch = '3.0';

const rules = 'http-request return status 200 content-type text/plain string ok';

/**
 * HAProxy as a backend.
 * @param name what it is called
 * @param bind words of its `bind` line
 */
function haproxy(name: string, bind: string): Backend {
  return {
    name,
    async start({ leaf, pki }, tools) {
      const tool = tools.haproxy[branch] ?? Object.values(tools.haproxy)[0];
      if (!tool) throw new Error('no HAProxy is provisioned');
      const config = ([port = 0]: number[]) =>
        `${globalSection('tune.ssl.default-dh-param 2048', 'nbthread 1')}${defaultsSection('mode http')}frontend site\n    bind 127.0.0.1:${port} ${bind}\n    ${rules}\n`;
      const files = { 'site.pem': leaf.chainPem + leaf.keyPem, 'ca.pem': pki.caPem };
      const { ports, close } = await startHaproxy(tool, config, { ports: 1, files });
      return { port: ports[0] ?? 0, close };
    },
  };
}

/** HAProxy behind HAProxy, as many have it. */
export const haproxyBackends: readonly Backend[] = [
  haproxy('haproxy-strict-sni', 'ssl crt site.pem strict-sni alpn h2,http/1.1'),
  haproxy('haproxy-accept-proxy', 'ssl crt site.pem accept-proxy'),
  haproxy('haproxy-accept-proxy-http', 'accept-proxy'),
  haproxy('haproxy-client-certificate', 'ssl crt site.pem ca-file ca.pem verify required'),
  haproxy('haproxy-h2', 'ssl crt site.pem alpn h2'),
  haproxy('haproxy-http', ''),
];
