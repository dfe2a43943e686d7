import type { Place } from '../../haproxy/syntax/tree.ts';
import type { Lint, Subject } from '../lint.ts';
import { checkOf } from './setting.ts';

/**
 * `option httpchk GET / HTTP/1.1\r\nHost:\ x`: the only way up to 2.1, a warning from 2.2, refused from 2.8 (haproxy
 * v2.8.0 src/tcpcheck.c:4948).
 */
export const httpchkHiddenHeader: Lint = {
  id: 'httpchk-hidden-header',
  code: 'SNI313',
  title: 'a header is hidden in the version of option httpchk',
  severity: 'error',
  found(subject) {
    if (checkOf(subject) === null) return null;
    const hidden = subject.model.problems.find(
      (problem) => /^HTTP\/[\d.]+\r\n/.test(problem.word) && concerns(problem, subject),
    );
    if (!hidden) return null;
    const fatal = hidden.severity === 'fatal';
    return {
      at: { file: hidden.file, line: hidden.line },
      because: fatal
        ? 'HAProxy 2.8 and later do not start with a header behind the version.'
        : 'HAProxy warns of a header behind the version; from 2.8 it does not start with it.',
      advice: [
        'Write `option httpchk`, and the header into `http-check send meth GET uri / ver HTTP/1.1 hdr Host NAME`.',
      ],
      fixable: true,
      ...(fatal ? {} : { severity: 'warning' }),
    };
  },
};

/** A line that is refused has left no trace in the check: it is known by where it stands. */
function concerns({ file, line }: Place, { model, proxy }: Subject): boolean {
  const option = proxy.check.at;
  if (option?.file === file && option.line === line) return true;
  if (file !== proxy.at.file || line < proxy.at.line) return false;
  return !model.proxies.some(({ at }) => at.file === file && at.line > proxy.at.line && at.line <= line);
}
