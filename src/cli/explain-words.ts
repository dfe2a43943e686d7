import { explainOptions } from './options.ts';

const flags: ReadonlySet<string> = new Set(
  Object.entries(explainOptions).flatMap(([name, option]) => ('requiresArg' in option ? [] : [`--${name}`])),
);
const valued: ReadonlySet<string> = new Set(
  Object.entries(explainOptions).flatMap(([name, option]) => ('requiresArg' in option ? [`--${name}`] : [])),
);

/**
 * Writes every TEXT of `explain` as an option of its own: a text may begin with anything (`-`, `----`, `* L4TOUT`), and
 * yargs would take some of them for options.
 * @param words the command line
 * @returns the same, the command first; untouched where it is another command
 */
export function textsAsOptions(words: readonly string[]): string[] {
  const at = words.findIndex((word, i) => !flags.has(word) && !valued.has(word) && !valued.has(words[i - 1] ?? ''));
  if (words[at] !== 'explain') return [...words];
  const written = ['explain', ...words.slice(0, at)];
  for (let i = at + 1; i < words.length; i++) {
    const word = words[i] as string;
    const next = words[i + 1];
    if (word === '--') {
      written.push(...words.slice(i + 1).map(asOption));
      break;
    }
    if (/^--[a-z]/.test(word)) {
      written.push(word);
      if (!valued.has(word) || next === undefined) continue;
      written.push(next);
      i++;
    } else written.push(asOption(word));
  }
  return written;
}

function asOption(text: string): string {
  return `--text=${text}`;
}
