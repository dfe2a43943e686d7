/** A configuration of many backends, of one server each. */
export interface ManyServers {
  count: number;
  /** Clear text instead of TLS with `check-sni` and `sni`. */
  clear?: boolean;
  /** An HTTP check and a Host of its own for each backend. */
  http?: boolean;
  /** Path of the authorities to trust; absent: nobody is verified. */
  caFile?: string;
  /**
   * @param index of the server
   * @returns its port on 127.0.0.1; absent: the same for all
   */
  port?(index: number): number;
}

/**
 * Writes a configuration.
 * @param options how many servers, and of what kind
 * @returns its text; HAProxy of every version accepts it
 */
export function manyServers({ count, clear = false, http = false, caFile, port = () => 8443 }: ManyServers): string {
  const trust = caFile === undefined ? 'verify none' : `ca-file ${caFile}`;
  const lines = [
    'defaults',
    '    mode http',
    '    timeout connect 5s',
    '    timeout client 30s',
    '    timeout server 30s',
    'frontend web',
    '    bind 127.0.0.1:8080',
    '    default_backend be_0',
  ];
  for (let i = 0; i < count; i++) {
    const name = `host-${i}.example.test`;
    const tls = clear ? '' : ` ssl ${trust} check-sni ${name} sni str(${name})`;
    lines.push(`backend be_${i}`);
    if (http)
      lines.push(
        '    option httpchk GET /healthz',
        `    http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host ${name}`,
        `    http-request set-header Host ${name}`,
      );
    lines.push(`    server s1 127.0.0.1:${port(i)}${tls} check inter 10s`);
  }
  return `${lines.join('\n')}\n`;
}
