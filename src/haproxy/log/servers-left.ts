import type { ServerStateLine } from '../../log-types.ts';
import { type Cursor, endsInside, integer, literal } from './cursor.ts';

type Left = NonNullable<ServerStateLine['left']>;

interface Read {
  numbers: number[];
  runningOnBackup: boolean;
}

// What stands behind each number (haproxy v3.4.0 src/server.c:2166, srv_append_more; the same since 1.5).
const down = [' active and ', ' backup servers left.', ' sessions active, ', ' requeued, ', ' remaining in queue'];
const up = [' active and ', ' backup servers online.', ' sessions requeued, ', ' total in queue'];
const onBackup = ' Running on backup.';

const stopped = (cursor: Cursor, word: string) => (endsInside(cursor, word) ? 'cut' : 'other');

/** `cut`: the line ends on the way. `other`: it goes on with something else. */
function readNumbers(cursor: Cursor, words: readonly string[]): Read | 'cut' | 'other' {
  const numbers: number[] = [];
  let runningOnBackup = false;
  for (const word of words) {
    if (numbers.length === 2) {
      runningOnBackup = literal(cursor, onBackup);
      if (!literal(cursor, ' ')) return stopped(cursor, onBackup);
    }
    const number = integer(cursor);
    if (number === null) return stopped(cursor, '-');
    if (!literal(cursor, word)) return stopped(cursor, word);
    numbers.push(number);
  }
  literal(cursor, '.');
  return cursor.at === cursor.text.length ? { numbers, runningOnBackup } : 'other';
}

/**
 * Reads the end of a line about a server: `. 1 active and 0 backup servers left. …`, or the dot alone.
 *
 * @param cursor the place
 * @returns the servers, null where the line says nothing of them or is cut; undefined: it goes on with something else
 */
export function readLeft(cursor: Cursor): Left | null | undefined {
  const { text } = cursor;
  if (cursor.at === text.length) return null;
  if (!literal(cursor, '.')) return undefined;
  if (cursor.at === text.length) return null;
  if (!literal(cursor, ' ')) return undefined;
  const start = cursor.at;
  const asDown = readNumbers(cursor, down);
  if (asDown === 'cut') return null;
  if (asDown !== 'other') {
    const { numbers, runningOnBackup } = asDown;
    return {
      active: numbers[0] ?? 0,
      backup: numbers[1] ?? 0,
      runningOnBackup,
      sessions: numbers[2] ?? 0,
      requeued: numbers[3] ?? 0,
      queued: numbers[4] ?? 0,
    };
  }
  cursor.at = start;
  const asUp = readNumbers(cursor, up);
  if (asUp === 'cut') return null;
  if (asUp === 'other') return undefined;
  const [active = 0, backup = 0, requeued = 0, queued = 0] = asUp.numbers;
  return { active, backup, runningOnBackup: asUp.runningOnBackup, sessions: null, requeued, queued };
}
