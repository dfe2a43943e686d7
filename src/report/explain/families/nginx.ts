import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import { proxyHeader } from '../symptoms/proxy-header.ts';
import type { Family } from './rule.ts';

/** nginx, ingress-nginx, OpenResty, nginx Proxy Manager: error log and the pages that it answers. */
export const nginx: Family = {
  name: 'nginx',
  hints: [
    'PROXY protocol',
    'HTTPS port',
    'SSL',
    'client sent ',
    'client attempted',
    'upstream',
    'connect() failed',
    'recv() failed',
  ],
  rules: [
    {
      pattern: /\bbroken header: "(?:[^"]*)" while reading PROXY protocol/,
      symptom: proxyHeader['proxy-header-missing'],
    },
    {
      pattern: /\bclient sent plain HTTP request to HTTPS port\b|\bThe plain HTTP request was sent to HTTPS port\b/,
      symptom: handshake['clear-text-to-tls'],
    },
    {
      pattern: /\bNo required SSL certificate was sent\b|\bclient sent no required SSL certificate\b/,
      symptom: certificates['client-certificate-demanded'],
    },
    {
      pattern: /\bThe SSL certificate error\b|\bclient SSL certificate verify error\b/,
      symptom: certificates['client-certificate-refused'],
    },
    { pattern: /\bclient sent HTTP\/1\.1 request without "Host" header\b/, symptom: http['host-missing'] },
    {
      pattern:
        /\bclient sent invalid (?:"?host"? header|host in request line)|\bclient attempted to request the server name different from (?:the one|that one)? ?(?:that was )?negotiated\b/i,
      symptom: http['name-and-host-differ'],
    },
    { pattern: /\bpeer closed connection in SSL handshake\b.*\bclient: /, symptom: handshake['closed-in-handshake'] },
    { pattern: /\bpeer closed connection in SSL handshake\b/, symptom: handshake['closed-in-handshake'] },
    { pattern: /\bupstream SSL certificate (?:does not match|verify error)\b/, symptom: certificates['verify-failed'] },
    { pattern: /\bupstream sent no valid HTTP\/1\.0 header\b/, symptom: http['not-http'] },
    {
      pattern: /\bupstream prematurely closed connection while reading response header from upstream\b/,
      symptom: http['empty-reply'],
    },
    { pattern: /\bupstream sent too big header\b/, symptom: http['head-too-large'] },
    {
      pattern: /\bconnect\(\) failed \(111: Connection refused\) while connecting to upstream\b/,
      symptom: connection.refused,
    },
    {
      pattern: /\bconnect\(\) failed \(113: No route to host\) while connecting to upstream\b/,
      symptom: connection.unreachable,
    },
    {
      pattern:
        /\bupstream timed out \(110: Connection timed out\) while (?:connecting to|SSL handshaking to) upstream\b/,
      symptom: connection['connect-timeout'],
    },
    {
      pattern: /\bupstream timed out \(110: Connection timed out\) while reading response header from upstream\b/,
      symptom: http['response-timeout'],
    },
    {
      pattern: /\brecv\(\) failed \(104: Connection reset by peer\) while reading response header from upstream\b/,
      symptom: http['reset-after-request'],
    },
    { pattern: /\bSSL_do_handshake\(\) failed\b.*Connection reset by peer/, symptom: handshake['reset-in-handshake'] },
    { pattern: /\bSSL_do_handshake\(\) failed\b/, symptom: handshake['handshake-failed'] },
  ],
};
