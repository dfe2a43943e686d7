import { word } from '../haproxy/words.ts';
import type { Wanted } from './carry.ts';
import { type CarriedLine, own } from './carry-text.ts';
import type { Door } from './doors.ts';
import { statsFile, usersPem } from './folder-names.ts';

/**
 * The `global` section that stands in place of the real one's listeners, logs and limits.
 * @param folder of the HAProxy
 * @returns its lines
 */
export function ourGlobal(folder: string): CarriedLine[] {
  return [
    'global',
    `    stats socket unix@${word(`${folder}/${statsFile}`)} level admin mode 600`,
    // Bounds the memory where the system allows any number of open files.
    '    maxconn 500',
    '    nbthread 1',
    '    log stdout format raw local0',
  ].map(own);
}

/**
 * The frontends of backends that no frontend leads to.
 * @param wanted what is carried over
 * @returns their lines, below a `defaults` section of their own: rules in another one may be for backends alone
 */
export function ourFrontends({ doors, purpose, folder }: Pick<Wanted, 'doors' | 'purpose' | 'folder'>): CarriedLine[] {
  if (purpose === 'check') return [];
  return doors
    .filter(({ frontend }) => frontend === null)
    .flatMap((door) => [
      'defaults',
      '    timeout connect 5s',
      '    timeout client 30s',
      '    timeout server 30s',
      `frontend ${door.name}`,
      `    mode ${door.mode}`,
      ...logging(door.mode),
      bindLine(door, folder),
      `    default_backend ${door.proxy.name}`,
    ])
    .map(own);
}

/**
 * @param mode of a frontend
 * @returns the lines that make it log requests
 */
export function logging(mode: Door['mode']): string[] {
  return ['    log global', `    option ${mode}log`];
}

/**
 * @param door a frontend
 * @param folder of the HAProxy
 * @returns the line of its socket
 */
export function bindLine({ socket, tls }: Door, folder: string): string {
  const certificate = tls ? ` ssl crt ${word(`${folder}/${usersPem}`)}` : '';
  return `    bind unix@${word(`${folder}/${socket}`)} mode 600 accept-proxy${certificate}`;
}
