import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Test } from 'tap';
import { Unreadable } from '../../../src/triage/source/unreadable.ts';

/**
 * Listens, and does with each connection what a test wants.
 *
 * @param t - the test, at whose end it closes
 * @param act - what it does
 * @param tcp - on a port of 127.0.0.1 rather than a UNIX socket
 * @returns the path, or the port as text
 */
export async function listener(t: Test, act: (socket: Socket) => void, tcp = false): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    act(socket);
  });
  const path = tcp ? '' : join(t.testdir(), 's');
  if (tcp) server.listen(0, '127.0.0.1');
  else server.listen(path);
  await once(server, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? String(address.port) : path;
}

/**
 * What is said of something that cannot be read.
 *
 * @param reading - what is tried
 * @returns message and hint
 * @throws Error when it can be read, when another error comes, and when what is said cannot be shown
 */
export async function refusal(reading: Promise<unknown>): Promise<{ message: string; hint: string | null }> {
  try {
    await reading;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { message, hint } = error;
    if (/[^ -~]/.test(message + hint)) throw new Error('something raw is shown');
    return { message, hint };
  }
  throw new Error('it was read');
}
