import type { Lint } from '../lint.ts';
import { falseGreen, lastOfCheck, told } from './outcome.ts';
import { checkOf } from './setting.ts';

/** An `http-check expect` that lets an error pass: the answer of a wrong host or of a broken application is healthy. */
export const errorTakenForHealthy: Lint = {
  id: 'error-taken-for-healthy',
  code: 'SNI320',
  title: 'the check takes an error for healthy',
  severity: 'warning',
  found(subject) {
    const status = lastOfCheck(subject)?.http?.status;
    const check = checkOf(subject);
    // 404 with disable-on-404 is no health: the server gets no new sessions.
    if (check === null || subject.predicted.check.status !== 'L7OK' || status === undefined || status < 400)
      return null;
    const expect = check.rules.find((rule) => rule.action === 'expect');
    const client = falseGreen(subject);
    // "Who are you" and "not that way" are answers of a site at work.
    const alive = [401, 403, 405].includes(status);
    return {
      at: expect?.at ?? check.at ?? subject.server.at,
      because: `The check is green on ${status}${client ? `, and ${told(client)}` : ''}: ${
        alive ? 'a page that may be asked for would tell more' : 'a backend that does not know the site says the same'
      }.`,
      advice: ['Ask for a page that the site has, under its Host, and write `http-check expect status 200`.'],
      fixable: false,
      severity: client ? 'error' : alive ? 'info' : 'warning',
    };
  },
};
