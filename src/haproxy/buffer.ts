import type { HttpFacts } from '../types.ts';
import { type HaproxyVersion, since } from './versions.ts';

// tune.bufsize and tune.maxrewrite, and the header of HAProxy's own form of a message (struct htx).
const bufsize = 16_384;
const maxrewrite = 1024;
const formHeader = { before34: 48, since34: 40 };

/** What no version takes in the header section of an answer, at the default sizes. */
export const headLimits = {
  /** Bytes, as they come. */
  bytes: bufsize,
  /** Bytes in HAProxy's own form. */
  size: bufsize - formHeader.since34,
  /** Up to this size every version takes it. */
  undisputed: bufsize - formHeader.before34 - maxrewrite,
  /** Header lines: tune.http.maxhdr is 101, and the end of the section counts as one. */
  lines: 100,
};

/**
 * Whether HAProxy has room for an answer's header section (haproxy v3.4.0 src/h1_htx.c, h1_postparse_res_hdrs; measured
 * on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7). Checks use the whole buffer, traffic leaves `tune.maxrewrite` free.
 * @param http the answer
 * @param version one release
 * @param use what it is read for
 * @returns false where the answer is refused
 */
export function fitsBuffer({ headSize = 0 }: HttpFacts, version: HaproxyVersion, use: 'check' | 'traffic'): boolean {
  const room = bufsize - (since(version, '3.4') ? formHeader.since34 : formHeader.before34);
  return headSize <= (use === 'check' ? room : room - maxrewrite);
}
