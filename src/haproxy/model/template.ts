/** The most servers that one line makes here: far above what anybody resolves. */
const most = 10_000;

/** Numbers of the servers that a template makes. */
export type TemplateRange = { from: number; to: number; cut: boolean } | { error: string };

/**
 * Reads the `<num | range>` of `server-template` (haproxy v3.4.0 src/server.c:3340, `_srv_parse_tmpl_range`).
 * @param text `3` (1 to 3), `2-5`
 * @returns first and last number, `cut` where the rest is left out for its mass, or why there is no reading it
 */
export function readTemplateRange(text: string): TemplateRange {
  const [, first = '0', , second] = /^\s*(-?\d+)?[^-]*(-(.*))?$/.exec(text) ?? [];
  const low = leadingNumber(first);
  const [from, to] = second === undefined ? [1, low] : [low, leadingNumber(second)];
  if (from < 0 || to < from) return { error: `"${text}" is neither a number nor a range of numbers` };
  const cut = to - from >= most;
  return { from, to: cut ? from + most - 1 : to, cut };
}

function leadingNumber(text: string): number {
  return Number(/^\s*([-+]?\d+)/.exec(text)?.[1] ?? 0);
}
