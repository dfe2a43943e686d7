import { checkLive } from './check-live.ts';
import { checkOffline } from './check-offline.ts';
import { type Claim, holds, render } from './claim.ts';
import { hanging } from './hanging.ts';
import { logLines } from './log-lines.ts';
import { matrix } from './matrix.ts';
import { matrixMemory } from './matrix-memory.ts';
import { memory } from './memory.ts';
import { roundTrips } from './round-trips.ts';
import { startUp } from './start-up.ts';

// One after another: what is timed is to have the machine for itself.
const claims: Claim[] = [];
for (const part of [startUp, roundTrips, hanging, memory, checkOffline, checkLive, logLines, matrix, matrixMemory]) {
  for (const claim of await part()) {
    claims.push(claim);
    process.stdout.write(render(claim));
  }
}
process.exitCode = claims.every(holds) ? 0 : 1;
