import { addressMoved } from './address-moved.ts';
import { agentSaysDown } from './agent-says-down.ts';
import { flapping } from './flapping.ts';
import { followsAnother } from './follows-another.ts';
import type { Live } from './live.ts';
import { nameUnresolved } from './name-unresolved.ts';
import { reportDiffers } from './report-differs.ts';
import { trafficFailsLive } from './traffic-fails-live.ts';

/** What a running HAProxy alone can show, in order of code. */
export const lives: readonly Live[] = [
  addressMoved,
  reportDiffers,
  flapping,
  trafficFailsLive,
  agentSaysDown,
  nameUnresolved,
  followsAnother,
];
