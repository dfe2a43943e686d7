import { once } from 'node:events';
import { createServer } from 'node:net';
import { poll } from './interop/real/poll.ts';

/** Test files that measure HAProxy beside each other would slow each other down until checks time out. */
const name = '\0sni-doctor-measures';

/**
 * Waits until no other process of this machine is in here. The name is given back when the process ends, however it does.
 * @param patience how long to wait, in ms
 * @returns leaves
 * @throws Error when the time is over
 */
export async function oneAtATime(patience: number): Promise<() => void> {
  return poll(
    async () => {
      const server = createServer().listen(name);
      try {
        await once(server, 'listening');
        return () => void server.close();
      } catch {
        return undefined;
      }
    },
    patience,
    () => 'another run of the suite does not end',
    250,
  );
}
