import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

const isConflict = (error: unknown) =>
  error instanceof Error && /address already in use|cannot bind|could not bind|EADDRINUSE/i.test(error.message);

/**
 * Asks the kernel for TCP ports of 127.0.0.1 that nothing listens on.
 *
 * @param count - how many
 * @returns the ports, all different
 * @throws Error when the kernel has none left
 */
export async function freePorts(count: number): Promise<number[]> {
  const holders = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(holders.map((holder) => once(holder, 'listening')));
  const ports = holders.map((holder) => (holder.address() as AddressInfo).port);
  await Promise.all(holders.map((holder) => once(holder.close(), 'close')));
  return ports;
}

/**
 * Starts something on free ports, and again on others when one of them was taken in between.
 *
 * @param count - how many ports it needs
 * @param start - starts it
 * @returns what `start` returns
 * @throws what `start` throws, save a port conflict that another try gets round
 */
export async function onFreePorts<Result>(count: number, start: (ports: number[]) => Promise<Result>): Promise<Result> {
  for (let triesLeft = 4; ; triesLeft -= 1) {
    try {
      return await start(await freePorts(count));
    } catch (error) {
      if (triesLeft === 0 || !isConflict(error)) throw error;
    }
  }
}
