/**
 * Bytes written as hex digits (haproxy v3.4.0 src/tools.c, parse_binary).
 * @param text `48656c6c6f`, upper or lower case
 * @returns the bytes as latin1; null: it is not made of pairs of hex digits
 */
export function bytesOfHex(text: string): string | null {
  if (text.length % 2 === 1 || /[^0-9A-Fa-f]/.test(text)) return null;
  return text.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}
