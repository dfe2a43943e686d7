import { connect, type Socket } from 'node:net';
import type { Plan } from '../types.ts';

/**
 * Begins a TCP connection as planned.
 *
 * @returns the socket, and a promise fulfilled when it is connected, which rejects with the system's error
 * @throws TypeError or RangeError for what is no address or port
 */
export function dial({ address, port, source }: Plan): { socket: Socket; connected: Promise<void> } {
  // Half-open: whether an end was one in order is asked by a write (see `endOf`).
  const socket = connect({
    host: address,
    port,
    noDelay: true,
    allowHalfOpen: true,
    ...(source !== null && { localAddress: source }),
  });
  const connected = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    // Stays for the life of the socket: an error that nobody waits for any more must not end the process.
    socket.on('error', reject);
  });
  return { socket, connected };
}
