import type { MatrixCell } from '../../src/matrix-types.ts';

const sha256 = 'ab'.repeat(32);

/** A cell as a run writes it: served by `new`, unless something else is said. */
export function cell(host: string, other: Partial<MatrixCell> = {}): MatrixCell {
  return {
    schema: 'sni-doctor/matrix/1',
    host,
    target: 'new',
    address: '127.0.0.1',
    port: 8443,
    verdict: 'ok',
    stage: null,
    reason: null,
    needs: ['tls', 'sni'],
    needsComplete: false,
    findings: [],
    status: 200,
    certificate: {
      sha256,
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2027-01-01T00:00:00.000Z',
      matchesHost: true,
      trusted: true,
      subject: `CN=${host}`,
      names: [host],
      issuer: 'CN=Example CA',
      key: 'EC prime256v1',
      keySha256: sha256,
    },
    tls: { version: 'TLSv1.3', alpn: null },
    redirect: null,
    headers: { hsts: null, server: 'nginx' },
    ms: 12.5,
    connections: 1,
    ...other,
  };
}

/** The same as a line of a file. */
export function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** Text as a file brings it: in pieces that end anywhere. */
export async function* pieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** Everything that a generator brings. */
export async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}
