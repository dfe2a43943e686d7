import { withBackend } from './backend.ts';
import type { Claim } from './claim.ts';
import { sniDoctor } from './command.ts';
import { alternate, median } from './statistics.ts';

const timeout = 2000;
const rounds = 3;
const backends = ['silent', 'silent-http'];

/**
 * How long a probe waits for backends that hang, beyond start-up (`--plan`). The last connections, which hold what is
 * recommended against the backend, may take half of --timeout where the others used it up.
 * @returns what was measured
 */
export async function hanging(): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const name of backends) claims.push(await measure(name));
  return claims;
}

function measure(name: string): Promise<Claim> {
  return withBackend(name, 0, async ({ target, trust }) => {
    const probe = (...more: string[]) =>
      sniDoctor(
        'probe',
        ...target,
        ...trust,
        '--quiet',
        '--fail-on',
        'never',
        '--timeout',
        `${timeout}ms`,
        '--format',
        'json',
        ...more,
      );
    const times = await alternate(rounds, {
      planned: () => probe('--plan'),
      probed: () => probe('--haproxy-version', 'any'),
    });
    const [start, ran] = [median(times.planned), median(times.probed)];
    return {
      what: `probe of ${name}, which hangs, beyond start-up / --timeout`,
      measured: (ran - start) / timeout,
      bound: 1.6,
      kind: 'most',
      unit: 'x',
      detail: `medians of ${rounds}: ${ran.toFixed(0)} ms, start-up ${start.toFixed(0)} ms, --timeout ${timeout} ms`,
    };
  });
}
