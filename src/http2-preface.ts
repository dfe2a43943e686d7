/**
 * Whether a server's first bytes are the preface of HTTP/2: a SETTINGS frame on stream 0 (RFC 9113, section 3.4).
 * @param bytes as latin1; at least the nine of a frame's header, else the answer is no
 * @returns whether they are
 */
export function startsAsHttp2(bytes: string): boolean {
  const [length, type, stream] = [bytes.charCodeAt(0), bytes.charCodeAt(3), bytes.slice(5, 9)];
  return length === 0 && type === 4 && stream === '\0\0\0\0';
}
