import type { Symptom } from '../symptom.ts';

/** What is said of certificates, the server's and the client's. */
export const certificates = {
  'name-mismatch': {
    meaning: 'The certificate that was presented does not name the host that was asked for.',
    causes: [
      ['certificate-wrong-name', 'certain', 'The names in the certificate and the name that is checked differ.'],
      [
        'default-certificate',
        'likely',
        'Without a server name, or with one that it does not know, a server presents its default certificate.',
      ],
    ],
    by: 'certificate',
  },
  'name-mismatch-expected': {
    meaning:
      "The server's certificate does not name the server name (SNI) that HAProxy sent, and `verify required` insists on it.",
    causes: [
      [
        'certificate-wrong-name',
        'certain',
        'HAProxy says so itself: the certificate is trusted, but the server name that was sent is not in it.',
      ],
      ['sni-host-mismatch', 'possible', '`sni` or `check-sni` may hold another name than the site has.'],
      [
        'automatic-server-name',
        'possible',
        'Since HAProxy 3.3 the Host is sent as server name by itself, and is checked then.',
      ],
    ],
    by: 'certificate',
  },
  'name-mismatch-configured': {
    meaning: "The server's certificate does not name what `verifyhost` says, and no server name (SNI) was sent.",
    causes: [
      [
        'certificate-wrong-name',
        'certain',
        'HAProxy says so itself: the certificate is trusted, but the name of `verifyhost` is not in it.',
      ],
      [
        'default-certificate',
        'likely',
        'This text comes only where no server name is sent: the server may then have presented its default certificate.',
      ],
      ['sni-required', 'possible', 'With `check-sni` and `sni` the server may present the right one.'],
    ],
    by: 'certificate',
  },
  expired: {
    meaning: 'The certificate is past its last day.',
    causes: [
      ['certificate-expired', 'certain', 'The library compared its dates with the clock of the client.'],
      ['clock-differs', 'possible', 'The clock of the client may be fast.'],
    ],
    by: 'certificate',
  },
  'not-yet-valid': {
    meaning: 'The certificate is not valid yet, by the clock of the client.',
    causes: [
      ['certificate-not-yet-valid', 'certain', 'Its first day lies ahead, or the clock of the client is slow.'],
      [
        'clock-differs',
        'likely',
        'A clock that is slow, after a boot say, is commoner than a certificate from the future.',
      ],
    ],
    by: 'certificate',
  },
  'self-signed': {
    meaning: 'The certificate, or one in its chain, is signed by itself and is none that the client trusts.',
    causes: [
      ['certificate-untrusted', 'certain', 'No authority that the client trusts stands behind it.'],
      [
        'default-certificate',
        'possible',
        'Ingresses present a self-signed default certificate when no name, or an unknown one, came.',
      ],
    ],
    by: 'certificate',
  },
  untrusted: {
    meaning: 'The certificate leads to no authority that the client trusts.',
    causes: [
      ['certificate-untrusted', 'likely', "It comes from an authority of one's own, which `ca-file` has to name."],
      [
        'chain-incomplete',
        'likely',
        'The server may leave out the intermediate certificate, which browsers fetch and others do not.',
      ],
      ['interception', 'possible', 'A product on the way may end TLS with a certificate of its own making.'],
      ['default-certificate', 'possible', 'A default certificate may have been presented in place of the right one.'],
    ],
    by: 'certificate',
  },
  'verify-failed': {
    meaning: "The client does not accept the server's certificate; the text does not say what is wrong with it.",
    causes: [
      ['certificate-untrusted', 'likely', 'An authority that the client does not know is the commonest reason.'],
      ['chain-incomplete', 'likely', 'So is an intermediate certificate that the server leaves out.'],
      ['certificate-expired', 'possible', 'It may have expired.'],
      ['certificate-wrong-name', 'possible', 'It may be for another name.'],
      ['default-certificate', 'possible', 'Without a server name another certificate may be presented.'],
      ['interception', 'possible', 'A product on the way may end TLS with a certificate of its own making.'],
      ['trust-file-refuses', 'possible', 'A `ca-file` or `crl-file` that is outdated refuses the right certificate.'],
    ],
    by: 'certificate',
  },
  'peer-does-not-trust': {
    meaning:
      "The peer does not know the authority of the certificate that it was shown (alert unknown_ca, 48). At a client: the server refuses the client certificate. At a server: the client refuses the server's certificate.",
    causes: [
      [
        'client-certificate-required',
        'likely',
        'A server that demands client certificates takes those of its own authority alone.',
      ],
      ['own-certificate-unfit', 'likely', 'A client certificate of another authority is refused so.'],
      [
        'certificate-untrusted',
        'likely',
        'Where a server logs it, its client does not trust the certificate of the server.',
      ],
    ],
    by: 'certificate',
  },
  'client-certificate-demanded': {
    meaning: 'The server demands a client certificate and got none.',
    causes: [
      ['client-certificate-required', 'certain', 'The server says so itself.'],
      [
        'client-certificate-unseen',
        'possible',
        'A check that ends with the handshake stays green: TLS 1.3 refuses only after it.',
      ],
    ],
    by: 'handshake',
  },
  'client-certificate-refused': {
    meaning:
      "One side refused the certificate of the other. At a client: the server wants another client certificate, or any. At a server: its client does not accept the server's certificate.",
    causes: [
      [
        'client-certificate-required',
        'likely',
        'Servers send this for a client certificate that is missing, expired or of the wrong authority.',
      ],
      [
        'own-certificate-unfit',
        'likely',
        'The certificate that was shown may be expired, or of an authority that the server does not take.',
      ],
      [
        'certificate-untrusted',
        'possible',
        'Where a server logs it, its client does not accept the certificate of the server.',
      ],
    ],
    by: 'certificate',
  },
  'client-distrusts': {
    meaning: 'A client of this server refused its certificate.',
    causes: [
      [
        'certificate-untrusted',
        'likely',
        'The client, HAProxy say, does not know the authority: `ca-file` of its server line has to name it.',
      ],
      ['chain-incomplete', 'likely', 'The server may leave out the intermediate certificate.'],
      ['certificate-wrong-name', 'possible', 'The certificate may be for another name than the client checks.'],
      ['default-certificate', 'possible', 'Without a server name the default certificate was presented.'],
    ],
    by: 'certificate',
  },
  'own-certificate': {
    meaning: 'The client could not use its own certificate or key: the server was not asked.',
    causes: [
      [
        'own-certificate-unfit',
        'possible',
        'File, format or key of the client certificate are wrong: `crt` of a server line wants both in one file.',
      ],
    ],
    by: 'configuration',
  },
  revoked: {
    meaning: 'The certificate was revoked by its authority, or whether it was could not be found out.',
    causes: [
      [
        'certificate-untrusted',
        'possible',
        'Only another certificate helps; a lookup that fails is a matter of the network.',
      ],
      ['trust-file-refuses', 'possible', 'A `crl-file` may be out of date.'],
    ],
    by: 'certificate',
  },
} as const satisfies Record<string, Symptom>;
