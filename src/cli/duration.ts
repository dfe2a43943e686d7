const milliseconds = { ms: 1, s: 1000, m: 60_000 } as const;

/**
 * Reads a duration.
 * @param text a number with its unit: `500ms`, `1.5s`, `1m`
 * @returns milliseconds, at least 1
 * @throws Error that says how to write it
 */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m)$/.exec(text);
  if (!match) {
    const hint = /^\d+(\.\d+)?$/.test(text) ? `${text}s or ${text}ms` : '500ms, 3s or 1m';
    throw new Error(`"${text}" is no duration: write it with its unit, ${hint}`);
  }
  const duration = Math.round(Number(match[1]) * milliseconds[match[2] as keyof typeof milliseconds]);
  if (duration < 1) throw new Error('a duration cannot be 0');
  // Node's timers wrap around above this (2^31 - 1 ms) and would fire at once.
  if (duration > 2_147_483_647) throw new Error(`"${text}" is too long`);
  return duration;
}
