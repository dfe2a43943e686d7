import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { certificateNames } from '../haproxy/verify.ts';
import type { CertificateFacts } from '../types.ts';

/** A certificate that OpenSSL could read. */
export interface Certificate {
  x509: X509Certificate;
  facts: CertificateFacts;
}

// The steps of a ladder all meet the same few certificates, and reading one costs OpenSSL a fifth of a millisecond.
const most = 256;
const known = new Map<string, Certificate | null>();

/**
 * What a diagnosis needs to know of a certificate.
 *
 * @param der a certificate as it stood on the wire
 * @returns null: OpenSSL cannot read it
 */
export function readCertificate(der: Buffer): Certificate | null {
  const sha256 = createHash('sha256').update(der).digest('hex');
  const before = known.get(sha256);
  if (before !== undefined) return before;
  const certificate = parse(der, sha256);
  const oldest = known.keys().next().value;
  if (known.size >= most && oldest !== undefined) known.delete(oldest);
  known.set(sha256, certificate);
  return certificate;
}

/**
 * A certificate that was read before.
 * @param sha256 of its DER form
 * @returns null: it was not, or too many have been read since
 */
export function knownCertificate(sha256: string): Certificate | null {
  return known.get(sha256) ?? null;
}

function parse(der: Buffer, sha256: string): Certificate | null {
  let x509: X509Certificate;
  try {
    x509 = new X509Certificate(der);
  } catch {
    return null;
  }
  const facts = {
    subject: oneLine(x509.subject),
    names: alternativeNames(x509.subjectAltName),
    commonNames: commonNames(x509.subject),
    issuer: oneLine(x509.issuer),
    notBefore: isoDate(x509.validFrom),
    notAfter: isoDate(x509.validTo),
    sha256,
    selfSigned: isSelfSigned(x509),
    namesIssuerUrl: /^CA Issuers - URI:/m.test(x509.infoAccess ?? ''),
  };
  return { x509, facts };
}

/**
 * Whether a certificate is for a host: as HAProxy decides it for names, and by iPAddress names for an address, as
 * browsers do (RFC 9110, section 4.3.5).
 *
 * @param leaf the server's own certificate
 * @param host name or IP literal
 */
export function namesHost({ x509, facts }: Certificate, host: string): boolean {
  // What every address has tells names apart in a hundredth of the time.
  if (/:|\d$/.test(host) && isIP(host)) return x509.checkIP(host) !== undefined;
  return certificateNames(facts, host.replace(/\.$/, ''));
}

function commonNames(subject: string | undefined): string[] {
  const lines = subject?.split('\n') ?? [];
  return lines.filter((line) => line.startsWith('CN=')).map((line) => line.slice(3));
}

// Node gives one attribute per line, line breaks inside a value escaped. An empty name is undefined in some versions.
function oneLine(name: string | undefined): string {
  return name?.replaceAll('\n', ', ') ?? '';
}

function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

// Node writes `DNS:a.test, IP Address:192.0.2.1` and puts a name with special characters into JSON quotes.
const alternativeName = /(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)/g;

function alternativeNames(text: string | undefined): string[] {
  const names: string[] = [];
  for (const [, kind, value = ''] of (text ?? '').matchAll(alternativeName)) {
    if (kind === 'DNS' || kind === 'IP Address') names.push(value.startsWith('"') ? JSON.parse(value) : value);
  }
  return names;
}

function isSelfSigned(certificate: X509Certificate): boolean {
  if (certificate.subject !== certificate.issuer) return false;
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    // A key or signature of a kind that OpenSSL does not know.
    return false;
  }
}
