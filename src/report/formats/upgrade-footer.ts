import type { UpgradeResult } from '../../upgrade-types.ts';
import { printable } from '../escape.ts';
import { product } from './steps.ts';
import { paragraph } from './wrap.ts';

/**
 * How far the answer can be trusted, and what nobody looked at.
 * @param result of an upgrade
 * @param folder that all files stand in; '' where it is not left out
 * @returns lines
 */
export function upgradeFooter(result: UpgradeResult, folder: string): string {
  const { basis, direction, connections, connectedFrom, ms, patch } = result;
  const documented = (['from', 'to'] as const)
    .filter((side) => basis[side] === 'documented')
    .map((side) => result[side]);
  const known =
    documented.length === 0
      ? ''
      : ` What ${documented.map(product).join(' and ')} does is known from its documents, not measured.`;
  const way = direction === 'same' ? ' Both are the same version.' : direction === 'downgrade' ? ' A downgrade.' : '';
  const made =
    connections === 0
      ? 'No connection was made: what the backends answer is not known.'
      : `${connections} connection${connections === 1 ? '' : 's'}, ${(ms / 1000).toFixed(1)} s${connectedFrom === null ? '' : `, from ${printable(connectedFrom)}`}.`;
  return (
    paragraph(`${made}${way}${known}`, ' ') +
    (folder === '' ? '' : paragraph(`Files in ${printable(folder)}`, ' ')) +
    paragraph('Not seen: the running HAProxy, its source address, its TLS library, which may change too.', ' ') +
    (patch === '' ? '' : paragraph('The edits as a patch: --format json has it in "patch".', ' '))
  );
}
