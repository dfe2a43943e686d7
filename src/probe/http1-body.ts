import { type Head, refusal, trimmed } from './http1-head.ts';

/** How the end of a body is known (RFC 9112, section 6.3): a length in bytes, chunks, or the end of the connection. */
export type Framing = number | 'chunked' | 'closed';

/**
 * How the body of an answer is framed, as HAProxy decides it (haproxy v3.4.0 src/h1.c, h1_parse_xfer_enc_header,
 * and src/http.c, http_parse_cont_len_header): chunks win over a length, and other codings are refused.
 * @param head of the answer
 * @param method of the request
 * @returns the framing; 0 where there is no body
 * @throws Error with the code `HTTP1_MALFORMED` for lengths that contradict each other and codings that are refused
 */
export function framingOf({ headers, status }: Head, method: string): Framing {
  const chunked = isChunked(list(headers.get('transfer-encoding')));
  const length = lengthOf(list(headers.get('content-length')));
  if (method === 'HEAD' || status === 101 || status === 204 || status === 304) return 0;
  return chunked ? 'chunked' : (length ?? 'closed');
}

function list(values: string[] = []): string[] {
  return values.flatMap((value) => value.split(',')).map(trimmed);
}

function isChunked(codings: string[]): boolean {
  if (codings.length === 0) return false;
  if (codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked') throw refusal('HTTP1_MALFORMED');
  return true;
}

function lengthOf(lengths: string[]): number | null {
  if (lengths.some((word) => !/^\d{1,18}$/.test(word))) throw refusal('HTTP1_MALFORMED');
  const [length, ...others] = new Set(lengths.map(Number));
  if (others.length > 0) throw refusal('HTTP1_MALFORMED');
  return length ?? null;
}

/**
 * The body in what came behind a header section.
 * @param raw as it came
 * @param framing as of {@link framingOf}
 * @returns the body so far, and whether there is no more to come that could be read
 */
export function bodyIn(raw: Buffer, framing: Framing): { body: Buffer; complete: boolean } {
  if (framing === 'closed') return { body: raw, complete: false };
  if (framing !== 'chunked') return { body: raw.subarray(0, framing), complete: raw.length >= framing };
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = raw.indexOf(10, at);
    if (end < 0) return { body: Buffer.concat(chunks), complete: false };
    const [, hex] = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?$/i.exec(raw.toString('latin1', at, end)) ?? [];
    const length = Number.parseInt(hex ?? '0', 16);
    if (length === 0) return { body: Buffer.concat(chunks), complete: true };
    chunks.push(raw.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    // The line end of the chunk, CRLF or LF.
    if (raw[at] === 13) at += 1;
    if (raw[at] === 10) at += 1;
    else if (at < raw.length) return { body: Buffer.concat(chunks), complete: true };
  }
}
