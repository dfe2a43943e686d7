import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

/** Python: ssl, urllib3, requests, httpx, aiohttp. */
export const python: Family = {
  name: 'Python',
  hints: [
    'CERTIFICATE_VERIFY_FAILED',
    'CertificateError',
    'EOF occurred',
    'SSLEOFError',
    'SSLZeroReturn',
    'ConnectionReset',
    'RemoteDisconnected',
    'Remote end closed',
    'ServerDisconnected',
    'BadStatusLine',
    'TooManyRedirects',
    'Exceeded 30',
    '_ssl.c',
    'ConnectTimeout',
    'ReadTimeout',
    'NewConnectionError',
    'ConnectionRefusedError',
    'ClientConnectorError',
    'ConnectError',
    'OSError',
    'NameResolutionError',
    'gaierror',
  ],
  rules: [
    {
      pattern:
        /CERTIFICATE_VERIFY_FAILED\].*(?:Hostname mismatch|IP address mismatch)(?:.*not valid for '(?<host>[\w.-]+)')?|\bCertificateError: hostname '(?<site>[^']+)' doesn't match/,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /CERTIFICATE_VERIFY_FAILED\].*certificate has expired/, symptom: certificates.expired },
    { pattern: /CERTIFICATE_VERIFY_FAILED\].*not yet valid/, symptom: certificates['not-yet-valid'] },
    { pattern: /CERTIFICATE_VERIFY_FAILED\].*self[- ]signed/, symptom: certificates['self-signed'] },
    { pattern: /CERTIFICATE_VERIFY_FAILED\].*unable to get local issuer/, symptom: certificates.untrusted },
    {
      pattern: /\bEOF occurred in violation of protocol\b|\bSSLEOFError\b|\bSSLZeroReturnError\b/,
      symptom: handshake['closed-in-handshake'],
    },
    {
      pattern:
        /\bConnectionResetError: \[Errno (?:104|54)\]|ConnectionResetError\((?:104|54), 'Connection reset by peer'\)/,
      symptom: connection.reset,
    },
    {
      pattern: /\bRemoteDisconnected\b|\bRemote end closed connection without response\b|\bServerDisconnectedError\b/,
      symptom: http['empty-reply'],
    },
    { pattern: /\bBadStatusLine\b/, symptom: http['not-http'] },
    { pattern: /\bTooManyRedirects\b|\bExceeded 30 redirects\b/, symptom: http['redirect-loop'] },
    { pattern: /\b_ssl\.c:\d+: The handshake operation timed out\b/, symptom: handshake['handshake-timeout'] },
    { pattern: /\bConnectTimeoutError\b|\bConnectTimeout\b/, symptom: connection['connect-timeout'] },
    { pattern: /\bReadTimeoutError\b|\bReadTimeout\b/, symptom: http['response-timeout'] },
    {
      pattern:
        /\b(?:NewConnectionError|ConnectionRefusedError|ClientConnectorError|ConnectError)\b.*(?:\[Errno (?:111|61)\]|Connection refused)/,
      symptom: connection.refused,
    },
    { pattern: /\b(?:NewConnectionError|OSError)\b.*\[Errno (?:113|101)\]/, symptom: connection.unreachable },
    { pattern: /\b(?:NameResolutionError|socket\.gaierror)\b/, symptom: connection['no-address'] },
  ],
};
