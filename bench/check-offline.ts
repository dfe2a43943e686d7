import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTools, type Tool } from '../test/provision/tools.ts';
import type { Claim } from './claim.ts';
import { peakMemory, run, sniDoctor } from './command.ts';
import { type ManyServers, manyServers } from './many-servers.ts';
import { alternate, median, spread } from './statistics.ts';

const count = 10_000;
const rounds = 3;

/**
 * How long the text of a large configuration takes, beside HAProxy's own check of it, and the memory.
 * @returns what was measured; no ratio where no HAProxy is at hand
 */
export async function checkOffline(): Promise<Claim[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-bench-'));
  try {
    const write = (name: string, kind: Omit<ManyServers, 'count'>): string => {
      const file = join(folder, name);
      writeFileSync(file, manyServers({ count, ...kind }));
      return file;
    };
    const ssl = write('ssl.cfg', {});
    const full = write('full.cfg', { http: true });
    const clear = write('clear.cfg', { clear: true });
    const claims: Claim[] = [];
    for (const tool of Object.values(loadTools()?.haproxy ?? {})) {
      claims.push(await beside(tool, ssl, 'ssl', 2));
      // Most of HAProxy's time is the TLS context of each server: these only show what more lines cost.
      claims.push(await beside(tool, full, 'ssl (HTTP check, Host)', null));
      claims.push(await beside(tool, clear, 'clear-text', null));
    }
    for (const version of ['3.4', 'any']) claims.push(await memory(full, version));
    return claims;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function beside(
  { version, command, env }: Tool,
  file: string,
  kind: string,
  bound: number | null,
): Promise<Claim> {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const times = await alternate(rounds, {
    haproxy: () => run('env', [...variables, ...command, '-c', '-f', file]),
    check: () => sniDoctor(...argumentsFor(file, version)),
  });
  const [own, peer] = [median(times.check), median(times.haproxy)];
  return {
    what: `check --offline of ${count} ${kind} servers / haproxy -c of ${version}`,
    measured: own / peer,
    bound,
    kind: 'most',
    unit: 'x',
    detail: `medians of ${rounds}: ${own.toFixed(0)} ms / ${peer.toFixed(0)} ms`,
    noisy: spread(times.check) > 0.25 || spread(times.haproxy) > 0.25,
  };
}

async function memory(file: string, version: string): Promise<Claim> {
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) found.push(await peakMemory(...argumentsFor(file, version)));
  return {
    what: `peak memory of check --offline of ${count} ssl servers (HTTP check, Host), --haproxy-version ${version}`,
    measured: Math.max(...found),
    bound: 400,
    kind: 'most',
    unit: ' MB',
    detail: `most of ${rounds}; median ${median(found).toFixed(0)} MB`,
  };
}

function argumentsFor(file: string, version: string): string[] {
  return ['check', '--offline', '--quiet', '--fail-on', 'never', '--haproxy-version', version, file];
}
