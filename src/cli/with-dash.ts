const lists = new Set(['--config', '--hosts', '--targets', '--pairs']);

/**
 * Writes standard input as the value of an option that may stand several times: yargs would take the dash for a word of
 * its own.
 * @param words the command line
 * @returns the same with `--config=-` for `--config -`
 */
export function withDash(words: readonly string[]): string[] {
  return words.flatMap((word, i) => {
    if (lists.has(word) && words[i + 1] === '-') return [`${word}=-`];
    return word === '-' && lists.has(words[i - 1] ?? '') ? [] : [word];
  });
}
