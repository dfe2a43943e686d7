import type { StatRow } from '../../interop/real/haproxy-stats.ts';
import type { MeasuredCheck } from './measured.ts';

/**
 * Reads a server's line of `show stat`.
 * @param row the line
 * @returns its check's result; null: none is there yet
 */
export function checkOf(row: StatRow): MeasuredCheck | null {
  const { status = '', check_status = '', check_code = '', last_chk = '' } = row;
  // A server that is disabled is said to be in maintenance whether it has a check or not.
  const unchecked = status === 'no check' || (status === 'MAINT' && check_status === '');
  if (unchecked) return { status: '', code: null, info: '', up: null };
  const running = check_status.startsWith('* ');
  const word = check_status.replace(/^\* /, '');
  if (word === '' || word === 'INI' || word === 'UNK') return null;
  return {
    status: word,
    // A check that begins forgets what the one before had to say.
    code: running || check_code === '' ? null : Number(check_code),
    info: running ? null : last_chk,
    up: status.startsWith('UP'),
  };
}
