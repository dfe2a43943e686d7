import type { RequestRule } from '../../haproxy/model/types.ts';
import type { Lint } from '../lint.ts';
import { listed } from './setting.ts';

/** `set-header` rules that people add out of habit, and without which this backend gets or answers the same. */
export const ruleNotNeeded: Lint = {
  id: 'rule-not-needed',
  code: 'SNI330',
  title: 'a rule that this backend does not need',
  severity: 'info',
  found({ spare }) {
    const [first] = spare;
    if (!first) return null;
    const unchanged = spare.filter(({ sameRequest }) => sameRequest).map(({ rule }) => written(rule));
    const unread = spare.filter(({ sameRequest }) => !sameRequest).map(({ rule }) => written(rule));
    return {
      at: first.rule.at,
      because: [
        ...(unchanged.length > 0 ? [`Without ${listed(unchanged)} HAProxy sends the same.`] : []),
        ...(unread.length > 0 ? [`Without ${listed(unread)} the backend answers the same.`] : []),
      ].join(' '),
      advice: ['Leave it out, unless another path or another name of clients needs it.'],
      fixable: false,
    };
  },
};

function written({ action, args }: RequestRule): string {
  return `\`${[action, ...args.map(({ text }) => text)].join(' ')}\``;
}
