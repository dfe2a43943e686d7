import { fixtures } from '../../../fixtures/servers/index.ts';
import { host } from '../materials.ts';
import type { Backend } from './backend.ts';

/**
 * Their answer depends on how many connections came before, on when one stops reading, or (a record for each byte) on how
 * busy the machine is: nothing to predict.
 */
export const undetermined: readonly string[] = [
  'intermittent',
  'connection-limit',
  'drip',
  'endless-headers',
  'endless-body',
  'many-records',
];

/** The lab's backends, all with certificates of one authority. */
export const fixtureBackends: readonly Backend[] = fixtures
  .filter(({ name }) => !undetermined.includes(name))
  .map(({ name, start }) => ({ name, start: ({ pki }) => start({ host, pki }) }));

/** The clear-text port of the lab's Contour. */
export const contourHttp: Backend = {
  name: 'contour-http',
  async start({ pki }) {
    const fixture = fixtures.find(({ name }) => name === 'contour');
    const running = await fixture?.start({ host, pki });
    if (!running?.httpPort) throw new Error('the Contour fixture has no clear-text port');
    return { port: running.httpPort, close: running.close };
  },
};
