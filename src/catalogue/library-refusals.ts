/** What OpenSSL refuses by itself, and what is to be done about it. */
export interface LibraryRefusal {
  /** What the backend offers that is refused. */
  what: string;
  /** What to do at the backend. */
  renew: string;
  /** What makes HAProxy accept it meanwhile; null: nothing on its side. */
  meanwhile: string | null;
}

const levelZero = '`ciphers DEFAULT@SECLEVEL=0` on the server line accepts it, for this server alone.';

const certificateKey: LibraryRefusal = {
  what: 'a certificate whose RSA key has fewer than 2048 bits, or whose EC key fewer than 224',
  renew: 'Have the certificate issued anew with a key of 2048 bits or more, or P-256.',
  meanwhile: `${levelZero} With \`verify none\` nobody looks at the key.`,
};

const sha1: LibraryRefusal = {
  what: 'a signature by SHA-1 or MD5',
  renew:
    'Have the certificate, or the intermediate, issued anew with SHA-256; an old TLS library signs by SHA-1 and has to be renewed.',
  meanwhile: levelZero,
};

const oldProtocol: LibraryRefusal = {
  what: 'a TLS version that is not offered to it',
  renew: 'Have the backend speak TLS 1.2 or later: 1.0 and 1.1 are withdrawn (RFC 8996).',
  meanwhile:
    '`ssl-min-ver TLSv1.0 ciphers DEFAULT@SECLEVEL=0` on the server line lets it in, where the TLS library still has it.',
};

const refusals: Record<string, LibraryRefusal> = {
  ERR_SSL_DH_KEY_TOO_SMALL: {
    what: 'a Diffie-Hellman group of fewer than 2048 bits',
    renew: 'Give the backend DH parameters of 2048 bits or more (`openssl dhparam`, RFC 7919), or ECDHE ciphers.',
    meanwhile: `\`ciphers DEFAULT:!DHE\` on the server line does without, if the backend has another cipher; else ${levelZero}`,
  },
  ERR_SSL_EE_KEY_TOO_SMALL: certificateKey,
  ERR_SSL_CA_KEY_TOO_SMALL: certificateKey,
  ERR_SSL_CA_MD_TOO_WEAK: sha1,
  ERR_SSL_LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED: sha1,
  ERR_SSL_WRONG_SIGNATURE_TYPE: {
    what: 'a signature of a kind that was not offered to it, often SHA-1',
    renew:
      'Renew the TLS library of the backend, or allow it SHA-256 signatures (`SignatureAlgorithms` in openssl.cnf).',
    meanwhile: levelZero,
  },
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: {
    what: 'no signature algorithm that both sides have',
    renew: 'Allow the backend signatures by SHA-256 or better that fit the key of its certificate.',
    meanwhile: '`sigalgs` on the server line (HAProxy 2.9 and later) says which are offered.',
  },
  ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED: {
    what: 'a handshake without secure renegotiation (RFC 5746)',
    renew:
      'Renew the TLS library of the backend, or switch secure renegotiation on there: it has been in all of them since 2010.',
    meanwhile:
      'HAProxy has no word for it: `Options = UnsafeLegacyServerConnect` in the section of openssl.cnf that `system_default` names, for all servers of that process.',
  },
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: {
    what: 'no TLS version: the bounds set for this connection leave none',
    renew: 'Nothing is wrong at the backend.',
    meanwhile:
      'Take the bounds away (`ssl-min-ver`, `ssl-max-ver`, `MinProtocol` in openssl.cnf), or lower the security level.',
  },
  ERR_SSL_UNSUPPORTED_PROTOCOL: oldProtocol,
  ERR_SSL_VERSION_TOO_LOW: oldProtocol,
  ERR_OSSL_EMS_NOT_ENABLED: {
    what: 'TLS 1.2 without the extended master secret (RFC 7627), which a library in FIPS mode demands',
    renew: 'Renew the TLS library of the backend, or let it speak TLS 1.3.',
    meanwhile: null,
  },
};

/**
 * What is known of a refusal of the client's own library.
 * @param code Node's code of OpenSSL's reason
 * @returns null: not one of those that backends bring about
 */
export function libraryRefusal(code: string | null): LibraryRefusal | null {
  return refusals[code ?? ''] ?? null;
}
