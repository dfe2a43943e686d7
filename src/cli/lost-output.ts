import { fileProblem } from './file-problem.ts';
import { say } from './say.ts';
import type { Output } from './terminal.ts';

/**
 * The exit code where standard output took less than everything.
 * @param error what the stream said; null: nothing
 * @param code the exit code of the command
 * @param stderr standard error, where it is said
 * @returns 3 for what is lost; the command's own code where the reader has seen enough (`| head`) or it was interrupted
 */
export function codeOfOutput(error: NodeJS.ErrnoException | null, code: number, stderr: Output): number {
  if (error === null || error.code === 'EPIPE' || code === 130) return code;
  say(stderr, `sni-doctor: standard output: cannot be written: ${fileProblem(error)}`);
  return 3;
}
