import { networkInterfaces } from 'node:os';
import { isIpLiteral } from '../host-name.ts';
import { socketPlace } from '../runtime-api/place.ts';
import { addressesOf } from './resolve.ts';
import type { SourceAsked } from './triage-arguments.ts';

/**
 * Whether a HAProxy that is asked runs on another machine: then its loopback is not ours.
 * @param source how it is asked
 * @returns false where nothing says so: of a path, of a log
 */
export async function isElsewhere(source: SourceAsked): Promise<boolean> {
  const host = hostOf(source);
  if (host === null) return false;
  const addresses = isIpLiteral(host) ? [host] : await addressesOf(host).catch(() => []);
  const own = new Set(Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? []));
  return addresses.length > 0 && !addresses.some((address) => own.has(address) || /^127\./.test(address));
}

function hostOf(source: SourceAsked): string | null {
  if (source.kind === 'stats') return new URL(source.url).hostname.replace(/^\[|\]$/g, '');
  if (source.kind !== 'socket') return null;
  const place = socketPlace(source.name);
  return 'host' in place ? place.host : null;
}
