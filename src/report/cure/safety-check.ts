import { has } from '../../haproxy/model/setting.ts';
import type { Patient } from './cure.ts';
import type { Danger, Said } from './safety-danger.ts';

/**
 * A check that asks more than before may find servers wanting that were UP.
 * @param said what the edit says
 * @param patient the server
 * @param edit the edit: what it only keeps is asked already
 * @returns what can happen; null: nothing
 */
export const asksMore: Danger = (said, patient, { kept }) => {
  if (kept || !isStricter(said, patient)) return null;
  return 'The check asks more than before: at the next reload it takes every server of this backend DOWN that does not answer it, and with all of them the whole backend.';
};

function isStricter({ line, words }: Said, { target }: Patient): boolean {
  const { server, proxy } = target;
  const [first, second] = line;
  const check = server.ownCheck ?? proxy.check;
  if (/^(?:default-)?server(?:-template)?$/.test(first ?? ''))
    return words[0] === 'check' && !has(server, 'check') && !has(server, 'no-check');
  if (words.length === 0) return false;
  if (first === 'option' && second === 'httpchk') return check.type !== 'httpchk';
  return first === 'http-check' && second === 'expect';
}
