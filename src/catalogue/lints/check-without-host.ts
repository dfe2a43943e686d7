import type { Lint } from '../lint.ts';
import { lastOfCheck } from './outcome.ts';
import { checkOf } from './setting.ts';

/** HAProxy adds no Host to a check, in no version; a server must answer 400 then (RFC 9112, section 3.2). */
export const checkWithoutHost: Lint = {
  id: 'check-without-host',
  code: 'SNI314',
  title: 'the check speaks HTTP/1.1 without a Host header',
  severity: 'warning',
  found(subject) {
    const check = checkOf(subject);
    // A header that is not known may be the one.
    if (check?.type !== 'httpchk' || check.unknown.length > 0) return null;
    const sends = check.rules.filter((rule) => rule.action === 'send');
    const bare = sends.find(
      ({ version, headers }) =>
        !/^HTTP\/1\.0$|^HTTP\/0/.test(version) && !headers.some(([name]) => name.toLowerCase() === 'host'),
    );
    if (!bare || /[\r\n]host:/i.test(bare.version)) return null;
    const status = subject.predicted.check.up === false ? lastOfCheck(subject)?.http?.status : undefined;
    return {
      at: bare.at,
      because: `HTTP/1.1 without Host is no valid request, and HAProxy adds none${
        status === undefined ? ': most servers answer 400' : `: the backend answers ${status}`
      }.`,
      advice: ['Write `http-check send meth GET uri / ver HTTP/1.1 hdr Host NAME`, with the path of yours.'],
      fixable: true,
      ...(status === undefined ? {} : { severity: 'error' }),
    };
  },
};
