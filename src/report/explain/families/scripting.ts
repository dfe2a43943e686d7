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
