import { lookup } from 'node:dns/promises';
import { interruption } from './interruption.ts';
import { Refusal } from './refusal.ts';

/**
 * All addresses of a name, as the system's resolver gives them (hosts file included: HAProxy asks it too).
 * @param name a host name
 * @param signal ends the waiting
 * @returns addresses in the resolver's order, each once
 * @throws Refusal with exit code 3 where there are none
 */
export async function resolve(name: string, signal: AbortSignal): Promise<string[]> {
  try {
    return await Promise.race([addressesOf(name), interruption(signal)]);
  } catch (error) {
    signal.throwIfAborted();
    throw new Refusal(3, `${name} does not resolve (${(error as NodeJS.ErrnoException).code ?? 'no address'})`);
  }
}

/**
 * The same without a way to end the waiting.
 * @param name a host name
 * @returns addresses in the resolver's order, each once
 * @throws the error of node:dns
 */
export async function addressesOf(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true });
  return [...new Set(found.map(({ address }) => address))];
}
