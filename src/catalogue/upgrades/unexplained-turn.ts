import { numberOf } from './age.ts';
import type { UpgradeCause } from './upgrade.ts';

/** Something else is sent, for a reason that no other cause names. */
export const unexplainedTurn: UpgradeCause = {
  id: 'unexplained-turn',
  code: 'SNI348',
  title: 'the outcome turns, and no known difference of the versions explains it',
  severity: 'error',
  explains({ of, version, differences }) {
    const aspects = differences.map(({ aspect }) => names[aspect]).join(' and ');
    return `HAProxy ${numberOf(version.to)} sends another ${aspects} than ${numberOf(version.from)} for ${of === 'check' ? 'the check' : 'traffic'}.`;
  },
};

const names = {
  'server-name': 'server name',
  alpn: 'ALPN',
  'proxy-header': 'PROXY header',
  request: 'request',
  transport: 'transport',
} as const;
