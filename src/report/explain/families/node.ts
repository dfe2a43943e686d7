import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

const peer = '(?<address>\\d{1,3}(?:\\.\\d{1,3}){3}|[\\da-fA-F:]*:[\\da-fA-F:]+):(?<port>\\d+)';

/** Node: node:tls, node:net, undici, and clients built on them. */
export const node: Family = {
  name: 'Node',
  hints: [
    'fetch failed',
    'ERR_',
    'altnames',
    "not cert's CN",
    "in the cert's list",
    '_CERT',
    'CERT_',
    'UNABLE_TO',
    'unable to verify the first',
    'Client network socket',
    'UND_ERR_',
    'Timeout Error',
    'HPE_',
    'other side closed',
    'socket hang up',
    'Parse Error: Expected HTTP',
    'NGHTTP2_',
    'connect E',
    'getaddrinfo',
    'maximum redirect',
    'ECONNRESET',
    'EPROTO',
  ],
  rules: [
    {
      pattern: /Host: (?<host>[^\s]+?)\. is not in the cert's altnames|Host: (?:[^\s]+?)\. is not cert's CN/,
      symptom: certificates['name-mismatch'],
    },
    {
      pattern: /\bERR_TLS_CERT_ALTNAME_INVALID\b|Hostname\/IP does not match certificate's altnames/,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /IP: \S+ is not in the cert's list/, symptom: certificates['name-mismatch'] },
    { pattern: /\b(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)\b/, symptom: certificates['self-signed'] },
    {
      pattern:
        /\b(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|CERT_UNTRUSTED|unable to verify the first certificate)\b/,
      symptom: certificates.untrusted,
    },
    { pattern: /\bCERT_HAS_EXPIRED\b/, symptom: certificates.expired },
    { pattern: /\bCERT_NOT_YET_VALID\b/, symptom: certificates['not-yet-valid'] },
    { pattern: /\bCERT_REVOKED\b/, symptom: certificates.revoked },
    {
      pattern: /Client network socket disconnected before secure TLS connection was established/,
      symptom: handshake['closed-in-handshake'],
    },
    { pattern: /\bERR_TLS_HANDSHAKE_TIMEOUT\b/, symptom: handshake['handshake-timeout'] },
    { pattern: /\bUND_ERR_CONNECT_TIMEOUT\b|\bConnect Timeout Error\b/, symptom: connection['connect-timeout'] },
    {
      pattern: /\bUND_ERR_(?:HEADERS|BODY)_TIMEOUT\b|\b(?:Headers|Body) Timeout Error\b/,
      symptom: http['response-timeout'],
    },
    { pattern: /\bUND_ERR_HEADERS_OVERFLOW\b|\bHPE_HEADER_OVERFLOW\b/, symptom: http['head-too-large'] },
    {
      pattern: /\bSocketError: other side closed\b|\bUND_ERR_SOCKET\b|\bsocket hang up\b/,
      symptom: http['empty-reply'],
    },
    { pattern: /\bHPE_[A-Z_]+\b|\bParse Error: Expected HTTP\//, symptom: http['not-http'] },
    {
      pattern: /\bERR_HTTP2_(?:ERROR|STREAM_ERROR|SESSION_ERROR|GOAWAY_SESSION|STREAM_CANCEL)\b|\bNGHTTP2_[A-Z_]+\b/,
      symptom: http['h2-broken'],
    },
    { pattern: new RegExp(`\\bconnect ECONNREFUSED(?: ${peer})?`), symptom: connection.refused },
    { pattern: new RegExp(`\\bconnect (?:EHOSTUNREACH|ENETUNREACH)(?: ${peer})?`), symptom: connection.unreachable },
    { pattern: new RegExp(`\\bconnect ETIMEDOUT(?: ${peer})?`), symptom: connection['connect-timeout'] },
    { pattern: /\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN)(?: (?<host>[\w.-]+))?/, symptom: connection['no-address'] },
    {
      pattern: /\bERR_FR_TOO_MANY_REDIRECTS\b|\bmaximum redirect reached at: /,
      symptom: http['redirect-loop'],
    },
    { pattern: /\b(?:read|write) ECONNRESET\b|^(?:Error: )?ECONNRESET$|code: 'ECONNRESET'/, symptom: connection.reset },
    { pattern: /\bEPROTO\b/, symptom: handshake['handshake-failed'] },
    { pattern: /\bfetch failed$/, symptom: connection['no-reason'] },
  ],
};
