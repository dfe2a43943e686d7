import type { Lint } from '../lint.ts';
import { canonicalName, redirectsToHttps } from '../view.ts';
import { falseGreen, lastOfCheck, told } from './outcome.ts';
import { checkOf } from './setting.ts';

/** A check does not follow redirects, and takes 200 to 399 for healthy (HAProxy manual, `option httpchk`). */
export const redirectTakenForHealthy: Lint = {
  id: 'redirect-taken-for-healthy',
  code: 'SNI319',
  title: 'the check takes a redirect for healthy',
  severity: 'warning',
  found(subject) {
    const check = checkOf(subject);
    const answer = lastOfCheck(subject);
    const status = answer?.http?.status;
    if (check?.type !== 'httpchk' || !subject.predicted.check.up || status === undefined || status >= 400) return null;
    const toHttps = redirectsToHttps(answer ?? undefined);
    // A site that sends its visitors to another page, be it that of a login elsewhere, is at work.
    if (!toHttps && canonicalName(answer ?? undefined) === null) return null;
    const client = falseGreen(subject);
    return {
      at: check.at ?? subject.server.at,
      because: `The check is green on ${status}, which sends ${
        toHttps ? 'it to https' : 'it to another host'
      }, and it does not go there${client ? `: ${told(client)}${client.row.status === status ? ', and goes round for ever' : ''}` : ''}.`,
      advice: [
        toHttps
          ? 'Speak TLS to the backend, and write `http-check expect status 200`.'
          : 'Send the Host that the site is served under, and write `http-check expect status 200`.',
      ],
      fixable: true,
      ...(client ? { severity: 'error' } : {}),
    };
  },
};
