import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';
import type { HttpFacts, RequestPlan } from '../types.ts';
import { bodyLimit, firstOfBody, headerLimit, keptHeaders, wholeLimit } from './http-facts.ts';
import { refuseBreakouts } from './request-bytes.ts';
import type { Tap } from './tap.ts';

// Headers of HTTP/1 connections, which node:http2 would throw on (RFC 9113, section 8.2.2).
const connectionHeaders = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/**
 * Sends a request over HTTP/2 (RFC 9113), with prior knowledge: whether ALPN agreed on it is not asked.
 *
 * @param stream the connection, over TLS or clear
 * @param secure decides `:scheme`
 * @param opened called with the session, which must be destroyed in the end
 * @param answered called when the header section of the answer is complete; says how long to wait for the body, in ms
 * @returns rejects with an error of node:http2 (code ERR_HTTP2_…) on GOAWAY, RST_STREAM and what is no HTTP/2
 * @throws RangeError for a request that must not be sent
 */
export async function askHttp2(
  stream: Tap,
  plan: RequestPlan,
  secure: boolean,
  opened: (session: ClientHttp2Session) => void,
  answered: () => number,
): Promise<HttpFacts> {
  refuseBreakouts(plan);
  // Loading it takes some milliseconds that few runs need to spend.
  const http2 = await import('node:http2');
  const session = http2.connect(`${secure ? 'https' : 'http'}://host.invalid`, {
    createConnection: () => stream,
    settings: { enablePush: false, maxHeaderListSize: headerLimit },
  });
  opened(session);
  const { request, headers } = await new Promise<{ request: ClientHttp2Stream; headers: IncomingHttpHeaders }>(
    (resolve, reject) => {
      session.on('error', reject);
      const request = session.request(requestHeaders(plan), { endStream: plan.body === undefined });
      if (plan.body !== undefined) request.end(Buffer.from(plan.body, 'latin1'));
      request.on('response', (headers) => resolve({ request, headers }));
      request.on('error', reject);
      // A GOAWAY or RST_STREAM with the code NO_ERROR closes the stream without an error.
      request.on('close', () => reject(Object.assign(new Error('closed'), { code: 'ERR_HTTP2_STREAM_CANCEL' })));
    },
  );
  const { bytes, complete } = await firstOfBody(request, answered(), plan.whole ? wholeLimit : bodyLimit);
  return {
    version: '2',
    status: Number(headers[':status']),
    reason: '',
    headers: keptHeaders(headers),
    body: bytes.toString('latin1', 0, bodyLimit),
    ...(plan.whole && { whole: { headers: lines(headers), body: bytes.toString('latin1'), complete } }),
  };
}

function lines(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers)
    .filter(([name]) => !name.startsWith(':'))
    .flatMap(([name, value = '']) => [value].flat().map((one): [string, string] => [name, one]));
}

function requestHeaders(plan: RequestPlan): OutgoingHttpHeaders {
  // Without a value node:http2 would fill in the authority of its URL; of an empty list it sends nothing.
  const headers: OutgoingHttpHeaders = { ':method': plan.method, ':path': plan.path, ':authority': [] };
  // An absolute target is taken apart (RFC 9113, section 8.3.1; haproxy v3.4.0 src/mux_h2.c, h2s_snd_fhdrs).
  const [, scheme, authority, path] = /^([A-Za-z][\w+.-]*):\/\/([^/]*)(.*)$/s.exec(plan.path) ?? [];
  if (scheme) Object.assign(headers, { ':scheme': scheme, ':authority': authority, ':path': path || '/' });
  for (const [name, value] of plan.headers) {
    const lower = name.toLowerCase();
    if (lower === 'host') headers[':authority'] = value;
    else if (!connectionHeaders.has(lower)) headers[lower] = [headers[lower] ?? [], value].flat().map(String);
  }
  return headers;
}
