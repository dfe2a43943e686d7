import type { Observation } from '../types.ts';

/**
 * Headers by which applications are told that the client came over https, the usual one first: X-Forwarded-Proto is
 * everybody's; Rack and OmniAuth read X-Forwarded-Ssl, Microsoft's products Front-End-Https, RFC 7239 has Forwarded.
 */
export const forwardedHeaders: readonly (readonly [name: string, value: string])[] = [
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Ssl', 'on'],
  ['Front-End-Https', 'on'],
  ['X-Forwarded-Scheme', 'https'],
  ['X-Forwarded-Protocol', 'https'],
  ['X-Url-Scheme', 'https'],
  ['Forwarded', 'proto=https'],
];

const names = new Set(forwardedHeaders.map(([name]) => name.toLowerCase()));

/**
 * Whether a header speaks of the client's side: it is set only where that is TLS.
 * @param name of the header
 * @returns true for those of {@link forwardedHeaders}
 */
export function isForwarded(name: string): boolean {
  return names.has(name.toLowerCase());
}

/**
 * What a request says of the client's side.
 * @param o an observation
 * @returns its headers that are among {@link forwardedHeaders}, as they are written
 */
export function forwardedBy(o: Observation | undefined): [name: string, value: string][] {
  const sent = new Set(o?.plan.request?.headers.map(([name]) => name.toLowerCase()));
  return forwardedHeaders.flatMap(([name, value]) => (sent.has(name.toLowerCase()) ? [[name, value]] : []));
}
