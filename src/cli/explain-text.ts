import type { CommandLine } from './command-line.ts';

/**
 * The lone argument that can be no ADDRESS, because it holds a blank, a slash and no URL, or is a constant in capitals
 * that programs print (`ERR_SSL_PROTOCOL_ERROR`), or one of our codes.
 * @param line what stood on the command line
 * @returns null: it is an ADDRESS, or an option says what it is asked for
 */
export function loneText(line: Extract<CommandLine, { command: 'probe' }>): string | null {
  const [address] = line.addresses;
  if (!line.shorthand || line.hosts.length > 0 || address === undefined) return null;
  if (/\s/.test(address)) return address;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(address)) return null;
  return /^(?:[A-Z\d]+::)?[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$|^SNI\d{3}$|^\w+\/\w+$|^[CSPLRIDUKcs-][RQCHDLT-]--$/.test(address)
    ? address
    : null;
}
