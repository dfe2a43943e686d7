import { createPki } from '../../fixtures/pki.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import type { UpgradeOptions } from '../../src/upgrade/options.ts';
import { runUpgrade } from '../../src/upgrade/run.ts';
import type { UpgradeResult } from '../../src/upgrade-types.ts';
import { site } from './cases.ts';

/** The authority that `ca.pem` of a configuration stands for. */
export const pki = await createPki();

/**
 * Writes a configuration as a file holds it.
 * @param lines of `backend be`, or whole sections
 * @returns sections, with a frontend that clients come to over TLS
 */
export function configuration(lines: string): string {
  const head = ['mode http', 'timeout connect 4s', 'timeout client 5s', 'timeout server 5s', 'retries 0'];
  const frontend = ['frontend fe', '    bind :8443 ssl crt frontend.pem', '    default_backend be'];
  const sections = /^(?:backend|defaults) /m.test(lines) ? lines.trimEnd() : `backend be\n${indented(lines)}`;
  return `defaults\n${indented(head.join('\n'))}\n\n${frontend.join('\n')}\n\n${sections}\n`;
}

function indented(lines: string): string {
  return lines
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

/**
 * Says what an upgrade changes for a configuration.
 * @param text the whole file
 * @param from the version in use
 * @param to the version to come
 * @param change what is asked otherwise
 * @returns the result
 */
export function upgraded(
  text: string,
  from: string,
  to: string,
  change: Partial<UpgradeOptions> = {},
): Promise<UpgradeResult> {
  return runUpgrade({
    files: [{ name: 'haproxy.cfg', text }],
    from: parseVersion(from),
    to: parseVersion(to),
    environment: () => new Map(),
    hosts: [site],
    servers: [],
    method: 'GET',
    path: '/',
    timeout: 5000,
    offline: false,
    resolve: async () => [],
    readFile: (path) => (path.endsWith('ca.pem') ? pki.caPem : null),
    ...change,
  });
}
