import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import { proxyHeader } from '../symptoms/proxy-header.ts';
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
