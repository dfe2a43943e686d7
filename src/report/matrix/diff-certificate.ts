import type { MatrixCell, MatrixDifference } from '../../matrix-types.ts';
import type { CompareOptions } from './compare-options.ts';
import { organisation } from './distinguished-name.ts';
import { difference, failsByCertificate } from './judgement.ts';
import { isShorter } from './key-length.ts';

type Certificate = NonNullable<MatrixCell['certificate']>;

const day = 86_400_000;
/** In days: who renews every 90 or 47 days does it well before. */
const soon = 14;

/**
 * What differs in the certificates of a host.
 * @param from the cell of the target that is moved away from
 * @param to the other
 * @param options the date
 * @returns differences; none where a side speaks no TLS, or its verdict tells of its certificate already
 */
export function certificateDifferences(from: MatrixCell, to: MatrixCell, options: CompareOptions): MatrixDifference[] {
  if (!from.tls || !to.tls || failsByCertificate(from) || failsByCertificate(to)) return [];
  const [a, b] = [from.certificate, to.certificate];
  if (!a || !b) return oneUnread(from, to);
  const trust = trustDifference(from, to, a, b);
  if (a.sha256 === b.sha256) return trust;
  const found = [
    ...trust,
    ...namesDifference(to, a, b),
    ...issuerDifference(to, a, b),
    ...expiryDifference(from, to, a, b, options),
    ...keyDifference(from, to, a, b),
  ];
  if (found.length > 0) return found;
  return [
    difference('certificate', a.sha256, b.sha256, 'harmless', 'Another certificate, the same in all that matters.'),
  ];
}

function oneUnread(from: MatrixCell, to: MatrixCell): MatrixDifference[] {
  if (from.certificate === to.certificate) return [];
  const where = from.certificate ? to.target : from.target;
  const because = `The certificate of ${where} could not be read, and was not compared.`;
  return [difference('certificate', from.certificate?.sha256 ?? null, to.certificate?.sha256 ?? null, 'look', because)];
}

function trustDifference(from: MatrixCell, to: MatrixCell, a: Certificate, b: Certificate): MatrixDifference[] {
  if (a.trusted === b.trusted) return [];
  if (b.trusted) {
    const because = `No trusted authority vouches for the certificate of ${from.target}, one does for that of ${to.target}.`;
    return [difference('certificate-trust', 'not trusted', 'trusted', 'harmless', because)];
  }
  const chain =
    a.sha256 === b.sha256
      ? 'the same certificate, but without the chain to its authority'
      : 'a certificate that leads to no trusted authority';
  const because = `${to.target} presents ${chain}: with "verify required" HAProxy refuses it.`;
  return [difference('certificate-trust', 'trusted', 'not trusted', 'blocks', because)];
}

function namesDifference(to: MatrixCell, a: Certificate, b: Certificate): MatrixDifference[] {
  const [before, after] = [namesOf(a), namesOf(b)];
  if (before.join() === after.join()) return [];
  const because = `The certificate of ${to.target} has other names; this host is among them.`;
  return [difference('certificate-names', inWords(before), inWords(after), 'harmless', because)];
}

/** Of an authority that nobody trusts the name says nothing. */
function issuerDifference(to: MatrixCell, a: Certificate, b: Certificate): MatrixDifference[] {
  if (a.issuer === b.issuer) return [];
  const same = organisation(a.issuer) !== null && organisation(a.issuer) === organisation(b.issuer);
  return [
    same && a.trusted && b.trusted
      ? difference('certificate-issuer', a.issuer, b.issuer, 'harmless', 'Another authority of the same organisation.')
      : difference(
          'certificate-issuer',
          a.issuer,
          b.issuer,
          'look',
          `Another authority issued the certificate of ${to.target}: a "ca-file" of HAProxy, or a client that pins one, may refuse it.`,
        ),
  ];
}

function expiryDifference(
  from: MatrixCell,
  to: MatrixCell,
  a: Certificate,
  b: Certificate,
  { at }: CompareOptions,
): MatrixDifference[] {
  const [before, after] = [Date.parse(a.notAfter), Date.parse(b.notAfter)];
  // OpenSSL could not read a date: then there is nothing to compare.
  if (Number.isNaN(before) || Number.isNaN(after)) return [];
  const told = (judgement: MatrixDifference['judgement'], because: string) => [
    difference('certificate-expiry', a.notAfter, b.notAfter, judgement, because),
  ];
  const left = at ? Math.floor((after - at.getTime()) / day) : null;
  if (left !== null && left < soon) return told('look', `The certificate of ${to.target} expires in ${left} days.`);
  // Certificates for two places, asked for one after the other.
  if (Math.abs(after - before) < day) return [];
  if (after < before)
    return told(
      'look',
      `The certificate of ${to.target} expires before that of ${from.target}: see that renewals reach it.`,
    );
  return told('harmless', `The certificate of ${to.target} is the newer one.`);
}

function keyDifference(from: MatrixCell, to: MatrixCell, a: Certificate, b: Certificate): MatrixDifference[] {
  if (a.keySha256 === b.keySha256) return [];
  if (isShorter(b.key, a.key))
    return [
      difference(
        'certificate-key',
        a.key,
        b.key,
        'look',
        `The key of ${to.target} is shorter than that of ${from.target}.`,
      ),
    ];
  const because = 'Another key: only a client that pins the old one notices.';
  return [difference('certificate-key', keyWords(a), keyWords(b), 'harmless', because)];
}

function keyWords({ key, keySha256 }: Certificate): string {
  return `${key} ${keySha256.slice(0, 8)}`;
}

function namesOf({ names }: Certificate): string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))].sort();
}

/** A certificate may have hundreds of them. */
function inWords(names: string[]): string | null {
  if (names.length === 0) return null;
  const more = names.length - 5;
  return more <= 0 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${more} more`;
}
