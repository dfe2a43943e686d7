import type { ProbeResult } from '../../types.ts';
import { printable } from '../escape.ts';
import { product } from './steps.ts';
import { paragraph } from './wrap.ts';

/** Where a version is known from. */
export const origins: Record<ProbeResult['haproxyVersionFrom'], string> = {
  flag: '--haproxy-version',
  path: 'haproxy -v',
  default: 'no version given',
};

/**
 * How far the answer can be trusted: what was done to check it, and what nobody looked at.
 * @param result a diagnosis
 * @returns lines
 */
export function footer(result: ProbeResult): string {
  const { remedy, connections, ms, from, haproxyVersion, haproxyVersionFrom } = result;
  const count = `${connections} connection${connections === 1 ? '' : 's'}, ${(ms / 1000).toFixed(1)} s`;
  const origin = from === null ? '' : `, from ${printable(from)}`;
  const versions = haproxyVersion === 'any' ? 'any supported HAProxy' : product(haproxyVersion);
  const version = `for ${versions} (${origins[haproxyVersionFrom]})`;
  const status = result.predictions.at(-1)?.traffic.status;
  const verified = remedy?.verified
    ? `Verified: the check and a request, made as HAProxy makes them with these lines${status ? `: ${status}` : ''}. `
    : '';
  return (
    paragraph(`${verified}${count}${origin}, ${version}.`, ' ') +
    paragraph("Not seen: haproxy.cfg, HAProxy's source address, its TLS library.", ' ')
  );
}
