import type { ProbeResult } from '../src/types.ts';
import { withBackend } from './backend.ts';
import { handMade } from './by-hand.ts';
import type { Claim } from './claim.ts';
import { sniDoctor } from './command.ts';
import { alternate, median, spread } from './statistics.ts';

const oneWay = 25;
const roundTrip = 2 * oneWay;
const rounds = 11;
const byHandRounds = 3;

/**
 * How long a probe of a distant backend takes beyond start-up, and beside asking the same by hand. Start-up is what
 * `--plan` takes: it reads the same command line and prints the same connections without making any.
 * @returns what was measured
 */
export function roundTrips(): Promise<Claim[]> {
  return withBackend('contour', oneWay, async ({ target, trust }) => {
    const probe = (...more: string[]) =>
      sniDoctor(
        'probe',
        ...target,
        '--quiet',
        '--fail-on',
        'never',
        '--haproxy-version',
        'any',
        '--format',
        'json',
        ...more,
      );
    const result = JSON.parse((await probe(...trust)).stdout) as ProbeResult;
    const times = await alternate(rounds, {
      planned: () => probe(...trust, '--plan'),
      probed: () => probe(...trust),
      bySystem: () => probe(),
    });
    const start = median(times.planned);
    const far = (what: string, ran: number[]): Claim => ({
      what: `probe of contour, ${roundTrip} ms away, ${what}, beyond start-up`,
      measured: (median(ran) - start) / roundTrip,
      bound: 6,
      kind: 'most',
      unit: ' round trips',
      detail: `medians of ${rounds}: ${median(ran).toFixed(0)} ms, start-up ${start.toFixed(0)} ms (quickest: ${Math.min(...ran).toFixed(0)} ms, ${Math.min(...times.planned).toFixed(0)} ms)`,
      noisy: spread(times.planned) > 0.25 || spread(ran) > 0.25,
    });
    const byHand = await handMade(result, byHandRounds);
    return [
      far('with --ca-file', times.probed),
      far("with the system's authorities", times.bySystem),
      {
        what: `the same ${byHand.commands} questions by curl and openssl s_client, one after another / probe`,
        measured: byHand.ms / median(times.probed),
        bound: 4,
        kind: 'least',
        unit: 'x',
        detail: `median of ${byHandRounds}: ${byHand.ms.toFixed(0)} ms / ${median(times.probed).toFixed(0)} ms${byHand.note}`,
      },
    ];
  });
}
