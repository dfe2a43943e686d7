import { lookup } from 'node:dns/promises';
import { Refusal } from './refusal.ts';

/**
 * All addresses of a name, as the system's resolver gives them (hosts file included: HAProxy asks it too).
 * @param name a host name
 * @param signal ends the waiting
 * @returns addresses in the resolver's order, each once
 * @throws Refusal with exit code 3 where there are none
 */
export async function resolve(name: string, signal: AbortSignal): Promise<string[]> {
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  signal.throwIfAborted();
  try {
    const found = await Promise.race([lookup(name, { all: true }), interrupted]);
    return [...new Set(found.map(({ address }) => address))];
  } catch (error) {
    signal.throwIfAborted();
    throw new Refusal(3, `${name} does not resolve (${(error as NodeJS.ErrnoException).code ?? 'no address'})`);
  }
}
