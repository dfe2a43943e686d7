import { createPki } from '../../fixtures/pki.ts';
import type { Fixture } from '../../fixtures/servers/fixture.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { runCheck } from '../../src/check/run.ts';
import type { CheckFinding } from '../../src/check-types.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { lintFiles } from './lint-files.ts';

/** The authority that `ca.pem` of a configuration stands for. */
export const pki = await createPki();
/** What stands beside a configuration. */
export const files = await lintFiles(pki);

/** A configuration with the backend that stands behind it, where it takes one to see. */
export interface Linted {
  /** Lines of `backend be`, `PORT` and `PLAIN` standing for the ports of the backend; or whole sections. */
  text: string;
  /** Name of a fixture, or one of the tests' own; absent: the text alone is judged. */
  against?: string | Fixture;
  /** Default: 3.2. */
  version?: string;
  /** What clients ask for; default: what the configuration names. */
  hosts?: readonly string[];
}

/**
 * Writes a configuration as a file holds it.
 * @param text as of {@link Linted}
 * @returns sections; `mode http` and timeouts come from a defaults section of their own
 */
export function configuration(text: string): string {
  const sections = /^(?:backend|frontend|defaults|listen|global) ?/m.test(text)
    ? text
    : `backend be\n${text
        .split('\n')
        .map((line) => `    ${line.trim()}\n`)
        .join('')}`;
  return `defaults\n    mode http\n    timeout connect 2s\n    timeout client 5s\n    timeout server 5s\n\n${sections.trimEnd()}\n`;
}

/**
 * Has `check` judge a configuration, against a real backend where there is one.
 * @param linted the configuration
 * @returns the findings
 */
export async function linted({ text, against, version = '3.2', hosts = [] }: Linted): Promise<CheckFinding[]> {
  const backend = await (typeof against === 'string' ? fixture(against) : against)?.start({ pki });
  try {
    const ports = { PORT: backend?.port ?? 443, PLAIN: backend?.httpPort ?? 80 };
    const put = text.replaceAll('PORT', String(ports.PORT)).replaceAll('PLAIN', String(ports.PLAIN));
    const { findings } = await runCheck({
      files: [{ name: 'haproxy.cfg', text: configuration(put) }],
      environment: new Map(),
      version: parseVersion(version),
      versionFrom: 'flag',
      hosts,
      servers: [],
      method: 'GET',
      path: '/',
      timeout: 5000,
      offline: backend === undefined,
      resolve: async () => [],
      readFile: (path) => files.get(path.replace('/etc/haproxy/', '')) ?? null,
    });
    return findings;
  } finally {
    await backend?.close();
  }
}
