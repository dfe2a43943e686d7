import type { Socket } from 'node:net';

/**
 * Ends a connection and waits for the peer to end its side too: then it has seen our end, and counts the connection no
 * more. Nobody else may want what still comes in.
 *
 * @param socket opened with `allowHalfOpen`
 * @param patience how long the peer is waited for, in ms; then nothing of the connection is left anyway
 * @returns fulfilled when nothing is left; never rejects
 */
export function farewell(socket: Socket, patience: number): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), patience);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    if (socket.connecting || socket.destroyed) return void socket.destroy();
    socket
      .removeAllListeners('data')
      .removeAllListeners('end')
      .once('end', () => socket.destroySoon());
    socket.end();
    socket.resume();
  });
}
