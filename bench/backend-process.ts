import { fixtures } from '../fixtures/servers/index.ts';
import { startRelay } from './relay.ts';

/** What this process says once it listens. */
export interface Listening {
  address: string;
  port: number;
  httpPort: number | null;
  caPem: string | null;
}

// A fixture and the relays before it, in a process of their own: their work must not be counted as the probe's.
const [name, oneWay] = process.argv.slice(2);
const delay = Number(oneWay);
const fixture = fixtures.find((one) => one.name === name);
if (!fixture) throw new Error(`there is no fixture ${name}`);
const { address, port, httpPort, caPem } = await fixture.start();
const far = async (near: number): Promise<number> => (await startRelay(address, near, delay)).port;
const listening: Listening = {
  address,
  port: delay > 0 ? await far(port) : port,
  httpPort: httpPort !== null && delay > 0 ? await far(httpPort) : httpPort,
  caPem,
};
process.once('disconnect', () => process.exit());
process.send?.(listening);
