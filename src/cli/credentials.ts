import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseConfigurationPath } from '../request-words.ts';
import { fileProblem } from './file-problem.ts';
import { orUsageError, Refusal } from './refusal.ts';

/** What is needed of the user's files to connect; it never enters the evidence. */
export interface Credentials {
  ca: string | null;
  certificate: { cert: string; key: string } | null;
}

/** Their paths, as they stand in a configuration line. */
export interface CredentialFiles {
  caFile: string | null;
  certificate: { certFile: string; keyFile: string } | null;
}

/**
 * Checks the paths of the user's files before anything is read.
 * @param options `--ca-file`, `--cert` and `--key` as they were written
 * @returns absolute paths, since HAProxy reads them from a folder of its own; null: not asked for
 * @throws Refusal with exit code 2 for half a pair and for a path that cannot stand in a configuration line
 */
export function credentialFiles(options: {
  'ca-file'?: string | undefined;
  cert?: string | undefined;
  key?: string | undefined;
}): CredentialFiles {
  const { 'ca-file': caFile, cert, key } = options;
  if (cert !== undefined && key === undefined) throw new Refusal(2, '--cert is given without --key');
  if (key !== undefined && cert === undefined) throw new Refusal(2, '--key is given without --cert');
  const usable = (option: string, path: string) =>
    orUsageError(option, () => parseConfigurationPath(path === '' ? path : resolve(path)));
  return {
    // HAProxy's own word for the system's authorities.
    caFile: caFile === undefined || caFile === '@system-ca' ? null : usable('--ca-file', caFile),
    certificate:
      cert !== undefined && key !== undefined
        ? { certFile: usable('--cert', cert), keyFile: usable('--key', key) }
        : null,
  };
}

/**
 * Reads the user's files.
 * @param files their paths
 * @returns their content as PEM
 * @throws Refusal with exit code 3 that names the file and what is wrong with it
 */
export function readCredentials({ caFile, certificate }: CredentialFiles): Credentials {
  return {
    ca: caFile === null ? null : readCertificates(caFile).pem,
    certificate: certificate === null ? null : readPair(certificate.certFile, certificate.keyFile),
  };
}

function readPair(certFile: string, keyFile: string): { cert: string; key: string } {
  const { pem: cert, first } = readCertificates(certFile);
  const key = readText(keyFile);
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(key);
  } catch {
    const encrypted = key.includes('ENCRYPTED');
    throw new Refusal(
      3,
      `${keyFile}: ${encrypted ? 'the private key is encrypted: decrypt it first' : 'no private key in PEM'}`,
    );
  }
  if (!first.checkPrivateKey(privateKey))
    throw new Refusal(3, `${keyFile}: the key does not belong to the certificate in ${certFile}`);
  return { cert, key };
}

function readCertificates(file: string): { pem: string; first: X509Certificate } {
  const pem = readText(file);
  const blocks = pem.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g);
  if (!blocks) throw new Refusal(3, `${file}: no certificate in PEM`);
  const certificates = blocks.map((block, index) => {
    try {
      return new X509Certificate(block);
    } catch {
      throw new Refusal(3, `${file}: certificate ${index + 1} of ${blocks.length} is damaged`);
    }
  });
  return { pem, first: certificates[0] as X509Certificate };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal(3, `${file}: ${fileProblem(error)}`);
  }
}
