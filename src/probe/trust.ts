import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

// Where systems keep their authorities in one file, in the order in which Go's crypto/x509 looks for them.
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Arch, Gentoo
  '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, RHEL
  '/etc/ssl/ca-bundle.pem', // openSUSE
  '/etc/pki/tls/cacert.pem', // OpenELEC
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // RHEL 7 and later
  '/etc/ssl/cert.pem', // Alpine, macOS, OpenBSD
  '/usr/local/etc/ssl/cert.pem', // FreeBSD
];

let authorities: string | undefined;

/**
 * The certificate authorities that this system trusts, as HAProxy's `@system-ca` would find them: the file that
 * SSL_CERT_FILE names (SSL_CTX_set_default_verify_paths(3)), else the system's bundle, else those that Node brings.
 * Read at the first call and kept.
 *
 * @returns PEM text
 */
export function systemAuthorities(): string {
  authorities ??= firstReadable([process.env.SSL_CERT_FILE ?? '', ...bundles]) ?? rootCertificates.join('\n');
  return authorities;
}

function firstReadable(files: string[]): string | undefined {
  for (const file of files) {
    if (file === '') continue;
    try {
      const text = readFileSync(file, 'latin1');
      if (text.includes('-----BEGIN')) return text;
    } catch {
      // Not this one: the next may be there.
    }
  }
  return undefined;
}
