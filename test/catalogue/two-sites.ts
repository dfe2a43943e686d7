import { listenClear } from '../../fixtures/servers/clear-server.ts';
import { plainly } from '../../fixtures/servers/http-answers.ts';
import { hostName } from '../../fixtures/servers/http-message.ts';
import { defineFixture } from '../../fixtures/servers/stage.ts';

/** Every Host gets a page of its own, none included: what a check without Host sees is not what clients see. */
export const twoSites = defineFixture('two-sites', 'clear text; a page of its own for every Host', (stage) =>
  listenClear(stage, ({ host }) => ({
    ...plainly(200),
    body: `this is ${host === null ? 'nobody' : hostName(host)}\n`,
  })),
);

/** The page that checks are sent to is well, the application is not. */
export const brokenBehindHealth = defineFixture(
  'broken-behind-health',
  'clear text; 200 at /health, 500 everywhere else',
  (stage) => listenClear(stage, ({ target }) => plainly(target === '/health' ? 200 : 500)),
);
