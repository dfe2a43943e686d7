import { isIpLiteral } from '../host-name.ts';
import { parsePort } from '../request-words.ts';

/** Addresses that stand for a name, instead of those that the name server gives. */
export interface Override {
  /** In lower case; `*`: any name. */
  name: string;
  port: number;
  /** IP literals without brackets. */
  addresses: string[];
}

/**
 * Reads `--resolve` as curl has it (curl manual, `--resolve`).
 * @param text `NAME:PORT:ADDRESS[,ADDRESS]...`; an IPv6 address with or without brackets, `*` for any name, `+` before it
 *   has no effect in a run as short as this
 * @returns its parts
 * @throws Error that says what is wrong
 */
export function parseResolve(text: string): Override {
  const shown = JSON.stringify(text.slice(0, 80));
  if (text.startsWith('-')) throw new Error(`${shown}: there is nothing to take away: write NAME:PORT:ADDRESS`);
  const match = /^\+?([^:[\]]+):([^:]*):(.+)$/.exec(text);
  if (!match) {
    if (/^\+?\[/.test(text)) throw new Error(`${shown}: an address is not resolved: write NAME:PORT:ADDRESS`);
    throw new Error(`${shown} is not NAME:PORT:ADDRESS`);
  }
  const [, name = '', port = '', list = ''] = match;
  if (isIpLiteral(name)) throw new Error(`${shown}: ${name} is an address, it is not resolved`);
  return { name: plainName(name), port: parsePort(port), addresses: list.split(',').map(address) };
}

function address(text: string): string {
  if (!isIpLiteral(text)) throw new Error(`${JSON.stringify(text.slice(0, 80))} is no IP address`);
  return text.replace(/^\[|\]$/g, '');
}

/**
 * A name as names are compared.
 * @param name a host name
 * @returns it in lower case, without the dot of the root
 */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
