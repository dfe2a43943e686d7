import { judgeBytes } from '../bytes-pattern.ts';
import type { BytesPattern, DialogueStep, Observation } from '../types.ts';
import type { Deadline } from './deadline.ts';
import type { Tap } from './tap.ts';

/** As much as HAProxy's buffer holds (tune.bufsize). */
const limit = 16 * 1024;

/**
 * Says and awaits bytes as `tcp-check` does. What was received for a step is forgotten when the next bytes are sent.
 * @param stream the connection
 * @param steps in order
 * @param deadline of the whole exchange
 * @param observation gets `dialogue` as it goes on; a step whose pattern is not met ends the dialogue without an error
 * @returns rejects with ECONNRESET when nothing came before the end, and when the time is up
 */
export async function converse(
  stream: Tap,
  steps: readonly DialogueStep[],
  deadline: Deadline,
  observation: Observation,
): Promise<void> {
  const inbox = new Inbox(stream);
  const state = { done: 0, received: '' };
  observation.dialogue = state;
  for (const step of steps) {
    if ('send' in step) {
      inbox.clear();
      stream.write(Buffer.from(step.send, 'latin1'));
    } else {
      const met = await deadline.within(awaitPattern(inbox, step.expect)).finally(() => {
        state.received = inbox.text;
      });
      if (!met) return;
    }
    state.done += 1;
  }
}

async function awaitPattern(inbox: Inbox, pattern: BytesPattern): Promise<boolean> {
  for (;;) {
    const { text, ended } = inbox;
    if (ended && text === '') throw Object.assign(new Error('closed'), { code: 'ECONNRESET' });
    const verdict = text === '' ? 'wait' : judgeBytes(pattern, text, ended || text.length >= limit);
    if (verdict !== 'wait') return verdict === 'met';
    await inbox.more();
  }
}

/** What has come in and was not looked at in vain. */
class Inbox {
  text = '';
  ended = false;
  #notify: () => void = () => {};

  constructor(stream: Tap) {
    const end = (): void => {
      this.ended = true;
      this.#notify();
    };
    stream.on('data', (chunk: Buffer) => {
      this.text = (this.text + chunk.toString('latin1')).slice(0, limit);
      this.#notify();
    });
    stream.on('end', end).on('close', end).resume();
  }

  clear(): void {
    this.text = '';
  }

  more(): Promise<void> {
    return new Promise((resolve) => {
      this.#notify = resolve;
    });
  }
}
