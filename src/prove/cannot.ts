/** Why nothing can be shown: no usable HAProxy, or one that refuses what it is given. Its message is for people. */
export class CannotProve extends Error {
  /** @param message one sentence */
  constructor(message: string) {
    super(message);
    this.name = 'CannotProve';
  }
}
