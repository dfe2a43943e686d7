import { printable } from '../report/escape.ts';
import { ask, NoAnswer } from '../runtime-api/ask.ts';
import { socketPlace } from '../runtime-api/place.ts';
import { CannotProve } from './cannot.ts';

/** Why a running HAProxy cannot show what was asked. Where something of it stays changed, the message says what. */
export class RuntimeRefusal extends CannotProve {
  /** What to do instead, or to type; null: nothing to add. */
  readonly hint: string | null;

  /**
   * @param message one line, fit to be shown
   * @param hint what to do instead
   */
  constructor(message: string, hint: string | null = null) {
    super(message);
    this.name = 'RuntimeRefusal';
    this.hint = hint;
  }
}

/** A command that got no whole answer. */
export class SocketProblem extends RuntimeRefusal {
  /** The connection stood: HAProxy may have read the command. */
  readonly reached: boolean;

  /**
   * @param message one line, fit to be shown
   * @param reached see {@link SocketProblem.reached}
   * @param hint what to do instead
   */
  constructor(message: string, reached: boolean, hint: string | null = null) {
    super(message, hint);
    this.reached = reached;
  }
}

/** A HAProxy's Runtime API. */
export interface StatsSocket {
  /** As the user wrote it. */
  name: string;
  /**
   * Sends one command, over a connection of its own: none has to outlive a reload.
   * @param command one line without its line feed; characters are bytes
   * @param signal gives the answer up
   * @returns the answer without line feeds at its end; raw: escape before showing
   * @throws SocketProblem where none comes in time, or too much; the signal's reason
   */
  ask(command: string, signal?: AbortSignal): Promise<string>;
}

/** The most that one answer may take. */
const patience = { total: 5000, silence: 5000, room: 1_000_000, narrower: 'name the backend: less is asked then' };

/**
 * A stats socket, which nothing is asked of yet.
 * @param name as for `socketPlace`
 * @returns the socket
 * @throws Error as `socketPlace`
 */
export function statsSocket(name: string): StatsSocket {
  const place = socketPlace(name);
  const shown = printable(name, 200);
  return {
    name,
    ask: async (command, signal) => {
      try {
        return (await ask(place, command, patience, signal)).trimEnd();
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        throw new SocketProblem(`${shown}: ${error.message}`, error.reached, error.hint);
      }
    },
  };
}
