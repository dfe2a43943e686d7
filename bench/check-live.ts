import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckResult } from '../src/check-types.ts';
import type { Claim } from './claim.ts';
import { sniDoctor } from './command.ts';
import { manyServers } from './many-servers.ts';
import type { ListeningPorts } from './ports-process.ts';
import { alternate, median } from './statistics.ts';

const count = 1000;
const rounds = 3;

/**
 * How long a live check of many healthy servers takes beyond start-up: a check and a request to each, over TLS.
 * @returns what was measured
 * @throws Error where a server is not found healthy
 */
export async function checkLive(): Promise<Claim[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-bench-'));
  const child = fork(fileURLToPath(new URL('ports-process.ts', import.meta.url)), [String(count)]);
  try {
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('the backends did not start')));
    const [message] = await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => {});
    const { ports, caPem } = message as ListeningPorts;
    const caFile = join(folder, 'ca.pem');
    const file = join(folder, 'haproxy.cfg');
    writeFileSync(caFile, caPem);
    writeFileSync(file, manyServers({ count, http: true, caFile, port: (index) => ports[index] ?? 0 }));
    return [await measure(file)];
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(file: string): Promise<Claim> {
  const check = (...more: string[]) =>
    sniDoctor('check', '--quiet', '--fail-on', 'never', '--haproxy-version', '3.2', '--format', 'json', file, ...more);
  const { servers, connections } = JSON.parse((await check()).stdout) as CheckResult;
  const healthy = servers.filter(({ check, traffic }) => check.up && traffic.every(({ status }) => status === 200));
  if (healthy.length !== count) throw new Error(`${healthy.length} of ${count} servers are healthy`);
  const times = await alternate(rounds, { offline: () => check('--offline'), live: () => check() });
  const [start, live] = [median(times.offline), median(times.live)];
  return {
    what: `check of ${count} servers on loopback beyond --offline, a connection`,
    measured: (live - start) / connections,
    bound: null,
    kind: 'most',
    unit: ' ms',
    detail: `medians of ${rounds}: ${live.toFixed(0)} ms, --offline ${start.toFixed(0)} ms; ${connections} connections`,
  };
}
