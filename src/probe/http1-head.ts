import { headLimits } from '../haproxy/buffer.ts';

/** Why an answer of HTTP/1 cannot be read; `code` of the errors that a {@link HeadReader} throws. */
export type Http1Code = 'HTTP1_MALFORMED' | 'HTTP1_HEAD_TOO_LARGE' | 'HTTP1_TOO_MANY_HEADERS';

/** The header section of an answer. */
export interface Head {
  version: string;
  status: number;
  reason: string;
  /** By lower-case name, in the order in which they came. */
  headers: Map<string, string[]>;
  /** Bytes that it takes up in HAProxy's buffer. */
  size: number;
}

const statusLine = /^HTTP\/(\d\.\d)[ \t]+(\d{1,3})(?:[ \t]+(.*))?$/s;
const beginning = /^(?:H|HT|HTT|HTTP|HTTP\/(?:\d(?:\.(?:\d(?:[ \t]+(?:\d{1,3}(?:[ \t].*)?)?)?)?)?)?)?\r?$/s;
const headerLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*)$/s;

/**
 * Reads header sections as HAProxy does (haproxy v3.4.0 src/h1.c, h1_headers_to_hdr_list; src/h1_htx.c,
 * h1_process_res_vsn and h1_eval_htx_size): a bare LF ends a line, any version of one digit and one digit will do,
 * the reason phrase may hold anything, empty lines may come first and folded lines are put together. Node's own parser
 * is stricter there, and more lenient elsewhere once it is told not to be.
 */
export class HeadReader {
  #bytes: Buffer = Buffer.alloc(0);
  /** Where the search for the next line end goes on: a line that comes byte by byte is not searched again. */
  #searched = 0;
  #raw = 0;
  #head: Head | null = null;
  #name: string | null = null;

  /**
   * Takes further bytes.
   * @param chunk as they came
   * @returns the section once it is complete; null: more is needed
   * @throws Error with an {@link Http1Code} as its `code`
   */
  push(chunk: Buffer): Head | null {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    return this.next();
  }

  /**
   * Reads on in what is there already: behind an interim answer there may be the next one.
   * @returns as of {@link push}
   * @throws as {@link push}
   */
  next(): Head | null {
    for (;;) {
      const end = this.#bytes.indexOf(10, this.#searched);
      if (end < 0) return this.#wait();
      const line = this.#bytes.toString('latin1', 0, end).replace(/\r$/, '');
      this.#bytes = this.#bytes.subarray(end + 1);
      this.#searched = 0;
      this.#raw += end + 1;
      if (this.#raw > headLimits.bytes) throw refusal('HTTP1_HEAD_TOO_LARGE');
      const head = this.#take(line);
      if (head) return head;
    }
  }

  /** What came behind the last section. */
  get rest(): Buffer {
    return this.#bytes;
  }

  #wait(): null {
    this.#searched = this.#bytes.length;
    if (this.#raw + this.#bytes.length > headLimits.bytes) throw refusal('HTTP1_HEAD_TOO_LARGE');
    // Something else may never send a line end, and must not be waited for.
    if (!this.#head && !beginning.test(this.#bytes.toString('latin1', 0, 64))) throw refusal('HTTP1_MALFORMED');
    return null;
  }

  #take(line: string): Head | null {
    if (line.includes('\r')) throw refusal('HTTP1_MALFORMED');
    const head = this.#head;
    if (!head) {
      if (line !== '') this.#head = startOf(line);
      return null;
    }
    if (line === '') {
      this.#head = null;
      this.#name = null;
      this.#raw = 0;
      return finished(head);
    }
    if (line.includes('\0')) throw refusal('HTTP1_MALFORMED');
    if (this.#name !== null && /^[ \t]/.test(line)) {
      const values = head.headers.get(this.#name) ?? [];
      values.push(`${values.pop()} ${line}`);
    } else {
      this.#name = header(head, line);
    }
    return null;
  }
}

function startOf(line: string): Head {
  const [, version, status, reason = ''] = statusLine.exec(line) ?? [];
  if (version === undefined) throw refusal('HTTP1_MALFORMED');
  return { version, status: Number(status), reason, headers: new Map(), size: 0 };
}

function header(head: Head, line: string): string {
  const [, name = '', value = ''] = headerLine.exec(line) ?? [];
  if (name === '') throw refusal('HTTP1_MALFORMED');
  const key = name.toLowerCase();
  const values = head.headers.get(key) ?? [];
  head.headers.set(key, values);
  values.push(value);
  return key;
}

function finished(head: Head): Head {
  const { version, status, reason, headers } = head;
  // A block of 8 bytes for each part; 20 more of the start line, 1 of the end.
  let size = 8 + 20 + `HTTP/${version}${String(status).padStart(3, '0')}${reason}`.length + 8 + 1;
  let count = 0;
  for (const [name, values] of headers) {
    for (const [i, value] of values.entries()) {
      const bare = trimmed(value);
      values[i] = bare;
      if (!kept(name, bare, i)) continue;
      count += 1;
      size += 8 + name.length + bare.length;
    }
  }
  if (count > headLimits.lines) throw refusal('HTTP1_TOO_MANY_HEADERS');
  if (size > headLimits.size) throw refusal('HTTP1_HEAD_TOO_LARGE');
  return { ...head, size };
}

/** HAProxy keeps neither what it says of the connection itself nor a length that was said before. */
function kept(name: string, value: string, index: number): boolean {
  if (name === 'content-length') return index === 0;
  return name !== 'connection' || value.split(',').some((word) => !/^(?:close|keep-alive)?$/i.test(trimmed(word)));
}

/**
 * A value without the blanks around it. In one pass: an expression that is anchored at the end takes the square of it.
 * @param value of a header, or a word of one
 * @returns it without spaces and tabs at its ends
 */
export function trimmed(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/**
 * The error of an answer that cannot be read.
 * @param code why
 * @returns the error
 */
export function refusal(code: Http1Code): Error & { code: Http1Code } {
  return Object.assign(new Error('the answer cannot be read'), { code });
}
