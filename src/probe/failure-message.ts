import { startsAsHttp2 } from '../http2-preface.ts';
import type { Failure } from '../types.ts';
import { looksLikeTls } from './wire.ts';

/** A failure but for its sentence. */
export type Unworded = Omit<Failure, 'message' | 'received'> & { received: Buffer | null };

// The first match wins. What is recognised here is a hint for people; nothing is decided by it.
const banners: [pattern: RegExp, name: string][] = [
  [/^SSH-/, 'an SSH banner'],
  [/^220[ -].*(?:E?SMTP|mail)/i, 'an SMTP greeting'],
  [/^220[ -]/, 'an FTP or SMTP greeting'],
  [/^\* (?:OK|BYE|PREAUTH)/, 'an IMAP greeting'],
  [/^\+OK/, 'a POP3 greeting'],
  [/^-ERR|^-DENIED|^-NOAUTH/, "Redis's protocol"],
  [/^[\s\S]{3}\0\n[0-9]/, 'a MySQL greeting'],
  [/^[\s\S]{3}\0\xff/, 'a MySQL error'],
];

const endings: Partial<Record<Failure['kind'], string>> = {
  timeout: 'nothing came in time',
  reset: 'the backend reset the connection',
  closed: 'the backend closed the connection',
};

/**
 * One sentence on a failure, for people. It holds nothing that the peer sent but for numbers.
 */
export function failureMessage({ kind, stage, alert, code, received }: Unworded): string {
  switch (kind) {
    case 'refused':
      return 'the connection was refused: nothing listens on this port';
    case 'unreachable':
      return unreachable(code);
    case 'alert':
      return `the backend sent the TLS alert ${alert?.name} (${alert?.number})${stage === 'http' ? ' after the handshake' : ''}`;
    case 'local':
      return stage === 'connect' ? 'this machine could not open a connection' : local(code);
    case 'not-tls':
      return `the backend answered the ClientHello with ${plainHttp(received) ?? recognised(received) ?? 'something that is not TLS'}`;
    case 'not-http':
      return `the backend answered the request with ${recognised(received) ?? http1(received) ?? 'something that is not HTTP'}`;
    case 'protocol':
      return protocol(stage, code);
    default:
      return `${endings[kind]} ${moment(stage, received)}`;
  }
}

function moment(stage: Failure['stage'], received: Buffer | null): string {
  if (stage === 'connect') return 'while connecting';
  if (stage === 'tls') return 'during the TLS handshake';
  if (stage === 'proxy') return 'on the PROXY header';
  return received && received.length > 0 ? 'in the middle of its answer' : 'in answer to the request';
}

function plainHttp(received: Buffer | null): string | undefined {
  const text = received?.toString('latin1') ?? '';
  if (!/^(?:HTTP\/|<!DOCTYPE|<html)/i.test(text)) return undefined;
  const status = /^HTTP\/1\.\d (\d{3})/.exec(text)?.[1];
  return `plain HTTP${status ? ` (${status})` : ''}: it does not speak TLS on this port`;
}

// As an answer to a request of HTTP/2: one of HTTP/1 that begins like this is taken for malformed HTTP.
function http1(received: Buffer | null): string | undefined {
  return received?.subarray(0, 5).equals(Buffer.from('HTTP/')) ? 'HTTP/1' : undefined;
}

function recognised(received: Buffer | null): string | undefined {
  if (!received || received.length === 0) return undefined;
  if (looksLikeTls(received)) return 'a TLS record: it expects TLS on this port';
  const text = received.toString('latin1');
  if (startsAsHttp2(text)) return 'HTTP/2 frames';
  return banners.find(([pattern]) => pattern.test(text))?.[1];
}

function unreachable(code: string | null): string {
  if (code === 'EADDRNOTAVAIL') return 'the source address does not belong to this machine';
  if (code === 'EINVAL' || code === 'EAFNOSUPPORT') return 'the source address cannot reach an address of this family';
  if (code === 'EACCES' || code === 'EPERM') return 'this machine does not allow the connection';
  return 'there is no way to this address';
}

function local(code: string | null): string {
  switch (code) {
    case 'ERR_SSL_DH_KEY_TOO_SMALL':
      return "our TLS library refuses the backend's Diffie-Hellman key: too small";
    case 'ERR_SSL_EE_KEY_TOO_SMALL':
    case 'ERR_SSL_CA_KEY_TOO_SMALL':
      return 'our TLS library refuses the key of a certificate: too small';
    case 'ERR_SSL_CA_MD_TOO_WEAK':
      return 'our TLS library refuses the signature of a certificate: too weak';
    case 'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED':
      return 'our TLS library refuses a backend that lacks secure renegotiation';
    case 'ERR_SSL_UNSUPPORTED_PROTOCOL':
      return 'our TLS library refuses the TLS version that the backend chose';
    default:
      return 'our TLS library refused to go on';
  }
}

function protocol(stage: Failure['stage'], code: string | null): string {
  if (stage !== 'http') return 'the backend broke the TLS protocol';
  if (code === 'HTTP1_HEAD_TOO_LARGE')
    return "the header section of the answer is too large for HAProxy's buffer (16 KiB)";
  if (code === 'HTTP1_TOO_MANY_HEADERS') return 'the answer has more header lines than HAProxy takes (100)';
  if (code?.startsWith('ERR_HTTP2_')) return 'the backend broke off the HTTP/2 stream or connection';
  return 'the answer of the backend is malformed HTTP';
}
