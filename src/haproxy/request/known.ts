/** What the model knows, or why it does not. */
export type Known<T> = { known: true; value: T } | Doubt;

/** Why something is not known. */
export interface Doubt {
  known: false;
  because: string;
  /** It is something that each client's request decides, an ordinary one's too. */
  ofRequest?: true;
}

/**
 * @param value what is known
 * @returns it, as known
 */
export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

/**
 * @param because why it is not known, for people: `sample fetch src`
 * @returns something not known
 */
export function unknown(because: string): Doubt {
  return { known: false, because };
}

/**
 * @param because why something of the request itself is not known
 * @returns something not known that no ordinary client can be taken to pass
 */
export function unknownOfRequest(because: string): Doubt {
  return { known: false, because, ofRequest: true };
}

/**
 * @param text of a configuration, however long
 * @returns it in quotes, cut after a few words' length
 */
export function quoted(text: string): string {
  return text.length > 80 ? `"${text.slice(0, 77)}..."` : `"${text}"`;
}
