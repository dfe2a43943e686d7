import { X509Certificate } from 'node:crypto';
import { type NamedCertificate, pemBlocks, readCertificates } from '../matrix/input/certificate.ts';
import type { HostSink } from '../matrix/input/sink.ts';
import { readCertificate } from '../probe/certificate.ts';

/**
 * Gives the hosts that the certificates of a file are for.
 * @param bytes PEM, with whatever else between its blocks, or one certificate in DER
 * @param sink takes the hosts, and what is wrong with the file
 */
export function readCertificateFile(bytes: Buffer, sink: HostSink): void {
  const found: NamedCertificate[] = [];
  const text = bytes.toString('latin1');
  const blocks = pemBlocks(text).filter(({ label }) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label));
  const encoded = blocks.length > 0 ? blocks : [{ text: bytes, line: 0 }];
  for (const { text, line } of encoded) {
    const certificate = read(text);
    if (certificate) found.push({ ...certificate, line });
    else
      sink.problem({ line, message: blocks.length > 0 ? 'this certificate cannot be read' : 'holds no certificate' });
  }
  readCertificates(found, sink);
}

function read(encoded: string | Buffer): Omit<NamedCertificate, 'line'> | null {
  try {
    const { raw, ca } = new X509Certificate(encoded);
    const facts = readCertificate(raw)?.facts;
    return facts ? { names: facts.names, commonNames: facts.commonNames ?? [], subject: facts.subject, ca } : null;
  } catch {
    return null;
  }
}
