import { interruption } from './interruption.ts';
import { addressesOf } from './resolve.ts';
import { type Override, plainName } from './resolve-option.ts';

/** The names of servers and what they stand for. */
export interface Names {
  /**
   * @param name a host name
   * @param port the server's port; null: it has none
   * @returns its addresses in the order of the system's resolver, as HAProxy gets them when it starts; empty: none
   * @throws the signal's reason when aborted
   */
  resolve(name: string, port: number | null): Promise<readonly string[]>;
  /** The overrides that no name asked for. */
  unused(): Override[];
}

/**
 * Finds the addresses of names: first among those given, then by the system's resolver, which is asked once a name.
 * @param overrides `--resolve`; of two for the same name and port the last counts, and `*` only where no name fits
 * @param signal ends the waiting
 * @returns the names
 */
export function startNames(overrides: readonly Override[], signal: AbortSignal): Names {
  const used = new Set<Override>();
  const asked = new Map<string, Promise<string[]>>();
  // One for all: thousands of names may be asked for at once.
  const interrupted = interruption(signal);
  const override = (name: string, port: number | null): Override | undefined => {
    const fits = (wanted: string) => (one: Override) => one.name === wanted && (port === null || one.port === port);
    return overrides.findLast(fits(plainName(name))) ?? overrides.findLast(fits('*'));
  };
  return {
    async resolve(name, port) {
      const given = override(name, port);
      if (given) {
        used.add(given);
        return given.addresses;
      }
      const found = asked.get(name) ?? Promise.race([addresses(name), interrupted]);
      asked.set(name, found);
      return found;
    },
    unused: () => overrides.filter((one) => !used.has(one)),
  };
}

async function addresses(name: string): Promise<string[]> {
  try {
    return await addressesOf(name);
  } catch {
    // That it does not resolve is for the diagnosis to say.
    return [];
  }
}
