import { matrixOptions } from './matrix-options.ts';
import { checkOptions, proveOptions, upgradeOptions } from './options.ts';

/** The commands that take files, with their options. */
const commands: Readonly<Record<string, object>> = {
  check: checkOptions,
  prove: proveOptions,
  upgrade: upgradeOptions,
  matrix: matrixOptions,
};

/**
 * Writes every FILE of such a command as an option of its own: HAProxy reads its files in the order of the command line, whether
 * they stand behind `-f` or alone, and yargs would tell the two apart.
 * @param words the command line
 * @returns the same, the command first; untouched where it is another command
 */
export function filesInOrder(words: readonly string[]): string[] {
  const written: string[] = [];
  let command: string | null = null;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const next = words[i + 1];
    if (word === '--' && command !== null) {
      written.push(...words.slice(i + 1).map(asOption));
      break;
    }
    if (word === '-f' && next !== undefined) {
      written.push(asOption(next));
      i++;
    } else if (word.startsWith('-') && word !== '-') {
      written.push(word);
      if (!takesValue(word, command) || next === undefined) continue;
      written.push(next);
      i++;
    } else if (command !== null) {
      written.push(asOption(word));
    } else {
      if (!(word in commands)) return [...words];
      command = word;
    }
  }
  return command === null ? [...words] : [command, ...written];
}

function takesValue(word: string, command: string | null): boolean {
  const options = command === null ? Object.values(commands) : [commands[command] ?? {}];
  return options.some((one) =>
    Object.entries(one).some(([name, option]) => 'requiresArg' in option && word === `--${name}`),
  );
}

/** In one word: the name of a file may begin with anything, and be `-`. */
function asOption(file: string): string {
  return `--f=${file}`;
}
