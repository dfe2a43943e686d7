/**
 * Whether a text is no regular expression to any library that HAProxy is built with: a bracket or parenthesis has no
 * counterpart, or a quantifier stands behind nothing (pcre2pattern(3)).
 * @param pattern the text
 * @returns false where it is one, or where that is not certain
 */
export function isBrokenRegex(pattern: string): boolean {
  if (/\\Q|\(\*|\(\?[#x]/.test(pattern)) return false;
  // Escapes and classes are taken away first: what is left has its meaning.
  const plain = pattern.replace(/\\./gs, 'x').replace(/\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/g, 'x');
  if (plain.includes('[') || plain.endsWith('\\')) return true;
  let depth = 0;
  for (const c of plain) {
    if (c === '(') depth += 1;
    if (c === ')') depth -= 1;
    if (depth < 0) return true;
  }
  return depth > 0 || /(?:^|[(|])[*+?](?<!\(\?)/.test(plain);
}
