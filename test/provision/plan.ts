import type { DebianProgram, Offer } from './offers.ts';
import { baseSuite, haproxyBranches } from './wanted.ts';

/** Which programs to take from which suite; a branch of HAProxy is set when the program is one. */
export interface Errand {
  offer: Offer;
  programs: { program: DebianProgram; branch: string | null }[];
}

/**
 * Names the branch that a version belongs to.
 *
 * @param version - X.Y.Z
 * @returns X.Y
 */
export function branchOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/**
 * Chooses the suites to take each program from: the newest point release of each wanted HAProxy branch, and the first
 * offer of every other server.
 *
 * @param offers - what the suites carry, the preferred suite first
 * @returns one errand for each suite that is needed, the longest first
 */
export function plan(offers: readonly Offer[]): Errand[] {
  const errands = new Map<Offer, Errand['programs']>();
  const take = (offer: Offer | undefined, program: DebianProgram, branch: string | null) => {
    if (offer === undefined) return;
    errands.set(offer, [...(errands.get(offer) ?? []), { program, branch }]);
  };
  const point = (offer: Offer) => Number(offer.versions.haproxy?.split('.')[2]);
  for (const branch of Object.keys(haproxyBranches)) {
    const candidates = offers.filter(({ versions }) => versions.haproxy && branchOf(versions.haproxy) === branch);
    const best = candidates.sort((left, right) => point(right) - point(left))[0];
    take(best, 'haproxy', branch);
  }
  for (const program of ['nginx', 'apache'] as const) {
    take(
      offers.find(({ versions }) => versions[program] !== undefined),
      program,
      null,
    );
  }
  // A suite that builds upon another has two lists of packages to fetch.
  const length = ({ offer, programs }: Errand) => programs.length + (baseSuite(offer.suite.name) === null ? 0 : 10);
  return Array.from(errands, ([offer, programs]) => ({ offer, programs })).sort(
    (left, right) => length(right) - length(left),
  );
}
