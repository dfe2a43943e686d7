import { argument } from '../../haproxy/model/setting.ts';
import { numberOf } from './age.ts';
import type { UpgradeCause } from './upgrade.ts';

/** Which HTTP a check speaks once ALPN has chosen one. */
export const alpnInCheck: UpgradeCause = {
  id: 'alpn-in-check',
  code: 'SNI342',
  title: 'only one of the versions lets the check speak what ALPN chose',
  severity: 'error',
  explains({ of, version, server, differences }) {
    const spoken = differences.find(({ aspect }) => aspect === 'alpn');
    if (of !== 'check' || !spoken) return null;
    const offered = argument(server.to, 'check-alpn') ?? argument(server.to, 'alpn') ?? argument(server.to, 'proto');
    const side = (version: string, words: string | null) => `HAProxy ${version} offers ${words ?? 'none'}`;
    return `The check's ALPN (${offered ?? 'none'}): ${side(numberOf(version.from), spoken.from)}; ${side(numberOf(version.to), spoken.to)}.`;
  },
};
