import type { Tool } from '../../provision/tools.ts';
import { makeFolder } from './folder.ts';
import { onFreePorts } from './ports.ts';
import { startProcess } from './server-process.ts';
import type { Site } from './sites.ts';

const typed = (name: string, type: string, config: object = {}) => ({
  name,
  typed_config: { '@type': `type.googleapis.com/envoy.extensions.${type}`, ...config },
});

function direct({ status, body }: { status: number; body: string }): object {
  return { direct_response: { status, body: { inline_string: body } } };
}

function redirect(to: string): object {
  const { hostname, pathname } = new URL(to);
  return {
    redirect: { https_redirect: true, host_redirect: hostname, path_redirect: pathname, response_code: 'FOUND' },
  };
}

/** As Contour has it: a filter chain for each server name, and none for any other. */
function chain({ host, certPem, keyPem, answer, headers }: Site): object {
  const added = Object.entries(headers).map(([key, value]) => ({ header: { key, value } }));
  const route = {
    match: { prefix: '/' },
    ...('redirect' in answer ? redirect(answer.redirect) : direct(answer)),
    response_headers_to_add: added,
  };
  return {
    filter_chain_match: { server_names: [host] },
    transport_socket: typed('tls', 'transport_sockets.tls.v3.DownstreamTlsContext', {
      common_tls_context: {
        tls_certificates: [{ certificate_chain: { inline_string: certPem }, private_key: { inline_string: keyPem } }],
        alpn_protocols: ['h2', 'http/1.1'],
      },
    }),
    filters: [
      typed(
        'envoy.filters.network.http_connection_manager',
        'filters.network.http_connection_manager.v3.HttpConnectionManager',
        {
          stat_prefix: host,
          http_protocol_options: { accept_http_10: true },
          route_config: {
            name: host,
            virtual_hosts: [{ name: host, domains: [host, `${host}:*`], routes: [route] }],
          },
          http_filters: [typed('router', 'filters.http.router.v3.Router')],
        },
      ),
    ],
  };
}

/**
 * Starts Envoy with several sites behind one TLS port, as Project Contour has them.
 *
 * @param tool - the provisioned Envoy
 * @param sites - what is served
 * @returns the running server
 * @throws Error with Envoy's stderr when it does not start
 */
export function startEnvoyWithSites(
  tool: Tool,
  sites: readonly Site[],
): Promise<{ securePort: number; close(): Promise<void> }> {
  return onFreePorts(1, async ([securePort = 0]) => {
    const listener = {
      name: 'ingress_https',
      address: { socket_address: { address: '127.0.0.1', port_value: securePort } },
      enable_reuse_port: false,
      listener_filters: [
        typed('envoy.filters.listener.tls_inspector', 'filters.listener.tls_inspector.v3.TlsInspector'),
      ],
      filter_chains: sites.map(chain),
    };
    const folder = await makeFolder({
      'envoy.json': JSON.stringify({ static_resources: { listeners: [listener] } }),
    });
    const { close } = await startProcess({
      tool,
      args: ['--config-path', 'envoy.json', '--disable-hot-restart', '--concurrency', '1', '--log-level', 'error'],
      folder,
      listeners: [securePort],
    });
    return { securePort, close };
  });
}
