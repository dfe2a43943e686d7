import { shortestAddress } from '../matrix/input/host.ts';
import type { HostSink } from '../matrix/input/sink.ts';
import { parsePort } from '../request-words.ts';
import { parseTarget } from './target.ts';

/** Where hosts are asked for, before its name is resolved. */
export interface Place {
  label: string;
  /** IP literal without brackets, or a name. */
  address: string;
  isAddress: boolean;
  port: number;
}

/**
 * Reads where hosts are to be asked for.
 * @param text an address or a name, each with a port or without, or a URL
 * @param more label and port that stand beside it; '': none
 * @param port where nothing names one
 * @param sink told of what was changed
 * @returns the place; without a label it is called by its address or name
 * @throws Error that says what is wrong
 */
export function readPlace(
  text: string,
  more: { label: string; port: string },
  port: number,
  sink: Pick<HostSink, 'aside'>,
): Place {
  const target = parseTarget(text);
  const own = more.port === '' ? null : parsePort(more.port);
  if (own !== null && target.port !== null && own !== target.port)
    throw new Error(`${JSON.stringify(text.slice(0, 80))} and the PORT ${own} name two ports`);
  if (/:\/\//.test(text)) sink.aside('url', text);
  const address = shortestAddress(target.host.toLowerCase());
  const chosen = own ?? target.port ?? port;
  const written = address.includes(':') ? `[${address}]` : address;
  // Two ports of an address are two targets: their names tell them apart.
  const label = more.label === '' ? (chosen === port ? address : `${written}:${chosen}`) : readLabel(more.label);
  return { label, address, isAddress: target.isAddress, port: chosen };
}

/**
 * Reads the label of a target: a short text of one line.
 * @param text as written
 * @returns the same without blanks around it
 * @throws Error that says what is wrong
 */
export function readLabel(text: string): string {
  const label = text.trim();
  if (label === '') throw new Error('the label is empty');
  if (label.length > 64) throw new Error(`${JSON.stringify(label.slice(0, 40))}... is no label: at most 64 characters`);
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffd]/u.test(label))
    throw new Error(`${JSON.stringify(label)} is no label: it holds a control character`);
  return label;
}
