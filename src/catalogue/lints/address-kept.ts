import type { Lint } from '../lint.ts';
import { cloudOf } from './cloud-names.ts';

/**
 * Without `resolvers` a name is asked for when HAProxy starts and its first address is kept until the next reload
 * (HAProxy manual, 5.3.1 and `init-addr`): a cloud's balancers change theirs whenever they grow or are moved.
 */
export const addressKept: Lint = {
  id: 'address-kept',
  code: 'SNI338',
  title: 'the address of a cloud balancer is asked for once and kept',
  severity: 'warning',
  found({ server }) {
    const { address, settings } = server;
    if (address.kind !== 'name' || settings.has('resolvers')) return null;
    const cloud = cloudOf(address.name);
    if (cloud === null) return null;
    return {
      at: server.at,
      because: `${address.name} is a name of ${cloud}, whose addresses change. HAProxy asks for it when it starts and goes on with the address that it got, though somebody else may have that one now.`,
      advice: [
        'Write a `resolvers dns` section with `parse-resolv-conf` (2.0; before that `nameserver`), and `resolvers dns init-addr last,libc,none` on the server line.',
      ],
      fixable: true,
    };
  },
};
