import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import { proxyHeader } from '../symptoms/proxy-header.ts';
import type { Family } from './rule.ts';

/** Apache httpd by its message numbers (docs/log-message-tags) and pages. */
export const apache: Family = {
  name: 'Apache',
  hints: [
    'AH0',
    'Hostname ',
    'No hostname was',
    'SSL',
    'Re-negotiation',
    'Certificate Verification',
    'RemoteIPProxyProtocol',
    'client sent HTTP/1.1',
    'requested host name',
  ],
  rules: [
    {
      pattern: /\bAH02031\b|\bHostname \S+ provided via SNI, but no hostname provided in HTTP request\b/,
      symptom: http['host-missing'],
    },
    {
      pattern:
        /\bAH02032\b|\bHostname \S+ (?:\(default host as no SNI was provided\) )?(?:provided via SNI )?and hostname \S+ provided via HTTP\b/,
      symptom: http['name-and-host-differ'],
    },
    {
      pattern: /\bAH02033\b|\bNo hostname was provided via SNI for a name based virtual host\b/,
      symptom: http['no-server-name'],
    },
    {
      pattern:
        /\bAH01996\b|\bSSL handshake failed: HTTP spoken on HTTPS port\b|\bYou're speaking plain HTTP to an SSL-enabled server port\b/,
      symptom: handshake['clear-text-to-tls'],
    },
    {
      pattern: /\bAH02261\b|\bRe-negotiation handshake failed\b|\bAH02219\b|\bAH02225\b/,
      symptom: certificates['client-certificate-demanded'],
    },
    { pattern: /\bAH02039\b|\bCertificate Verification: Error\b/, symptom: certificates['client-certificate-refused'] },
    {
      pattern: /\bAH(?:02411|02412)\b|\bSSL Proxy: Peer certificate (?:does not match|CN mismatch)/,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /\bAH01084\b|\bAH01102\b/, symptom: http['empty-reply'] },
    { pattern: /\bAH00957\b.*Connection refused/, symptom: connection.refused },
    { pattern: /\bAH00898\b.*Error reading from remote server/, symptom: http['empty-reply'] },
    {
      pattern: /\bAH0(?:3499|3503|3507)\b|\bRemoteIPProxyProtocol: (?:no|error|insufficient|bad)/,
      symptom: proxyHeader['proxy-header-missing'],
    },
    {
      pattern: /\bclient sent HTTP\/1\.1 request without hostname\b|\bAH00550\b|\bAH00126\b/,
      symptom: http['host-missing'],
    },
    {
      pattern:
        /\bThe client needs a new connection for this request as the requested host name does not match the Server Name Indication/,
      symptom: http['name-and-host-differ'],
    },
    { pattern: /\bAH02008\b|\bSSL library error 1 in handshake\b/, symptom: handshake['handshake-failed'] },
  ],
};
