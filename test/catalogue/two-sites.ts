import { listenClear } from '../../fixtures/servers/clear-server.ts';
import { plainly, redirect } from '../../fixtures/servers/http-answers.ts';
import { hostName } from '../../fixtures/servers/http-message.ts';
import { defineFixture } from '../../fixtures/servers/stage.ts';

/** Every Host gets a page of its own, none included: what a check without Host sees is not what clients see. */
export const twoSites = defineFixture('two-sites', 'clear text; a page of its own for every Host', (stage) =>
  listenClear(stage, ({ host }) => ({
    ...plainly(200),
    body: `this is ${host === null ? 'nobody' : hostName(host)}\n`,
  })),
);

/** Who asks under another name, or under none, is sent on: to the site's own name, or for its login to somebody else's. */
export const canonicalSite = defineFixture('canonical-site', 'clear text; sends all to www.example.test', (stage) =>
  listenClear(stage, ({ host, target }) => {
    if (host !== null && hostName(host) === 'www.example.test') return plainly(200);
    return host === null
      ? redirect(`http://www.example.test${target}`)
      : redirect('http://login.example.org/auth', 302);
  }),
);

/** The page that checks are sent to is well, the application is not. */
export const brokenBehindHealth = defineFixture(
  'broken-behind-health',
  'clear text; 200 at /health, 500 everywhere else',
  (stage) => listenClear(stage, ({ target }) => plainly(target === '/health' ? 200 : 500)),
);
