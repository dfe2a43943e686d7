import type { Found } from '../triage/source/find.ts';
import type { LiveState } from '../triage-types.ts';
import { isElsewhere } from './elsewhere.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';
import type { SourceAsked } from './triage-arguments.ts';

/** A HAProxy with its process, where that is one of this machine. */
export interface Live {
  state: LiveState;
  /** null: not found, or not looked for. */
  process: Found | null;
  /** It runs on another machine. */
  elsewhere: boolean;
}

/**
 * Asks HAProxy, by its socket, its statistics page or its log; without any of them the one that runs here.
 * @param source which
 * @param terminal standard input, Ctrl-C
 * @param onChange told as a log that is followed grows
 * @returns what it says
 * @throws Refusal with exit code 3 for what cannot be read, 2 where several run here; the signal's reason when aborted
 */
export async function readSource(
  source: SourceAsked,
  { stdin, signal }: Pick<Terminal, 'stdin' | 'signal'>,
  onChange?: (state: LiveState) => void,
): Promise<Live> {
  const elsewhere = await isElsewhere(source);
  switch (source.kind) {
    case 'found':
      return ofThisMachine(signal);
    case 'socket': {
      const { fromSocket } = await import('../triage/source/socket.ts');
      const state = await orRefusal(() => fromSocket(source.name, { signal }));
      const { processOf } = await import('../triage/source/find.ts');
      const process = elsewhere || state.pid === null ? null : await processOf(state.pid, { signal });
      return { state, process, elsewhere };
    }
    case 'stats': {
      const { fromStatsUrl } = await import('../triage/source/stats-page.ts');
      const options = { signal, ...(source.auth !== null && { auth: source.auth }) };
      return { state: await orRefusal(() => fromStatsUrl(source.url, options)), process: null, elsewhere };
    }
    case 'log': {
      const { fromLog } = await import('../triage/source/log.ts');
      const from = source.file === '-' ? { stream: stdin, name: 'standard input' } : { file: source.file };
      const options = { signal, follow: source.follow, ...(onChange && { onChange }) };
      return { state: await orRefusal(() => fromLog(from, options)), process: null, elsewhere };
    }
  }
}

async function ofThisMachine(signal: AbortSignal): Promise<Live> {
  const { findHaproxy } = await import('../triage/source/find.ts');
  const { found, notes } = await orRefusal(() => findHaproxy({ signal }));
  const usable = found.filter(({ socket }) => socket !== undefined);
  const [one, other] = usable;
  if (other !== undefined)
    throw new Refusal(
      2,
      `${usable.length} HAProxy run here: which one?`,
      usable
        .slice(0, 6)
        .map(({ socket, pid }) => `--socket ${socket} (process ${pid})`)
        .join(', '),
    );
  if (one?.socket === undefined) {
    const hint = 'name it: --socket PATH, --stats-url URL or --log FILE';
    const [why] = [...found.flatMap((each) => each.notes), ...notes];
    const what = found.length > 0 ? 'a HAProxy runs here, and none of its sockets can be asked' : null;
    if (what !== null) throw new Refusal(3, why === undefined ? what : `${what}: ${why}`, hint);
    throw new Refusal(3, why ?? 'no HAProxy is seen to run here', why === undefined ? hint : null);
  }
  const { socket } = one;
  const { fromSocket } = await import('../triage/source/socket.ts');
  return { state: await orRefusal(() => fromSocket(socket, { signal })), process: one, elsewhere: false };
}

async function orRefusal<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { Unreadable } = await import('../triage/source/unreadable.ts');
    if (error instanceof Unreadable) throw new Refusal(3, error.message, error.hint);
    throw error;
  }
}
