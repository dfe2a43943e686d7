import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

/** .NET (System.Net.Security) and PowerShell. */
export const dotnet: Family = {
  name: '.NET',
  hints: [
    'RemoteCertificate',
    'NotTimeValid',
    'UntrustedRoot',
    'PartialChain',
    'emote certificate',
    'SSL/TLS secure channel',
    'frame size',
    'unexpected packet format',
    'transport stream',
    'SSL Handshake failed',
    'SSL connection could not',
    'response ended prematurely',
    'unrecognized response',
    'actively refused',
    'A connection attempt failed',
    'forcibly closed',
  ],
  rules: [
    { pattern: /\bRemoteCertificateNameMismatch\b/, symptom: certificates['name-mismatch'] },
    { pattern: /certificate chain:? NotTimeValid|\bchain status.*NotTimeValid/i, symptom: certificates.expired },
    { pattern: /\b(?:UntrustedRoot|PartialChain)\b/, symptom: certificates.untrusted },
    {
      pattern:
        /\bRemoteCertificateChainErrors\b|\bremote certificate (?:is invalid|was rejected)|\bCould not establish trust relationship for the SSL\/TLS secure channel/i,
      symptom: certificates['verify-failed'],
    },
    {
      pattern:
        /\bCannot determine the frame size or a corrupted frame was received\b|\bThe handshake failed due to an unexpected packet format\b/,
      symptom: handshake['not-tls'],
    },
    {
      pattern:
        /\bReceived an unexpected EOF or 0 bytes from the transport stream\b|\bAuthentication failed because the remote party has closed the transport stream\b/,
      symptom: handshake['closed-in-handshake'],
    },
    {
      pattern:
        /\bCould not create SSL\/TLS secure channel\b|\bSSL Handshake failed with OpenSSL error - SSL_ERROR_SSL\b/,
      symptom: handshake['handshake-failed'],
    },
    {
      pattern: /\bThe SSL connection could not be established, see inner exception\b/,
      symptom: handshake['handshake-failed'],
    },
    {
      pattern: /\bThe response ended prematurely\b|\bThe server returned an invalid or unrecognized response\b/,
      symptom: http['empty-reply'],
    },
    {
      pattern:
        /\bNo connection could be made because the target machine actively refused it\.?(?: \(?(?<host>[\w.-]+):(?<port>\d+)\)?)?/,
      symptom: connection.refused,
    },
    {
      pattern: /\bA connection attempt failed because the connected party did not properly respond\b/,
      symptom: connection['connect-timeout'],
    },
    { pattern: /\bAn existing connection was forcibly closed by the remote host\b/, symptom: connection.reset },
  ],
};
