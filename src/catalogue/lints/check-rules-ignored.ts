import type { Lint } from '../lint.ts';

/** `http-check` without `option httpchk` (haproxy v3.4.0 src/proxy.c:1906): a warning at start, and no rule is run. */
export const checkRulesIgnored: Lint = {
  id: 'check-rules-ignored',
  code: 'SNI310',
  title: 'check rules that HAProxy ignores',
  severity: 'warning',
  found({ proxy, server }) {
    const [first] = proxy.ignoredChecks;
    if (!first || !server.settings.has('check') || server.ownCheck) return null;
    const { type } = proxy.check;
    const instead =
      type === 'none'
        ? 'the check only connects, and shakes hands where there is TLS'
        : `\`option ${type}\` is what is run`;
    const count = proxy.ignoredChecks.length;
    return {
      at: first,
      because: `${count === 1 ? 'This rule is' : `These ${count} rules are`} not run, because no option of this proxy asks for ${
        count === 1 ? 'it' : 'them'
      }: ${instead}.`,
      advice: ['Write `option httpchk` (for `tcp-check` rules `option tcp-check`) above the rules.'],
      fixable: true,
    };
  },
};
