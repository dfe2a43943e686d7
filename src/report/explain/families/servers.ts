import type { Symptom } from '../symptom.ts';
import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import { proxyHeader } from '../symptoms/proxy-header.ts';
import { terminations } from '../symptoms/terminations.ts';
import type { Family } from './rule.ts';

/** Envoy, and what is built on it (Istio, Contour): response flags and details of its access log, and its own words. */
export const envoy: Family = {
  name: 'Envoy (Istio, Contour)',
  hints: [
    'filter_chain_not_found',
    'no matching filter chain',
    'route_not_found',
    'NR',
    'upstream',
    'TLS_error',
    'codec_error',
    'roxy proto',
  ],
  rules: [
    { pattern: /\bfilter_chain_not_found\b|\bno matching filter chain found\b/, symptom: noFilterChain() },
    { pattern: /\broute_not_found\b|\bNR(?:,|\b).*\broute/, symptom: noRoute() },
    {
      pattern:
        /\bupstream_reset_before_response_started\{connection_(?:failure|termination)(?:,|\|)?TLS_error|\bTLS_error:?\|?.*(?:upstream|CERTIFICATE_VERIFY_FAILED)/,
      symptom: certificates['verify-failed'],
    },
    {
      pattern: /\bupstream connect error or disconnect\/reset before headers\b.*(?:TLS_error|TLS error)/,
      symptom: handshake['handshake-failed'],
    },
    {
      pattern:
        /\bupstream connect error or disconnect\/reset before headers\b.*(?:Connection refused|connection refused|delayed connect error: 111)/,
      symptom: connection.refused,
    },
    {
      pattern:
        /\bupstream connect error or disconnect\/reset before headers\b.*(?:connection timeout|reset reason: connection timeout)/,
      symptom: connection['connect-timeout'],
    },
    {
      pattern: /\bupstream connect error or disconnect\/reset before headers\b.*protocol error/,
      symptom: http['h2-broken'],
    },
    { pattern: /\bupstream connect error or disconnect\/reset before headers\b/, symptom: http['reset-after-request'] },
    { pattern: /\bno healthy upstream\b|\bno_healthy_upstream\b/, symptom: http['no-upstream'] },
    {
      pattern: /\bhttp1\.codec_error\b|\bdownstream_reset_before_response_started\{http1_codec_error/,
      symptom: handshake['clear-text-to-tls'],
    },
    {
      pattern: /\bproxy proto(?:col)? (?:header )?(?:error|read|parse)|\bfailed to read proxy protocol\b/i,
      symptom: proxyHeader['proxy-header-missing'],
    },
  ],
};

function noFilterChain() {
  return {
    meaning:
      'Envoy found no filter chain for the connection, and cut it: none of them is for this server name, or none came.',
    causes: [
      [
        'sni-required',
        'certain',
        'Envoy chooses the filter chain by the server name (SNI): the connection brought none, or one that no chain has.',
      ],
      [
        'connection-reset',
        'possible',
        'The name that was sent may be missing in the gateway: what HAProxy sees is a reset.',
      ],
      ['alpn-required', 'possible', 'A filter chain can ask for a protocol (ALPN) too.'],
    ],
    by: 'handshake',
  } as const;
}

function noRoute() {
  return {
    meaning: 'Envoy has no route for the Host and path of the request, and answers 404.',
    causes: [
      ['host-required', 'likely', 'The check sends no Host, or its own address: virtual hosts are chosen by it.'],
      ['host-not-served', 'likely', 'The name that was sent may have no route there.'],
      ['unexpected-status', 'possible', 'There may be a route for the name, and none for the path.'],
    ],
    by: 'request',
  } as const;
}

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

/** Servers written in Go by their own sentences: Traefik, Caddy, kube-apiserver, Go's net/http, gRPC. */
export const goServers: Family = {
  name: 'a Go server',
  hints: [
    'code = Unavailable',
    'grpc-status',
    'HTTP request to an HTTPS',
    'proxyproto: ',
    'PROXY header',
    'roxy protocol header',
    'missing required Host',
  ],
  rules: [
    { pattern: /\bcode = Unavailable\b|\bgrpc-status:? ?14\b/, symptom: http['grpc-unavailable'] },
    { pattern: /\b[Cc]lient sent an HTTP request to an HTTPS server\b/, symptom: handshake['clear-text-to-tls'] },
    {
      pattern:
        /\bproxyproto: |\bupstream connection sent PROXY header but isn't allowed|\bproxy protocol header (?:not found|missing)\b/i,
      symptom: proxyHeader['proxy-header-missing'],
    },
    { pattern: /\bmissing required Host header\b/, symptom: http['host-missing'] },
  ],
};

/** IIS, HTTP.sys and Azure. */
export const iis: Family = {
  name: 'IIS',
  hints: ['Invalid Hostname', 'request hostname', 'HTTP Error 403', 'client certificate is required'],
  rules: [
    {
      pattern: /\bBad Request - Invalid Hostname\b|\bHTTP Error 400\. The request hostname is invalid\b/,
      symptom: http['host-refused'],
    },
    {
      pattern: /\bHTTP Error 403\.(?:7|16|17)\b|\bSSL client certificate is required\b/,
      symptom: certificates['client-certificate-demanded'],
    },
  ],
};

/** HAProxy's own error pages (haproxy v3.4.0 src/http.c, http_err_msgs). */
function page(status: number, termination: Symptom | undefined): Symptom {
  const meaning = `This is the page that HAProxy itself answers with ${status}. ${termination?.meaning ?? ''}`;
  return { meaning, causes: termination?.causes ?? [], by: 'handshake' };
}

/** HAProxy as the backend, and as others see it. */
export const haproxyBackend: Family = {
  name: 'HAProxy',
  hints: ['No server is available', 'invalid or incomplete response', 'respond in time', 'PROXY protocol header'],
  rules: [
    { pattern: /\bNo server is available to handle this request\b/, symptom: page(503, terminations.SC) },
    { pattern: /\bThe server returned an invalid or incomplete response\b/, symptom: page(502, terminations.SH) },
    { pattern: /\bThe server didn't respond in time\b/, symptom: page(504, terminations.sH) },
    {
      pattern:
        /\bReceived something which does not look like a PROXY protocol header\b|\b(?:Connection closed|Connection error|Timeout) while waiting for PROXY protocol header\b|\bTruncated PROXY protocol header received\b|\bReceived an invalid PROXY protocol header\b/,
      symptom: proxyHeader['proxy-header-missing'],
    },
  ],
};

/** Applications that look at the Host or at the proxy in front of them. */
export const applications: Family = {
  name: 'an application',
  hints: [
    'HTTP_HOST',
    'DisallowedHost',
    'Blocked ',
    'Invalid Host header',
    'HostAuthorization',
    'untrusted domain',
    'Trusted domain',
    'reverse proxy',
    'untrusted proxy',
    'request target',
  ],
  rules: [
    { pattern: /\bInvalid HTTP_HOST header\b|\bDisallowedHost\b/, symptom: http['host-refused'] },
    {
      pattern:
        /\bBlocked hosts?: \S+|\bHostAuthorization\b.*\bBlocked host|\bBlocked request\. This host \(?"?(?<host>[\w.-]+)"?\)? is not allowed/,
      symptom: http['host-refused'],
    },
    {
      pattern: /\bInvalid Host header\b|\bAccess through untrusted domain\b|\bTrusted domain error\b/,
      symptom: http['host-refused'],
    },
    {
      pattern:
        /\bA request from a reverse proxy was received from \S+, but your HTTP integration is not set-up for reverse proxies\b|\bReceived X-Forwarded-For header from (?:an )?untrusted proxy\b/,
      symptom: http['proxy-untrusted'],
    },
    { pattern: /\binvalid character found in the request target\b/i, symptom: http['not-http'] },
  ],
};
