/** Most bytes of an HTTP/2 answer's header section: HAProxy's own buffer (tune.bufsize) has 16 KiB too. */
export const headerLimit = 16 * 1024;

/** How many of a body's first bytes are kept. */
export const bodyLimit = 1024;

/** How much of a body is kept where the whole of it matters: as much as HAProxy's buffer takes. */
export const wholeLimit = 16 * 1024;

const valueLimit = 512;
// That there is one is what matters, and what it holds may be a secret.
const markLimit = 64;
// Of these only the first counts, as node:http has it.
const single = new Set(['server', 'date', 'location', 'content-type', 'content-length']);
const telling = [
  'server',
  'date',
  'location',
  'content-type',
  'content-length',
  'via',
  'strict-transport-security',
  'alt-svc',
  'www-authenticate',
  'x-powered-by',
  'upgrade',
  'retry-after',
  'age',
  'x-cache',
  'grpc-status',
  'x-squid-error',
  'cf-mitigated',
  'x-amzn-waf-action',
];

/** Headers by which products are told (see `catalogue/products`). */
const marks = new Set([
  'set-cookie',
  'x-content-type-options',
  'x-envoy-upstream-service-time',
  'x-kong-response-latency',
  'x-varnish',
  'x-served-by',
  'x-amz-cf-id',
  'x-amz-apigw-id',
  'x-amzn-errortype',
  'x-azure-ref',
  'cf-ray',
  'akamai-grn',
  'x-vercel-id',
  'x-vercel-error',
  'x-nf-request-id',
  'x-github-request-id',
  'x-kubernetes-pf-flowschema-uid',
  'x-elastic-product',
  'docker-distribution-api-version',
]);

/**
 * The headers of an answer that a diagnosis can use, each value cut at 512 characters, cookies and what only marks a product at 64.
 *
 * @param headers by lower-case name; several values of one name as an array
 */
export function keptHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of [...telling, ...marks]) {
    const value = headers[name];
    if (value === undefined) continue;
    const values = [value].flat().slice(0, single.has(name) ? 1 : undefined);
    kept[name] = values.join(', ').slice(0, marks.has(name) ? markLimit : valueLimit);
  }
  return kept;
}

/**
 * The beginning of a body: whatever has come when it ends, fails, is long enough or takes too long.
 *
 * @param body any stream of bytes
 * @param patience how long to wait, in ms
 * @param limit most bytes
 * @returns the bytes, and whether that was the end
 */
export async function firstOfBody(
  body: NodeJS.ReadableStream,
  patience: number,
  limit: number,
): Promise<{ bytes: Buffer; complete: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  let complete = false;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, patience);
    function done(): void {
      clearTimeout(timer);
      resolve();
    }
    body.on('data', (chunk: Buffer) => {
      if (length >= limit) return;
      chunks.push(chunk);
      length += chunk.length;
      if (length >= limit) done();
    });
    body.on('end', () => {
      complete = true;
    });
    for (const end of ['end', 'error', 'aborted', 'close']) body.on(end, done);
  });
  return { bytes: Buffer.concat(chunks).subarray(0, limit), complete };
}
