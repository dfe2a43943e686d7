import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

/** PHP streams and Guzzle, Ruby (Net::HTTP, OpenSSL), Perl (IO::Socket::SSL) and wget. */
export const scripting: Family = {
  name: 'PHP, Ruby, Perl or wget',
  hints: [
    'Peer certificate CN',
    'does not match the server certificate',
    'subject alternative name',
    'certificate common name',
    'cannot verify',
    'SSL_connect',
    'SSL: Connection reset',
    'SSL connect attempt',
    'establish SSL connection',
    '20 redirections',
    'End of file while',
    'No data received',
    'Connecting to ',
  ],
  rules: [
    {
      pattern: /\bPeer certificate CN=`[^']*' did not match expected CN=`(?<host>[\w.-]+)'/,
      symptom: certificates['name-mismatch'],
    },
    {
      pattern: /\bhostname "(?<host>[\w.-]+)" does not match the server certificate\b/,
      symptom: certificates['name-mismatch'],
    },
    {
      pattern:
        /\bno certificate subject alternative name matches\b|\bcertificate common name [‘'`"].*[’'"] doesn[’']t match requested host name\b/,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /\bERROR: cannot verify (?<host>[\w.-]+)'s certificate\b/, symptom: certificates['verify-failed'] },
    {
      pattern: /\bSSL_connect returned=(?:5|6|1) errno=(?:104|54)\b|\bErrno::ECONNRESET\b.*SSL_connect/,
      symptom: handshake['reset-in-handshake'],
    },
    { pattern: /\bSSL_connect (?:SYSCALL )?returned=5 errno=0\b/, symptom: handshake['closed-in-handshake'] },
    {
      pattern: /\bstream_socket_(?:client|enable_crypto)\(\).*(?:SSL: Connection reset by peer)/,
      symptom: handshake['reset-in-handshake'],
    },
    { pattern: /\bSSL connect attempt failed\b/, symptom: handshake['handshake-failed'] },
    { pattern: /\bUnable to establish SSL connection\.?/, symptom: handshake['handshake-failed'] },
    { pattern: /\b20 redirections exceeded\b/, symptom: http['redirect-loop'] },
    {
      pattern: /\bEnd of file while (?:reading|parsing) headers?\b|\bNo data received\.$/,
      symptom: http['empty-reply'],
    },
    {
      pattern:
        /\bConnecting to (?<host>[\w.-]+)(?: \([^)]*\))?\|(?<address>[\d.]+)\|:(?<port>\d+)\.\.\. failed: Connection refused/,
      symptom: connection.refused,
    },
  ],
};
