/** Why a live HAProxy or its log cannot be read. Its message is for people: one line, fit to be shown. */
export class Unreadable extends Error {
  /** What to do instead, or to type; null: nothing to add. */
  readonly hint: string | null;

  /**
   * @param message one line, fit to be shown
   * @param hint what to do instead
   */
  constructor(message: string, hint: string | null = null) {
    super(message);
    this.name = 'Unreadable';
    this.hint = hint;
  }
}
