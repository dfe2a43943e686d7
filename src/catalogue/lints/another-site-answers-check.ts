import type { Plan } from '../../types.ts';
import type { Lint } from '../lint.ts';
import { sameAnswer } from '../view.ts';
import { clients, lastOfCheck } from './outcome.ts';
import { checkOf } from './setting.ts';

/** The check asks for another name than clients do, and gets another page: a default site is well, not this one. */
export const anotherSiteAnswersCheck: Lint = {
  id: 'another-site-answers-check',
  code: 'SNI326',
  title: 'another site answers the check than answers traffic',
  severity: 'warning',
  found(subject) {
    const answer = lastOfCheck(subject);
    const check = checkOf(subject);
    if (!check || !subject.predicted.check.up || !good(answer?.http?.status) || !answer) return null;
    const all = clients(subject);
    // Of several sites behind one address a check can watch one.
    const watched = all.some(({ row, seen }) => row.host !== null && seen && sameAnswer(answer, seen));
    for (const { row, seen } of all) {
      if (row.host === null || !seen || !good(seen.http?.status)) continue;
      const same =
        door(answer.plan) === door(seen.plan) &&
        answer.plan.request?.path === seen.plan.request?.path &&
        method(answer.plan) === method(seen.plan);
      if (!same || asks(answer.plan) === asks(seen.plan) || sameAnswer(answer, seen)) continue;
      const asked = host(answer.plan);
      return {
        at: check.at ?? subject.server.at,
        because: `The check ${asked === undefined ? 'names no host' : `asks for ${asked}`} and gets another page than a client that asks for ${row.host}, at the same path.`,
        advice: [
          watched
            ? 'Where one of them may fail alone, give each a backend with a check of its own.'
            : `Send the check under the name of the site: \`http-check send hdr Host ${row.host}\`.`,
        ],
        fixable: !watched,
        ...(watched ? { severity: 'info' } : {}),
      };
    }
    return null;
  },
};

function good(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

function host({ request }: Plan): string | undefined {
  return request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
}

/** What is checked elsewhere is another service, with a code of its own. */
function door({ address, port }: Plan): string {
  return `${address} ${port}`;
}

function method({ request }: Plan): string | undefined {
  return request?.method;
}

/** What a backend can choose a site by. */
function asks(plan: Plan): string {
  return `${plan.port} ${host(plan)?.toLowerCase() ?? ''} ${plan.tls?.servername ?? ''}`;
}
