import { numberOf } from './age.ts';
import type { UpgradeCause } from './upgrade.ts';

/** The bytes of a check's request. */
export const requestOfCheck: UpgradeCause = {
  id: 'request-of-check',
  code: 'SNI345',
  title: 'the versions write the request of the check otherwise',
  severity: 'error',
  explains({ of, version, differences }) {
    const request = differences.find(({ aspect }) => aspect === 'request');
    if (of !== 'check' || !request) return null;
    const [before, after] = [lines(request.from), lines(request.to)];
    const only = (own: string[], others: string[]) => own.filter((line) => !others.includes(line)).join(', ');
    const said = [
      [numberOf(version.from), only(before, after)],
      [numberOf(version.to), only(after, before)],
    ].flatMap(([number, words]) => (words ? [`only HAProxy ${number} sends "${words}"`] : []));
    return `The request of the check differs: ${said.length > 0 ? said.join('; ') : 'its lines stand in another order'}.`;
  },
};

function lines(request: string | null): string[] {
  return (request ?? '').split('\r\n').filter((line) => line !== '');
}
