import type { Live } from './live.ts';
import { isUnresolved } from './signs.ts';

/** HAProxy's own resolvers have no address for the server's name. */
export const nameUnresolved: Live = {
  id: 'name-unresolved',
  code: 'SNI355',
  title: "HAProxy's resolvers have no address for the server's name",
  severity: 'error',
  found({ live, written }) {
    if (!isUnresolved(live.state)) return null;
    const name = live.fqdn ?? written?.name ?? null;
    const here =
      written && written.addresses.length > 0 ? `; here it is ${written.addresses.slice(0, 4).join(', ')}` : '';
    return {
      because: `HAProxy has it in ${live.state}${name === null ? '' : `: ${name} has no address`}${here}.`,
      advice: [
        'What the resolvers are told: `show resolvers` on the socket; `dig @NAMESERVER NAME` with the nameserver of the resolvers section.',
      ],
    };
  },
};
