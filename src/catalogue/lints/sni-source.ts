import type { Setting } from '../../haproxy/model/types.ts';

/**
 * Takes a `sni` expression apart that reads an HTTP header.
 * @param sni the setting; null: there is none
 * @returns the header in lower case and the converters behind it (`lower,field(1,:)`); null: it reads no header
 */
export function fromHeader(sni: Setting | null): { header: string; converters: string } | null {
  const match = /^(?:req\.)?f?hdr(?:_ip)?\(([^,)]+)[^)]*\)(?:,(.*))?$/i.exec(sni?.args[0]?.text ?? '');
  return match ? { header: (match[1] ?? '').toLowerCase(), converters: match[2] ?? '' } : null;
}

/**
 * As {@link fromHeader}, of the Host header alone.
 * @param sni the setting; null: there is none
 * @returns null: it does not read Host
 */
export function fromHost(sni: Setting | null): { converters: string } | null {
  const source = fromHeader(sni);
  return source?.header === 'host' ? source : null;
}
