import { carried, openSuite, type Suite } from './apt.ts';
import type { Mirror } from './mirror.ts';
import { pool } from './pool.ts';
import { oneLine, progress } from './progress.ts';
import { debianPrograms, suites } from './wanted.ts';
import { scratch } from './workspace.ts';

/** A program that Debian packages. */
export type DebianProgram = keyof typeof debianPrograms;

/** What one suite carries: each program's upstream version. */
export interface Offer {
  suite: Suite;
  versions: Partial<Record<DebianProgram, string>>;
}

const programs = Object.keys(debianPrograms) as DebianProgram[];

async function ask(name: string, mirror: Mirror, signal: AbortSignal): Promise<Offer> {
  const suite = await openSuite(name, `${scratch}/apt-${name}`, mirror, signal);
  const offer: Offer = { suite, versions: {} };
  for (const program of programs) {
    const version = await carried(suite, debianPrograms[program].package);
    const upstream = /^(?:\d+:)?(\d+\.\d+\.\d+)/.exec(version ?? '')?.[1];
    if (upstream !== undefined) offer.versions[program] = upstream;
  }
  progress(`${name}: haproxy ${offer.versions.haproxy ?? 'none'}, nginx ${offer.versions.nginx ?? 'none'}`);
  return offer;
}

/**
 * Asks every Debian suite what it carries; one that cannot be read is named and passed over.
 *
 * @param mirror - the Debian archive
 * @param signal - ends the search
 * @returns the offers, the machine's own suite first
 * @throws Error when no suite at all could be read, or the search was ended
 */
export async function findOffers(mirror: Mirror, signal: AbortSignal): Promise<Offer[]> {
  const names = [...new Set([mirror.ownSuite, ...suites])];
  const offers = await pool(names, 3, (name) =>
    ask(name, mirror, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      progress(`suite ${name} cannot be read: ${oneLine(error)}`);
      return null;
    }),
  );
  const found = offers.filter((offer) => offer !== null);
  if (found.length === 0) throw new Error('no Debian suite could be read; is there a network?');
  return found;
}
