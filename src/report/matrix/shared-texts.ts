/** Texts that many have in common, each kept once. */
export interface SharedTexts {
  /** @returns what stands for the text from now on */
  share(text: string): SharedText;
  /** To be told as often as `share` was. */
  release(shared: SharedText): void;
}

/** A text and how many have it. */
export interface SharedText {
  readonly text: string;
  uses: number;
}

/**
 * @returns none shared yet
 */
export function sharedTexts(): SharedTexts {
  const known = new Map<string, SharedText>();
  return {
    share(text) {
      const shared = known.get(text) ?? { text, uses: 0 };
      if (shared.uses === 0) known.set(text, shared);
      shared.uses += 1;
      return shared;
    },
    release(shared) {
      shared.uses -= 1;
      if (shared.uses === 0) known.delete(shared.text);
    },
  };
}
