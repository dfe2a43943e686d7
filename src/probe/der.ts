/** One element of DER (X.690, section 8.1). */
export interface DerElement {
  tag: number;
  content: Buffer;
}

/**
 * The elements that stand one after another in DER (X.690), read with definite lengths only.
 *
 * @param bytes content of a constructed element, or a whole encoding
 * @returns what could be read; bytes that are no element end the list
 */
export function derElements(bytes: Buffer): DerElement[] {
  const elements: DerElement[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const tag = bytes.readUInt8(at);
    let length = bytes.readUInt8(at + 1);
    at += 2;
    if (length >= 0x80) {
      const size = length & 0x7f;
      if (size === 0 || size > 4 || at + size > bytes.length) break;
      length = bytes.readUIntBE(at, size);
      at += size;
    }
    if (at + length > bytes.length) break;
    elements.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return elements;
}
