import { has } from '../../haproxy/model/setting.ts';
import { introduced, since } from '../../haproxy/versions.ts';
import { numberOf } from './age.ts';
import type { UpgradeCause } from './upgrade.ts';

/** HAProxy 3.3 and later take the server name from the Host where none is written. */
export const automaticServerName: UpgradeCause = {
  id: 'automatic-server-name',
  code: 'SNI340',
  title: 'only one of the versions takes the server name from the Host by itself',
  severity: 'error',
  explains({ of, version, server, differences, held }) {
    const [first, ...others] = differences.filter(({ aspect }) => aspect === 'server-name');
    const automatic = {
      from: since(version.from, introduced.automaticSni),
      to: since(version.to, introduced.automaticSni),
    };
    if (!first || others.length > 0 || automatic.from === automatic.to) return null;
    const sides = automatic.to ? (['to', 'from'] as const) : (['from', 'to'] as const);
    const [newer, older] = sides;
    const name = first[newer];
    if (name === null || first[older] !== null || has(server[newer], own[of])) return null;
    const verified = held[newer] === name ? ', and holds the certificate to it' : '';
    return `HAProxy ${numberOf(version[newer])} takes the server name from the Host by itself (${name})${verified}; ${numberOf(version[older])} sends none.`;
  },
};

const own = { check: 'check-sni', traffic: 'sni' } as const;
