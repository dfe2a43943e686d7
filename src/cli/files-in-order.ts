import { checkOptions } from './options.ts';

/**
 * Writes every FILE of `check` as an option of its own: HAProxy reads its files in the order of the command line, whether
 * they stand behind `-f` or alone, and yargs would tell the two apart.
 * @param words the command line
 * @returns the same, the command first; untouched where the command is not `check`
 */
export function filesInOrder(words: readonly string[]): string[] {
  const written: string[] = [];
  let command = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const next = words[i + 1];
    if (word === '--' && command) {
      written.push(...words.slice(i + 1).map(asOption));
      break;
    }
    if (word === '-f' && next !== undefined) {
      written.push(asOption(next));
      i++;
    } else if (word.startsWith('-') && word !== '-') {
      written.push(word);
      if (!takesValue(word) || next === undefined) continue;
      written.push(next);
      i++;
    } else if (command) {
      written.push(asOption(word));
    } else {
      if (word !== 'check') return [...words];
      command = true;
    }
  }
  return command ? ['check', ...written] : [...words];
}

function takesValue(word: string): boolean {
  return Object.entries(checkOptions).some(([name, option]) => 'requiresArg' in option && word === `--${name}`);
}

/** In one word: the name of a file may begin with anything, and be `-`. */
function asOption(file: string): string {
  return `--f=${file}`;
}
