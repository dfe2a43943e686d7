import type { Exchanged } from '../probe/exchange.ts';
import type { Dialling } from './dialling.ts';
import { settle } from './settling.ts';
import type { TargetState } from './targets.ts';

/** Permits that one ladder holds, for the connections that it makes. */
export interface Slots {
  /** Makes a connection when one of the permits is free and the run lets it begin. */
  gate(connect: () => Promise<Exchanged>): Promise<Exchanged>;
  /** Gives all of them back when nothing is left of the connections. No more may be made then. */
  leave(): void;
}

// More tells no sooner what a backend needs, and takes as many from the others.
const sideBySide = 8;

/**
 * Takes several permits of a target at once.
 *
 * @param dialling of the run
 * @param state of the target
 * @returns rejects with the reason for which the run was ended
 */
export async function takeSlots(dialling: Dialling, state: TargetState): Promise<Slots> {
  const { permits } = dialling;
  const { key } = state;
  const weight = Math.min(permits.perTarget, sideBySide);
  await permits.take(key, weight, true);
  const waiting: (() => void)[] = [];
  let free = weight;
  let leaving = false;
  const release = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
    if (leaving && free === weight) permits.give(key, weight);
  };
  return {
    async gate(connect) {
      if (free > 0) free -= 1;
      else await new Promise<void>((go) => waiting.push(go));
      let exchanged: Exchanged | null = null;
      try {
        await dialling.ready();
        exchanged = await connect();
        return exchanged;
      } finally {
        if (exchanged) settle(state, exchanged.observation.ms, exchanged.closed, release);
        else release();
      }
    },
    leave() {
      leaving = true;
      if (free === weight) permits.give(key, weight);
    },
  };
}
