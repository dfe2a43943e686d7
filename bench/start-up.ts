import type { Claim } from './claim.ts';
import { node, sniDoctor } from './command.ts';
import { alternate, median, spread } from './statistics.ts';

const rounds = 15;

/**
 * How long the command takes to say what it knows without a backend, beside a Node that does nothing.
 * @returns what was measured
 */
export async function startUp(): Promise<Claim[]> {
  const times = await alternate(rounds, {
    nothing: () => node('-e', '0'),
    version: () => sniDoctor('--version'),
    help: () => sniDoctor('probe', '--help'),
  });
  const nothing = median(times.nothing);
  const claim = (what: string, ran: number[], bound: number): Claim => ({
    what: `${what} / node -e 0`,
    measured: median(ran) / nothing,
    bound,
    kind: 'most',
    unit: 'x',
    detail: `medians of ${rounds}: ${median(ran).toFixed(0)} ms / ${nothing.toFixed(0)} ms`,
    noisy: spread(times.nothing) > 0.25 || spread(ran) > 0.25,
  });
  return [claim('sni-doctor --version', times.version, 1.5), claim('sni-doctor probe --help', times.help, 2)];
}
