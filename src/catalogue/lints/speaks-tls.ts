import type { Server } from '../../haproxy/model/types.ts';

/**
 * Whether HAProxy speaks TLS to a server, for traffic or its check.
 * @param server the server
 * @returns true with `ssl` or `check-ssl`
 */
export function speaksTls({ settings }: Server): boolean {
  return settings.has('ssl') || settings.has('check-ssl');
}
