import { type Run, run } from './command.ts';

/** How a program ran, and what it took of the processors. */
export interface Measured extends Run {
  /** User and system time, in ms. */
  cpu: number;
}

// The shell's own way of telling it (POSIX, `times`): the second line is that of its children.
const script = 'out="$1"; shift; "$@" > "$out"; code=$?; times; exit $code';

/**
 * Runs a program to its end, its standard output into a file.
 * @param output the file
 * @param file the program
 * @param args its arguments
 * @param limit ms after which it is killed
 * @returns how it ran; its `stdout` is empty
 * @throws Error where it did not end with 0
 */
export async function measured(
  output: string,
  file: string,
  args: readonly string[],
  limit = 120_000,
): Promise<Measured> {
  const ran = await run('sh', ['-c', script, 'sh', output, file, ...args], limit);
  if (ran.code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${ran.code}`);
  const [, children = ''] = ran.stdout.trim().split('\n');
  return { ...ran, stdout: '', cpu: milliseconds(children) };
}

/** `0m1.230000s 0m0.210000s` */
function milliseconds(line: string): number {
  let sum = 0;
  for (const [, minutes, seconds] of line.matchAll(/(\d+)m([\d.]+)s/g)) sum += Number(minutes) * 60 + Number(seconds);
  return sum * 1000;
}
