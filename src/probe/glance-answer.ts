import type { HttpFacts, RequestPlan } from '../types.ts';
import { BodyReader } from './glance-body.ts';
import { answerFacts, isInterim, mostInterim } from './http1.ts';
import { framingOf } from './http1-body.ts';
import { type Head, HeadReader } from './http1-head.ts';

const firstLimit = 256;

/** Reads the answer to one request of HTTP/1 as it comes: what `askHttp1` makes of a stream. */
export class AnswerReader {
  readonly #method: string;
  readonly #whole: boolean;
  readonly #reader = new HeadReader();
  readonly #interim: NonNullable<HttpFacts['interim']> = [];
  #first: Buffer[] = [];
  #head: Head | null = null;
  #body: BodyReader | null = null;

  /**
   * @param request that is answered
   * @param whole whether all of the body matters
   */
  constructor({ method }: RequestPlan, whole: boolean) {
    this.#method = method;
    this.#whole = whole;
  }

  /** The first bytes, before the header section was complete. */
  get first(): Buffer {
    return Buffer.concat(this.#first).subarray(0, firstLimit);
  }

  /** The body; null: the header section is not complete. */
  get body(): BodyReader | null {
    return this.#body;
  }

  /**
   * Takes further bytes.
   * @param chunk as they came
   * @throws Error with an `Http1Code` as its `code` where they are no HTTP
   */
  push(chunk: Buffer): void {
    if (this.#body) return void this.#body.push(chunk);
    if (this.#first.length < firstLimit) this.#first.push(chunk.subarray(0, firstLimit));
    let head = this.#reader.push(chunk);
    for (; head && isInterim(head); head = this.#reader.next()) {
      if (this.#interim.length < mostInterim) this.#interim.push({ status: head.status, reason: head.reason });
    }
    if (!head) return;
    this.#body = new BodyReader(framingOf(head, this.#method), this.#whole);
    this.#head = head;
    this.#body.push(this.#reader.rest);
  }

  /**
   * @returns what is kept of the answer by now; null: its header section is not complete
   */
  facts(): HttpFacts | null {
    return this.#head && answerFacts(this.#head, this.#interim, this.#body?.first ?? Buffer.alloc(0));
  }
}
