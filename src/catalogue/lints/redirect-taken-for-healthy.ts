import type { Lint } from '../lint.ts';
import { redirectsToHttps, redirectTarget } from '../view.ts';
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
    const target = redirectTarget(answer ?? undefined);
    if (target === null) return null;
    const toHttps = redirectsToHttps(answer ?? undefined);
    const asked = answer?.plan.request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
    // A site that sends its visitors to another page of its own is at work.
    if (!toHttps && (asked === undefined || target.host === asked)) return null;
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
