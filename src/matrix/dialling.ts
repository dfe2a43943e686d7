import type { MatrixOptions } from './options.ts';
import { Permits } from './permits.ts';
import { Pace } from './rate.ts';
import { Breather } from './shortage.ts';

/** What every connection of a run has to pass, whatever it is made for. */
export interface Dialling {
  permits: Permits;
  breather: Breather;
  /** null: a connection may begin now; else fulfilled when it may. Asked with a permit in hand. */
  ready(): Promise<void> | null;
  /** Takes a further connection into account, which was made without asking. */
  madeAnother(): void;
  /** Lets nothing begin any more: whoever waits is refused with the reason. */
  stop(reason: unknown): void;
}

/**
 * Sets the limits of a run up.
 *
 * @param options of the run; its concurrency is one that the process can afford
 * @param signal of the run: aborted before `stop` is called
 */
export function startDialling(
  options: Pick<MatrixOptions, 'concurrency' | 'perTarget' | 'rate' | 'onNote'>,
  signal: AbortSignal,
): Dialling {
  const permits = new Permits(options.concurrency, options.perTarget);
  const breather = new Breather((text) => options.onNote?.(text), signal);
  const pace = options.rate === null ? null : new Pace(options.rate);
  function ready(): Promise<void> | null {
    const pause = breather.wait();
    return pause ? pause.then(() => ready() ?? undefined) : (pace?.slot() ?? null);
  }
  return {
    permits,
    breather,
    ready,
    madeAnother() {
      // Its turn is taken from those who come next.
      pace?.slot()?.catch(() => {});
    },
    stop(reason) {
      permits.stop(reason);
      pace?.stop(reason);
    },
  };
}
