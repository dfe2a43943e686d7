import type { HaproxyVersion } from './versions.ts';

// "BUG/MINOR: tcpcheck: Properly report error for http health-checks" (e46090f42, before 3.4.0) went to the stable
// branches too: the last release that was measured without it, and the first that was measured with it.
const mended: Record<string, { without: number; withIt: number }> = {
  '2.6': { without: 12, withIt: Number.POSITIVE_INFINITY },
  '2.8': { without: 0, withIt: 25 },
  '3.0': { without: 11, withIt: Number.POSITIVE_INFINITY },
  '3.2': { without: 0, withIt: 26 },
  '3.3': { without: 0, withIt: Number.POSITIVE_INFINITY },
};

/**
 * What HAProxy puts into `info` of an HTTP check that was not met: the reason phrase. Where there is none (an empty
 * one, or HTTP/2, which has none) some builds say instead what did not match (haproxy v3.4.0 src/tcpcheck.c,
 * tcpcheck_expect_onerror_message; measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7).
 * @param reason the reason phrase
 * @param said HAProxy's words for what did not match (see {@link mismatch})
 * @param version one release
 * @returns the texts that are possible, the likeliest first
 */
export function statusInfo(reason: string, said: string, version: HaproxyVersion): string[] {
  if (reason !== '') return [reason];
  const [major, minor, point] = version.release ?? [0, 0, 0];
  if (major > 3 || (major === 3 && minor >= 4)) return [said];
  const { without, withIt } = mended[`${major}.${minor}`] ?? { without: Number.POSITIVE_INFINITY, withIt: 0 };
  if (point <= without) return [''];
  return point >= withIt ? [said] : ['', said];
}

const kinds: Record<string, string> = {
  status: '(status codes)',
  rstatus: ' (regex)',
  rstring: ' (regex)',
  binary: ' (binary)',
  rbinary: ' (binary regex)',
  hdr: ' (header pattern)',
  fhdr: ' (header pattern)',
};

/**
 * HAProxy's words for an expectation that was not met.
 * @param match what was expected; `format`: written as log-format text
 * @param step number of the rule
 * @param found it was there, and should not have been
 * @returns the text
 */
export function mismatch(
  match: { kind: string; pattern?: string; format?: true },
  step: number,
  found = false,
): string {
  const what = match.format ? ` (log-format ${match.kind})` : (kinds[match.kind] ?? ` '${match.pattern}'`);
  return `${found ? 'TCPCHK matched unwanted content' : 'TCPCHK did not match content'}${what} at step ${step}`;
}
