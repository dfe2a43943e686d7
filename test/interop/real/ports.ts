import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

const isConflict = (error: unknown) =>
  error instanceof Error && /address already in use|cannot bind|could not bind|EADDRINUSE/i.test(error.message);

// Below those that Linux gives to outgoing connections by default (ip_local_port_range): none of the many connections
// that tests make can take a port between the time it is found free and the time it is listened on.
const [lowest, beyond] = [10_000, 32_768];

/**
 * Looks for TCP ports of 127.0.0.1 that nothing listens on.
 *
 * @param count - how many
 * @returns the ports, all different
 * @throws Error when there are none left
 */
export async function freePorts(count: number): Promise<number[]> {
  const holders: Server[] = [];
  try {
    while (holders.length < count) holders.push(await heldPort());
    return holders.map((holder) => (holder.address() as AddressInfo).port);
  } finally {
    await Promise.all(holders.map((holder) => once(holder.close(), 'close')));
  }
}

async function heldPort(): Promise<Server> {
  for (let triesLeft = 100; ; triesLeft -= 1) {
    const holder = createServer().listen(randomInt(lowest, beyond), '127.0.0.1');
    try {
      await once(holder, 'listening');
      return holder;
    } catch (error) {
      if (triesLeft === 0 || !isConflict(error)) throw error;
    }
  }
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
