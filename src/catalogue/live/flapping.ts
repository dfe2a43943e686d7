import type { Live } from './live.ts';
import { isFlapping } from './signs.ts';
import { reported } from './words.ts';

/** The server is UP now, and its checks fail now and then. */
export const flapping: Live = {
  id: 'flapping',
  code: 'SNI352',
  title: 'the server goes up and down',
  severity: 'warning',
  found({ live, predicted }) {
    // A check that fails from here too is no matter of now and then.
    if (!isFlapping(live) || predicted?.check.up === false) return null;
    const { state, timesDown, sinceChange, failedChecks, status } = live;
    const numbers = [
      ...(failedChecks === null ? [] : [`${failedChecks} failed checks`]),
      ...(timesDown === null ? [] : [`down ${timesDown} times`]),
      ...(sinceChange === null ? [] : [`last change ${sinceChange} s ago`]),
    ];
    const last = status !== null && /^UP \d/.test(state) ? ` The last check: ${reported(live)}.` : '';
    return {
      because: `It is ${state}: ${numbers.join(', ') || 'a check failed'}.${last}`,
      advice: [
        'One bad replica behind the address, or a limit on connections: `sni-doctor probe ADDRESS:PORT --host NAME --repeat 20`.',
        'Slow at times: compare `check_duration` of `show stat` with `inter` and `timeout check`.',
      ],
    };
  },
};
