import type { TriagedServer } from '../../triage-types.ts';
import { printable } from '../escape.ts';
import { nameOf, placeOf } from './check-words.ts';
import { paragraph, screenWidth } from './wrap.ts';

/**
 * Where a server is.
 * @param server its address and port
 * @returns `10.0.0.5:443`; '' where that is not known
 */
export function addressOf({ address, port }: Pick<TriagedServer, 'address' | 'port'>): string {
  if (address === null) return '';
  const at = address.includes(':') ? `[${address}]` : address;
  return printable(port === null ? at : `${at}:${port}`);
}

/**
 * A server in HAProxy's own words.
 * @param server as HAProxy has it
 * @returns `DOWN  L6RSP "SSL handshake failure"`
 */
export function haproxyWords({ state, status, code, info }: TriagedServer): string {
  const text = info ? ` "${printable(info, 60)}"` : '';
  const check = status === null ? '' : `  ${printable(status)}${code ? ` ${code}` : ''}${text}`;
  return `${printable(state, 40)}${check}`;
}

/**
 * A server with where it is and what HAProxy says of it.
 * @param server as HAProxy has it
 * @returns a line, or several where it does not fit
 */
export function triagedLines(server: TriagedServer): string {
  const name = nameOf(server);
  const place =
    server.file === undefined || server.line === undefined ? '' : placeOf({ file: server.file, line: server.line });
  const parts = [name, addressOf(server), haproxyWords(server), place].filter((part) => part !== '');
  const whole = `   ${parts.join('  ')}`;
  if (whole.length <= screenWidth) return `${whole}\n`;
  return `   ${name}\n${paragraph(parts.slice(1).join('  '), '     ').replace(/ +$/gm, '')}`;
}

/**
 * A word of a command line.
 * @param text anything
 * @returns it as it stands, or between quotes where a shell would take it apart
 */
export function shellWord(text: string): string {
  const shown = printable(text);
  return /^[\w@%+=:,./[\]-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
