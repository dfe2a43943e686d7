import type { Cured } from '../check/cure-run.ts';
import type { CheckOptions } from '../check/options.ts';
import type { CheckResult } from '../check-types.ts';
import { fixScreen } from '../report/formats/check-fix.ts';
import { checkScreen } from '../report/formats/check-screen.ts';
import { fix, managersOf } from './check-fix.ts';
import { chooseCures } from './fix-choose.ts';
import type { Original } from './fix-original.ts';
import { patchBytes, patchCommand, readable } from './fix-patch.ts';
import { toldLeft } from './fix-told.ts';
import { look } from './look.ts';
import type { OutputOptions } from './output-options.ts';
import { writeResults } from './results.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { writeWhole } from './write-whole.ts';

/**
 * `check --diff`: the patch, and nothing else, to where results go; what is said of it to standard error.
 * @param found what a check said, with its cures
 * @param files as they were read
 * @param output how to say it; as JSON, the patch is in the result as it always is
 * @param terminal where it goes
 */
export async function printPatch(
  { result, cures }: Cured,
  files: readonly Original[],
  output: OutputOptions,
  terminal: Terminal,
): Promise<void> {
  const isPatch = output.format === 'table';
  if (!output.quiet) {
    if (isPatch) {
      const style = await look({ ...output, file: null }, { ...terminal, stdout: terminal.stderr }, false);
      terminal.stderr.write(checkScreen(result, style));
    }
    const touched = files.filter(({ name }) => result.edits.some(({ file }) => file === name));
    const command = isPatch && touched.length > 0 && output.file === null ? patchCommand(touched) : null;
    if (command !== null) say(terminal.stderr, `note: apply it with: ${command}`);
    for (const sentence of toldLeft({ ...chooseCures(cures, true, managersOf(files)), review: [] }))
      say(terminal.stderr, `note: ${sentence}`);
  }
  const bytes = patchBytes(result.patch);
  if (!isPatch) await writeResults(once(readable(result)), 1, output, terminal, checkScreen);
  else if (output.file === null) terminal.stdout.write(bytes);
  else await writeWhole(output.file, bytes, terminal.signal);
}

/**
 * `check --fix` and `check --fix-all`: writes edits, then says what was done and what a check says now.
 * @param found what a check said, with its cures
 * @param options of that check
 * @param files as they were read
 * @param which edits are written
 * @param output how to say it
 * @param terminal where it goes
 * @returns what a check says now
 * @throws Refusal with exit code 3 where they cannot be written, or must not be; the signal's reason when aborted
 */
export async function writeEdits(
  found: Cured,
  options: CheckOptions,
  files: readonly Original[],
  which: 'fix' | 'fix-all',
  output: OutputOptions,
  terminal: Terminal,
): Promise<CheckResult> {
  const { result, edits, told } = await fix(found, options, files, which === 'fix-all', terminal, output.quiet);
  if (output.format !== 'table' && !output.quiet)
    for (const sentence of told) say(terminal.stderr, `note: ${sentence}`);
  await writeResults(once(readable(result)), 1, output, terminal, (one, style) => {
    return `${fixScreen(edits, told, style)}\n${checkScreen(one, style)}`;
  });
  return result;
}

async function* once<T>(result: T): AsyncGenerator<T> {
  yield result;
}
