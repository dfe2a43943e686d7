import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { HttpFacts, RequestPlan } from '../types.ts';
import { firstOfBody, headerLimit, keptHeaders } from './http-facts.ts';
import { requestBytes } from './request-bytes.ts';
import type { Tap } from './tap.ts';

/**
 * Sends an HTTP/1 request byte by byte as planned and reads the answer with Node's own parser, strictly. Interim
 * answers (1xx) are passed over. The body is read until its first bytes are there or it takes too long.
 *
 * @param stream carries the answer; what node:http writes to it must go nowhere (`swallow`)
 * @param write sends the request
 * @param answered called when the header section of the answer is complete; says how long to wait for the body, in ms
 * @returns rejects with an error of node:http: code HPE_… when the answer is not HTTP, ECONNRESET when it did not come
 * @throws RangeError for a request that must not be sent (see `requestBytes`)
 */
export async function askHttp1(
  stream: Tap,
  plan: RequestPlan,
  write: (bytes: Buffer) => void,
  answered: () => number,
): Promise<HttpFacts> {
  const bytes = requestBytes(plan);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    // The method decides whether an answer has a body; to node:http every other one is a GET.
    const request = httpRequest({
      createConnection: () => stream,
      method: plan.method === 'HEAD' ? 'HEAD' : 'GET',
      setHost: false,
      maxHeaderSize: headerLimit,
      insecureHTTPParser: false,
    });
    request.on('response', resolve);
    request.on('upgrade', resolve);
    request.on('error', reject);
    request.on('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    request.end();
    write(bytes);
  });
  const patience = answered();
  return {
    version: response.httpVersion,
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    headers: keptHeaders(response.headers),
    body: await firstOfBody(response, patience),
  };
}
