import { headLimits } from '../haproxy/buffer.ts';
import type { HttpFacts, RequestPlan } from '../types.ts';
import { bodyLimit, keptHeaders, wholeLimit } from './http-facts.ts';
import { bodyIn, type Framing, framingOf } from './http1-body.ts';
import { type Head, HeadReader } from './http1-head.ts';
import { requestBytes } from './request-bytes.ts';
import type { Tap } from './tap.ts';

/** How many interim answers are noted. */
export const mostInterim = 8;
// Of a body in chunks, what carries its first bytes; a chunk of one byte needs six.
const rawLimit = 16 * 1024;

/** An answer up to its body. */
export interface Answer {
  head: Head;
  interim: NonNullable<HttpFacts['interim']>;
  rest: Buffer;
}

/**
 * Sends an HTTP/1 request byte by byte as planned and reads the answer as HAProxy does. Interim answers (1xx) are noted.
 * The body is read until its first bytes are there or it takes too long.
 *
 * @param stream carries request and answer
 * @param answered called when the header section of the answer is complete; says how long to wait for the body, in ms
 * @returns rejects with an error with a code: HTTP1_… when the answer cannot be read, ECONNRESET when it did not come
 * @throws RangeError for a request that must not be sent (see `requestBytes`)
 */
export async function askHttp1(stream: Tap, plan: RequestPlan, answered: () => number): Promise<HttpFacts> {
  stream.write(requestBytes(plan));
  const { head, interim, rest } = await answerOn(stream);
  const framing = framingOf(head, plan.method);
  const patience = answered();
  let raw = rest;
  const limit = plan.whole ? wholeLimit : bodyLimit;
  const come = (): { body: Buffer; complete: boolean } => bodyIn(raw, framing);
  const enough = (): boolean => raw.length >= rawLimit || come().complete || come().body.length >= limit;
  if (!enough()) {
    await within(patience, stream, (chunk) => {
      raw = Buffer.concat([raw, chunk]);
      return enough();
    });
  }
  return {
    ...answerFacts(head, interim, come().body),
    ...(plan.whole && { whole: whole(head, come(), stream, framing) }),
  };
}

/**
 * What is kept of an answer.
 * @param head of the answer
 * @param interim answers that came before it
 * @param body its first bytes
 * @returns the facts of it
 */
export function answerFacts(head: Head, interim: Answer['interim'], body: Buffer): HttpFacts {
  const { version, status, reason, headers, size } = head;
  return {
    version,
    status,
    reason,
    headers: keptHeaders(Object.fromEntries(headers)),
    body: body.toString('latin1', 0, bodyLimit),
    ...(interim.length > 0 && { interim }),
    ...(size > headLimits.undisputed && { headSize: size }),
  };
}

function whole({ headers }: Head, { body, complete }: ReturnType<typeof bodyIn>, stream: Tap, framing: Framing) {
  const lines = [...headers].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
  const ended = framing === 'closed' && (stream.ended || stream.readableEnded);
  return { headers: lines, body: body.subarray(0, wholeLimit).toString('latin1'), complete: complete || ended };
}

function answerOn(stream: Tap): Promise<Answer> {
  const reader = new HeadReader();
  const interim: Answer['interim'] = [];
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      stream.off('data', more).off('end', gone).off('close', gone).pause();
      act();
    };
    const gone = (): void => settle(() => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    const more = (chunk: Buffer): void => {
      try {
        let head = reader.push(chunk);
        for (; head && isInterim(head); head = reader.next()) {
          if (interim.length < mostInterim) interim.push({ status: head.status, reason: head.reason });
        }
        const final = head;
        if (final) settle(() => resolve({ head: final, interim, rest: reader.rest }));
      } catch (error) {
        settle(() => reject(error));
      }
    };
    stream.on('data', more).on('end', gone).on('close', gone).resume();
  });
}

/**
 * Whether another answer follows. Switching protocols is the last word of HTTP (RFC 9110, section 15.2.2).
 * @param head of an answer
 * @returns true for an interim one
 */
export function isInterim({ status }: Head): boolean {
  return status >= 100 && status < 200 && status !== 101;
}

function within(patience: number, stream: Tap, enough: (chunk: Buffer) => boolean): Promise<void> {
  // The end may have come while nobody listened.
  if (stream.readableEnded || stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stream.off('data', more).off('end', done).off('close', done).pause();
      resolve();
    };
    const more = (chunk: Buffer): void => {
      if (enough(chunk)) done();
    };
    const timer = setTimeout(done, patience);
    stream.on('data', more).on('end', done).on('close', done).resume();
  });
}
