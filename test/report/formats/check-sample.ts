import type { CheckEdit, CheckedServer, CheckFinding, CheckResult } from '../../../src/check-types.ts';

const down: CheckedServer['check'] = {
  status: 'L6RSP',
  code: null,
  info: ['SSL handshake failure', 'SSL handshake failure (Connection reset by peer)'],
  up: false,
  alternatives: [],
  sends: { port: 8443, tls: true, sni: null, alpn: null, proxyProtocol: null, request: 'GET / HTTP/1.0\r\n\r\n' },
  ms: 2.1,
};

const passed: CheckedServer['check'] = { ...down, status: 'L7OK', code: 200, info: ['OK'], up: true };

/** A server whose traffic passes and whose check does. */
export function fine(proxy: string, line: number): CheckedServer {
  return {
    proxy,
    server: 's1',
    file: 'haproxy.cfg',
    line,
    address: '10.0.0.5',
    port: 8443,
    mode: 'http',
    check: passed,
    traffic: [row(200, '--')],
    needs: ['tls', 'sni', 'host'],
    unknown: [],
    findings: [],
  };
}

/** One whose check and traffic lack the server name, with the key of the finding that says so. */
export function failing(proxy: string, line: number): CheckedServer {
  const row = { ...fine(proxy, line), check: down, findings: [`SNI101:${proxy}/s1`] };
  return { ...row, traffic: [traffic503] };
}

/** One whose check is green while its traffic fails. */
export function green(proxy: string, line: number): CheckedServer {
  return { ...failing(proxy, line), check: passed };
}

function row(status: number, termination: string): CheckedServer['traffic'][number] {
  const sends = { tls: true, sni: 'www.example.test', host: 'www.example.test' };
  return { host: 'www.example.test', status, termination, alternatives: [], sends };
}

const traffic503: CheckedServer['traffic'][number] = {
  ...row(503, 'SC--'),
  sends: { tls: true, sni: null, host: 'www.example.test' },
};

/** What is found of {@link failing} and {@link green}. */
export function nameless({ proxy, server, file, line }: CheckedServer): CheckFinding {
  return {
    key: `SNI101:${proxy}/${server}`,
    code: 'SNI101',
    id: 'sni-required',
    proxy,
    server,
    file,
    line,
    severity: 'error',
    title: 'the backend wants a server name (SNI)',
    because: 'Without a server name the handshake was reset; with one it was completed.',
    fixable: true,
    docs: 'docs/codes/SNI101.md',
  };
}

/** A warning, which any server may have. */
export function unverified({ proxy, server, file, line }: CheckedServer): CheckFinding {
  return {
    ...nameless({ proxy, server, file, line } as CheckedServer),
    key: `SNI425:${proxy}/${server}`,
    code: 'SNI425',
    id: 'verify-none',
    severity: 'warning',
    title: 'nobody verifies the backend',
    because: 'The line says verify none: whoever answers at this address is taken for the backend.',
    fixable: false,
    docs: 'docs/codes/SNI425.md',
  };
}

/** What mends {@link failing}. */
export function edits({ proxy, server, file, line }: CheckedServer): CheckEdit[] {
  const words = [`check-sni ${proxy}.example.test`, `sni str(${proxy}.example.test)`];
  const common = { proxy, server, file, because: 'SNI101', since: '1.8', safety: 'safe' } as const;
  return [
    ...words.map((text) => ({ ...common, line, scope: 'server' as const, text })),
    {
      ...common,
      line: line - 1,
      scope: 'backend',
      text: `http-check send meth GET uri / ver HTTP/1.1 hdr Host ${proxy}.example.test`,
    },
  ];
}

/** A result with the given servers; what fails has its finding and its edits. */
export function checked(servers: CheckedServer[], change: Partial<CheckResult> = {}): CheckResult {
  const bad = servers.filter(({ findings }) => findings.some((key) => key.startsWith('SNI101')));
  return {
    schema: 'sni-doctor/check/1',
    haproxyVersion: '3.2.26',
    haproxyVersionFrom: 'flag',
    basis: 'measured',
    files: ['haproxy.cfg'],
    servers,
    findings: bad.map(nameless),
    edits: bad.flatMap(edits),
    patch: '',
    left: [],
    problems: [],
    connections: 2 * servers.length,
    from: '10.0.0.21',
    ms: 312,
    ...change,
  };
}
