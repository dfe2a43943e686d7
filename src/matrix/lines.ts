/** A line of a file, or as much of its end as there is. */
export interface ByteLine {
  /** From 1. */
  line: number;
  /** Without its line feed; null: it is longer than was allowed. */
  bytes: Buffer | null;
  /** A line feed stands behind it. */
  whole: boolean;
}

const lineFeed = 0x0a;

/**
 * Takes a stream of bytes apart into lines. However long they are, no more than one of the longest allowed is held.
 * @param chunks the bytes
 * @param longest the most bytes that a line may have
 * @returns each line, an empty one too; nothing for an end without bytes
 */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<ByteLine> {
  let line = 1;
  let held: Buffer[] = [];
  let length = 0;
  const take = (whole: boolean): ByteLine => {
    const bytes = length > longest ? null : held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
    held = [];
    length = 0;
    return { line: line++, bytes, whole };
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    while (start < bytes.length) {
      const feed = bytes.indexOf(lineFeed, start);
      const end = feed < 0 ? bytes.length : feed;
      length += end - start;
      if (length > longest) held = [];
      else if (end > start) held.push(bytes.subarray(start, end));
      if (feed >= 0) yield take(true);
      start = end + 1;
    }
  }
  if (length > 0) yield take(false);
}
