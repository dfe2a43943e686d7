import { withBackend } from './backend.ts';
import type { Claim } from './claim.ts';
import { peakMemory } from './command.ts';
import { median } from './statistics.ts';

const rounds = 5;

/**
 * The most memory that a probe has resident.
 * @returns what was measured
 */
export function memory(): Promise<Claim[]> {
  return withBackend('contour', 0, async ({ target, trust }) => {
    const peaks = async (what: string, ...more: string[]): Promise<Claim> => {
      const found: number[] = [];
      for (let round = 0; round < rounds; round++)
        found.push(
          await peakMemory('probe', ...target, ...more, '--quiet', '--fail-on', 'never', '--haproxy-version', 'any'),
        );
      return {
        what: `peak memory of a probe of contour, ${what}`,
        measured: Math.max(...found),
        bound: 120,
        kind: 'most',
        unit: ' MB',
        detail: `most of ${rounds}; median ${median(found).toFixed(0)} MB`,
      };
    };
    return [await peaks('with --ca-file', ...trust), await peaks("with the system's authorities")];
  });
}
