/** What the user is told when a command cannot do what was asked; never a bug. */
export class Refusal extends Error {
  /** 2: the arguments are wrong; 3: something that the command needs is not there or not readable. */
  readonly exitCode: 2 | 3;
  readonly hint: string | null;

  /**
   * @param exitCode 2 or 3, see {@link Refusal.exitCode}
   * @param message one line
   * @param hint what to do instead; null: nothing to add
   */
  constructor(exitCode: 2 | 3, message: string, hint: string | null = null) {
    super(message);
    this.name = 'Refusal';
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/**
 * Turns an Error of a pure parser into a usage error.
 * @param parse reads something that the user wrote
 * @param option where it was written (`--expect`)
 * @returns what `parse` returns
 * @throws Refusal with exit code 2 where `parse` throws
 */
export function orUsageError<T>(option: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new Refusal(2, `${option}: ${(error as Error).message}`);
  }
}
