import { readHost } from './host.ts';
import type { HostSink } from './sink.ts';

/** What must be known of a certificate. */
export interface NamedCertificate {
  /** dNSName and iPAddress of the subjectAltName. */
  names: readonly string[];
  /** CN of the subject. */
  commonNames: readonly string[];
  /** It is that of an authority. */
  ca: boolean;
  subject: string;
  /** Where it begins in the file. */
  line: number;
}

/** One block of a PEM file (RFC 7468). */
export interface PemBlock {
  /** `CERTIFICATE`. */
  label: string;
  text: string;
  /** From 1. */
  line: number;
}

/**
 * Finds the blocks of a PEM file; what stands between them is let pass.
 * @param text the file
 * @returns blocks in order; one that does not end is left out
 */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let line = 1;
  let counted = 0;
  const begin = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/gm;
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    const mark = `-----END ${match[1]}-----`;
    const end = text.indexOf(mark, match.index);
    if (end < 0) break;
    for (; counted < match.index; counted++) if (text[counted] === '\n') line += 1;
    blocks.push({ label: match[1] ?? '', text: text.slice(match.index, end + mark.length), line });
    begin.lastIndex = end + mark.length;
  }
  return blocks;
}

/**
 * Gives the hosts that certificates are for: the names of those that are no authority's; where all of them are, as
 * self-signed ones often say of themselves, of the first. The subject's CN counts only where there is no other name
 * (RFC 9110, section 4.3.4). Wildcards are left out and said.
 * @param certificates in the order of the file
 * @param sink takes the hosts
 */
export function readCertificates(certificates: readonly NamedCertificate[], sink: HostSink): void {
  const leaves = certificates.filter(({ ca }) => !ca);
  const chosen = new Set(leaves.length > 0 ? leaves : certificates.slice(0, 1));
  for (const certificate of certificates) {
    if (!chosen.has(certificate)) {
      sink.aside('authority', certificate.subject);
      continue;
    }
    const { names, commonNames, line } = certificate;
    for (const name of names.length > 0 ? names : commonNames) {
      if (name.includes('*')) {
        sink.aside('wildcard', name);
        continue;
      }
      try {
        sink.host(readHost(name, sink));
      } catch (error) {
        sink.problem({ line, message: (error as Error).message });
      }
    }
  }
}
