import type { Fault } from '../need.ts';

/** The answer's headers are more, or longer, than HAProxy's buffer takes (HAProxy manual, `tune.http.maxhdr`, `tune.bufsize`). */
export const headTooLarge: Fault = {
  id: 'head-too-large',
  code: 'SNI424',
  title: "the answer's headers do not fit HAProxy's buffer",
  severity: 'error',
  shown(view) {
    const o = view.primary;
    const { code = null, message = '' } = o?.failure ?? {};
    const refused = code === 'HTTP1_HEAD_TOO_LARGE' || code === 'HTTP1_TOO_MANY_HEADERS';
    const size = o?.http?.headSize;
    if (!o || (!refused && size === undefined)) return null;
    return {
      evidence: [o.id],
      because: refused
        ? `${message}.`
        : `They take ${size} bytes there: a check may read them, but traffic, which leaves room for rewriting, is answered with 502.`,
      advice: [
        'Send fewer or shorter headers: look for cookies and policies that grew.',
        'Else raise the limits in the global section: tune.http.maxhdr 256, tune.bufsize 32768 (they cost memory for every connection).',
      ],
    };
  },
};
