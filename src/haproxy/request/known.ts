/** What the model knows, or why it does not. */
export type Known<T> = { known: true; value: T } | { known: false; because: string };

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
export function unknown(because: string): { known: false; because: string } {
  return { known: false, because };
}

/**
 * @param text of a configuration, however long
 * @returns it in quotes, cut after a few words' length
 */
export function quoted(text: string): string {
  return text.length > 80 ? `"${text.slice(0, 77)}..."` : `"${text}"`;
}
