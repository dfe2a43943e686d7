/** A duration as HAProxy reads one. */
export type Duration = { ms: number } | { error: string };

const microseconds: Record<string, number> = { us: 1, ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9, d: 8.64e10 };

/**
 * Reads a duration: a number, in milliseconds where it has no unit, rounded up to whole ones (haproxy v3.4.0
 * src/tools.c, `parse_time_err`). What stands behind the unit is passed over with a warning.
 * @param text `2000`, `2s`, `500us`
 * @returns milliseconds, or what is wrong with it
 */
export function readDuration(text: string): Duration {
  const [, digits, unit = ''] = /^(\d+)(us|ms|[smhd]|$)?/.exec(text) ?? [];
  if (digits === undefined)
    return { error: `"${text}" is no duration: a number is expected, and us, ms, s, m, h or d` };
  const scale = text.length === digits.length ? 1e3 : microseconds[unit];
  if (scale === undefined) return { error: `"${text}" has a unit that HAProxy does not know (us, ms, s, m, h, d)` };
  const ms = Math.ceil((Number(digits) * scale) / 1e3);
  if (ms > 2_147_483_647) return { error: `"${text}" is more than 2147483647 ms, the longest that HAProxy takes` };
  return { ms };
}
