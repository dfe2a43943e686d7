import { Refusal } from './refusal.ts';

/** What can be the first word, beside an ADDRESS. */
export const commandNames = [
  'probe',
  'check',
  'prove',
  'upgrade',
  'explain',
  'triage',
  'matrix',
  'lab',
  'demo',
  'completion',
] as const;

/** Who asks for completions hands over a line that is not finished. */
const completing = '--get-yargs-completions';

/**
 * Reads what people write out of habit: `help`, `help probe`, `-h`, and one-letter options that mean different things
 * elsewhere.
 * @param argv the arguments, without the program
 * @returns the same in the words of this program
 * @throws Refusal with exit code 2 for `-v` and `-V`
 */
export function inOwnWords(argv: readonly string[]): string[] {
  const [first, second] = argv;
  if (first === completing) return [...argv];
  if (first === 'help') return commandNames.some((name) => name === second) ? [second as string, '--help'] : ['--help'];
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const letter = options.find((word) => word === '-v' || word === '-V');
  if (letter) throw new Refusal(2, `${letter} is no option`, 'the version: --version; every connection: --verbose');
  return argv.map((word, index) => (word === '-h' && index < options.length ? '--help' : word));
}
