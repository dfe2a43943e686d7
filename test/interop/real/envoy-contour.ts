/** The site that Envoy serves as Project Contour would have it serve. */
export interface ContourSite {
  host: string;
  /** A second site behind the same listeners. */
  otherHost?: string;
  certPem: string;
  keyPem: string;
  /** Whether HTTP/1.0 requests are taken, as Contour has it; otherwise they get 426. */
  acceptHttp10?: boolean;
}

const extension = (name: string, type: string, config: object = {}) => ({
  name,
  typed_config: { '@type': `type.googleapis.com/envoy.extensions.${type}`, ...config },
});

// The server name of the handshake grants access to that site alone; the port and the case of Host do not matter.
const misdirected = (host: string) => `
function envoy_on_request(handle)
  local authority = handle:headers():get(":authority")
  local name = string.lower(string.gsub(authority, ":%d*$", "", 1))
  if name ~= ${JSON.stringify(host.toLowerCase())} then
    handle:respond({[":status"] = "421"}, "misdirected request to " .. authority)
  end
end
`;

const virtualHost = (host: string, rest: object) => ({ name: host, domains: [host, `${host}:*`], ...rest });

const answer = (host: string) => [
  { match: { prefix: '/' }, direct_response: { status: 200, body: { inline_string: `${host}\n` } } },
];

function connectionManager(site: ContourSite, name: string, hosts: object[], filters: object[]): object {
  return extension(
    'envoy.filters.network.http_connection_manager',
    'filters.network.http_connection_manager.v3.HttpConnectionManager',
    {
      stat_prefix: name,
      use_remote_address: true,
      normalize_path: true,
      merge_slashes: true,
      ...(site.acceptHttp10 === false ? {} : { http_protocol_options: { accept_http_10: true } }),
      route_config: { name, virtual_hosts: hosts },
      http_filters: [...filters, extension('router', 'filters.http.router.v3.Router')],
    },
  );
}

function secureChain(site: ContourSite, host: string): object {
  const lua = extension('envoy.filters.http.lua', 'filters.http.lua.v3.Lua', {
    default_source_code: { inline_string: misdirected(host) },
  });
  return {
    filter_chain_match: { server_names: [host] },
    transport_socket: extension('tls', 'transport_sockets.tls.v3.DownstreamTlsContext', {
      common_tls_context: {
        tls_params: { tls_minimum_protocol_version: 'TLSv1_2', tls_maximum_protocol_version: 'TLSv1_3' },
        tls_certificates: [
          { certificate_chain: { inline_string: site.certPem }, private_key: { inline_string: site.keyPem } },
        ],
        alpn_protocols: ['h2', 'http/1.1'],
      },
    }),
    filters: [connectionManager(site, `https-${host}`, [virtualHost(host, { routes: answer(host) })], [lua])],
  };
}

/**
 * Writes an Envoy configuration that behaves as Project Contour's: a TLS listener that knows its sites by the server
 * name of the handshake and has no chain for any other, and a plain one that sends the known sites to HTTPS.
 *
 * @param site - what is served
 * @param securePort - port of 127.0.0.1 for TLS
 * @param plainPort - port of 127.0.0.1 for plain HTTP
 * @returns the configuration, as an object
 */
export function contourConfig(site: ContourSite, securePort: number, plainPort: number): object {
  const hosts = site.otherHost === undefined ? [site.host] : [site.host, site.otherHost];
  const listener = (name: string, port: number, rest: object) => ({
    name,
    address: { socket_address: { address: '127.0.0.1', port_value: port } },
    enable_reuse_port: false,
    ...rest,
  });
  const redirecting = hosts.map((host) => virtualHost(host, { require_tls: 'ALL', routes: answer(host) }));
  return {
    static_resources: {
      listeners: [
        listener('ingress_https', securePort, {
          listener_filters: [extension('tls_inspector', 'filters.listener.tls_inspector.v3.TlsInspector')],
          filter_chains: hosts.map((host) => secureChain(site, host)),
        }),
        listener('ingress_http', plainPort, {
          filter_chains: [{ filters: [connectionManager(site, 'ingress_http', redirecting, [])] }],
        }),
      ],
    },
  };
}
