import { printable } from '../report/escape.ts';
import type { Output } from './terminal.ts';

/**
 * Says one line on standard error. What it quotes may come from anywhere (arguments, files, a name server): here it is
 * made harmless, whoever wrote it.
 * @param stderr standard error
 * @param line text without its line feed
 */
export function say(stderr: Output, line: string): void {
  stderr.write(`${printable(line)}\n`);
}
