/**
 * Bytes as hexadecimal digits, for patterns of what is no text.
 * @param bytes as latin1
 * @returns two digits for each of the first 64
 */
export function hexOf(bytes: string): string {
  return Array.from(bytes.slice(0, 64), (c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
