import type { Lint, Subject } from '../lint.ts';
import { frontendsOf } from './frontends.ts';
import { failingByName, told } from './outcome.ts';
import { setting } from './setting.ts';
import { fromHeader } from './sni-source.ts';

/** In `mode tcp` nobody waits for a request: whether the header is there when the connection is made is luck. */
export const sniFromHeaderInTcp: Lint = {
  id: 'sni-from-header-in-tcp',
  code: 'SNI306',
  title: 'sni is taken from an HTTP header in mode tcp',
  severity: 'warning',
  found(subject) {
    const { proxy, server } = subject;
    const found = setting(server, 'sni');
    if (!found || proxy.mode !== 'tcp' || !server.settings.has('ssl') || fromHeader(found) === null) return null;
    if (waits(subject)) return null;
    const hit = failingByName(subject);
    return {
      at: found.at,
      because: `HAProxy connects before it has read the request, or after, as it happens: one connection sends the name, the next sends none${
        hit ? `. Here ${told(hit)}` : ''
      }.`,
      advice: ["Write the name out (`sni str(NAME)`), pass the client's on (`sni ssl_fc_sni`), or set `mode http`."],
      fixable: true,
      ...(hit ? { severity: 'error' } : {}),
    };
  },
};

/** Content rules that look for a request make HAProxy wait for it, as long as `tcp-request inspect-delay` says. */
function waits(subject: Subject): boolean {
  return [subject.proxy, ...frontendsOf(subject)].some(({ otherRules }) => {
    const rules = otherRules.filter(({ keyword }) => keyword === 'tcp-request').map(({ words }) => texts(words));
    const looks = rules.some((words) => words.includes('content') && words.some((word) => /^(?:HTTP|req)/.test(word)));
    return looks && rules.some((words) => words.includes('inspect-delay'));
  });
}

function texts(words: readonly { text: string }[]): string[] {
  return words.map(({ text }) => text);
}
