import { Client } from 'undici';

/**
 * Sends a user's request through a HAProxy.
 * @param socketPath its frontend's UNIX socket
 * @param host the name that the user asks for
 * @param path request target
 * @returns the status that the user receives
 * @throws undici's error where no HTTP answer comes within 10 seconds
 */
export async function ask(socketPath: string, host: string, path: string): Promise<number> {
  const client = new Client('http://localhost', { socketPath, headersTimeout: 10_000, connectTimeout: 5000 });
  try {
    const { statusCode, body } = await client.request({ method: 'GET', path, headers: { host } });
    await body.dump();
    return statusCode;
  } finally {
    await client.destroy();
  }
}
