/**
 * Prints one line of progress to stderr.
 *
 * @param line - what is happening
 */
export function progress(line: string): void {
  process.stderr.write(`provision: ${line}\n`);
}

/**
 * Reduces a failure to one line.
 *
 * @param error - anything that was thrown
 * @returns its last line that says something
 */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 ? `${lines[0]?.slice(0, 200)} … ${lines.at(-1)?.slice(0, 300)}` : text.slice(0, 500);
}
