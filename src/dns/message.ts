/** Types of resource records that are asked for (IANA, DNS parameters). */
export const recordType = { a: 1, cname: 5, aaaa: 28, https: 65 } as const;

/** One record of an answer. */
export interface ResourceRecord {
  /** Lower case, without the last dot. */
  name: string;
  type: number;
  data: Buffer;
}

/** What a resolver said. */
export interface Answer {
  id: number;
  /** The question that it repeats, as in {@link ResourceRecord}. */
  name: string;
  type: number;
  truncated: boolean;
  /** RFC 1035, section 4.1.1; 3: there is no such name. */
  code: number;
  records: ResourceRecord[];
}

const internet = 1;
const pseudoRecord = 41;
// What fits a packet on any way (RFC 9715); a longer answer comes over TCP.
const largest = 1232;
// Of more records than that nothing further is learnt.
const mostRecords = 64;

/**
 * Writes a question (RFC 1035, section 4.1; RFC 6891 for the size of the answer).
 * @param id of the question
 * @param name a host name in ASCII
 * @param type of the record that is asked for
 * @returns the message; null: that is no name of the DNS
 */
export function query(id: number, name: string, type: number): Buffer | null {
  const labels = name.split('.');
  if (labels.some((label) => !/^[\x21-\x7e]{1,63}$/.test(label)) || name.length > 253) return null;
  const written = labels.flatMap((label) => [Buffer.of(label.length), Buffer.from(label, 'latin1')]);
  return Buffer.concat([
    // Recursion desired; one question, one additional record.
    uint16(id, 0x0100, 1, 0, 0, 1),
    ...written,
    Buffer.of(0),
    uint16(type, internet),
    Buffer.of(0),
    uint16(pseudoRecord, largest, 0, 0, 0),
  ]);
}

/**
 * Reads an answer; whatever a resolver sends is bounded by what it says of itself.
 * @param bytes the message
 * @returns null: it is none
 */
export function readAnswer(bytes: Buffer): Answer | null {
  try {
    const [id, flags, questions, answers] = [0, 2, 4, 6].map((at) => bytes.readUInt16BE(at)) as [
      number,
      number,
      number,
      number,
    ];
    if ((flags & 0x8000) === 0 || questions !== 1) return null;
    const question = readName(bytes, 12);
    const type = bytes.readUInt16BE(question.end);
    const records: ResourceRecord[] = [];
    let at = question.end + 4;
    for (let i = 0; i < Math.min(answers, mostRecords); i++) {
      const { name, end } = readName(bytes, at);
      const length = bytes.readUInt16BE(end + 8);
      const data = bytes.subarray(end + 10, end + 10 + length);
      if (data.length < length) break;
      records.push({ name, type: bytes.readUInt16BE(end), data });
      at = end + 10 + length;
    }
    const truncated = (flags & 0x0200) !== 0;
    return { id, name: question.name, type, truncated, code: flags & 0x0f, records };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Reads a name, following its pointers (RFC 1035, section 4.1.4), each of which leads further back.
 * @param bytes the message
 * @param start where it begins
 * @returns the name in lower case without the last dot, and where what follows it begins
 * @throws RangeError where it is malformed
 */
export function readName(bytes: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  let end: number | null = null;
  let limit = start;
  for (;;) {
    const length = bytes.readUInt8(at);
    if (length === 0) return { name: labels.join('.'), end: end ?? at + 1 };
    if (length >= 0xc0) {
      const pointer = bytes.readUInt16BE(at) & 0x3fff;
      end ??= at + 2;
      if (pointer >= limit) throw new RangeError('a pointer that does not lead back');
      limit = pointer;
      at = pointer;
      continue;
    }
    if (length > 63 || at + 1 + length > bytes.length) throw new RangeError('a label that is too long');
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    if (labels.length > 127) throw new RangeError('a name that is too long');
    at += 1 + length;
  }
}

function uint16(...values: number[]): Buffer {
  return Buffer.concat(values.map((value) => Buffer.of(value >> 8, value & 0xff)));
}
