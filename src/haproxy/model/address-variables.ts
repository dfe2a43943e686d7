/** Text with environment variables put in, and the names of those that are not set. */
export interface Expanded {
  text: string;
  unset: readonly string[];
}

const none: readonly string[] = [];

/** Says what an environment variable is; undefined: it is not set, or that is not known. */
export interface Variables {
  get(name: string): string | undefined;
}

/**
 * Puts environment variables into an address. HAProxy does so in addresses even outside double quotes (haproxy v3.4.0
 * src/tools.c, `env_expand`).
 * @param text the address as the words of the line have it
 * @param environment the variables that are set
 * @returns the text; what is not set stands for nothing
 */
export function expandAddress(text: string, environment: Variables): Expanded {
  if (!text.includes('$')) return { text, unset: none };
  const unset: string[] = [];
  const expanded = text.replace(/\$(?:\{(\w*)\}?|(\w*))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = environment.get(name);
    if (value === undefined) unset.push(name);
    return value ?? '';
  });
  return { text: expanded, unset };
}
