import type { MatrixCell, MatrixDiff, MatrixDifference } from '../../../src/matrix-types.ts';
import { compareCells } from '../../../src/report/matrix/diff.ts';

type Certificate = NonNullable<MatrixCell['certificate']>;

/** A certificate as the cells of these tests have it. */
export const certificate: Certificate = {
  sha256: 'a'.repeat(64),
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2026-04-01T00:00:00.000Z',
  matchesHost: true,
  trusted: true,
  subject: 'CN=www.example.test',
  names: ['www.example.test'],
  issuer: "C=US, O=Let's Encrypt, CN=E5",
  key: 'EC prime256v1',
  keySha256: 'b'.repeat(64),
};

/** The same, renewed with another key. */
export const renewed: Certificate = { ...certificate, sha256: 'c'.repeat(64), keySha256: 'd'.repeat(64) };

/**
 * A good cell: TLS, answered 200 by one connection.
 * @param target its label
 * @param changes what is otherwise
 */
export function cell(target: string, changes: Partial<MatrixCell> = {}): MatrixCell {
  return {
    schema: 'sni-doctor/matrix/1',
    host: 'www.example.test',
    target,
    address: '192.0.2.7',
    port: 443,
    verdict: 'ok',
    stage: null,
    reason: null,
    needs: ['tls'],
    needsComplete: false,
    findings: [],
    status: 200,
    certificate,
    tls: { version: 'TLSv1.3', alpn: null },
    redirect: null,
    headers: { hsts: null, server: null },
    ms: 5,
    connections: 1,
    ...changes,
  };
}

/**
 * Compares a good cell, changed, with another, changed.
 * @param from what is otherwise at `old`
 * @param to what is otherwise at `new`
 * @param at the date
 */
export function compared(from: Partial<MatrixCell>, to: Partial<MatrixCell>, at?: Date): MatrixDiff | null {
  return compareCells(cell('old', from), cell('new', to), at ? { at } : {});
}

/**
 * The differences in short: `status blocks`.
 * @param diff what came out
 */
export function short(diff: MatrixDiff | null): string[] {
  return (diff?.differences ?? []).map(({ what, judgement }) => `${what} ${judgement}`);
}

/**
 * The one difference of a kind.
 * @param diff what came out
 * @param what kind
 * @throws Error where there is none
 */
export function only(diff: MatrixDiff | null, what: MatrixDifference['what']): MatrixDifference {
  const [one, another] = (diff?.differences ?? []).filter((difference) => difference.what === what);
  if (!one || another) throw new Error(`not one ${what}: ${JSON.stringify(diff)}`);
  return one;
}
