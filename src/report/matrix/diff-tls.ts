import type { MatrixCell, MatrixDifference } from '../../matrix-types.ts';
import type { TlsVersion } from '../../types.ts';
import { difference } from './judgement.ts';

const order: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/**
 * What differs in the TLS version and the application protocol that two targets chose, each offered what HAProxy offers.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @returns differences; none where a side speaks no TLS
 */
export function tlsDifferences(
  { tls: from, target }: MatrixCell,
  { tls: to, target: other }: MatrixCell,
): MatrixDifference[] {
  if (!from || !to) return [];
  return [
    ...(from.version === to.version ? [] : [versionDifference(from.version, to.version, other)]),
    ...(from.alpn === to.alpn ? [] : [protocolDifference(from.alpn, to.alpn, target, other)]),
  ];
}

function versionDifference(from: TlsVersion, to: TlsVersion, target: string): MatrixDifference {
  if (order.indexOf(to) > order.indexOf(from))
    return difference('tls-version', from, to, 'harmless', `${target} speaks a newer version.`);
  const because = `${target} speaks no newer one: "ssl-min-ver ${from}" in HAProxy, or a policy, would refuse it.`;
  return difference('tls-version', from, to, 'look', because);
}

function protocolDifference(from: string | null, to: string | null, target: string, other: string): MatrixDifference {
  if (from === 'h2')
    return difference('alpn', from, to, 'look', `${target} speaks HTTP/2, ${other} does not choose it.`);
  return difference('alpn', from, to, 'harmless', 'Requests and answers are the same over either.');
}
