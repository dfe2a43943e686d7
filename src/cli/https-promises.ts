import { httpsPromises, isPublicName } from '../dns/https-promises.ts';
import type { HttpsPromises, Question } from '../types.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';

/** How long resolvers are waited for, in ms; once the backend has answered everything, no longer than the second. */
const patience = 1000;
const atLeast = 250;

/**
 * Asks the system's resolvers for the HTTPS records of hosts while their backends are talked to.
 * @param terminal Ctrl-C, and standard error: a host of which nobody says anything is noted there once
 * @param quiet whether it is not
 * @returns begins with a question; what it gives is called once the backend was asked, and resolves to null where there
 *   is nothing to ask for, or nobody answered in time
 */
export function startPromises(
  terminal: Terminal,
  quiet: boolean,
): (question: Question) => () => Promise<HttpsPromises | null> {
  const noted = new Set<string>();
  return ({ host, port }) => {
    if (host === null || !isPublicName(host)) return async () => null;
    const over = new AbortController();
    const signal = AbortSignal.any([terminal.signal, AbortSignal.timeout(patience), over.signal]);
    const started = performance.now();
    const found = httpsPromises({ host, port, signal });
    return async () => {
      const timer = setTimeout(() => over.abort(), Math.max(0, atLeast - (performance.now() - started)));
      const promises = await found;
      clearTimeout(timer);
      terminal.signal.throwIfAborted();
      if (promises === null && !quiet && !noted.has(host)) {
        noted.add(host);
        say(terminal.stderr, `note: no resolver answered in time for the HTTPS record of ${host}: not looked at`);
      }
      return promises;
    };
  };
}
