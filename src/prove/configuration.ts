import type { CheckOptions } from '../check/options.ts';
import type { ProveResult } from '../prove-types.ts';
import { classesOf } from '../report/cure/classes.ts';
import type { CureEdit } from '../report/cure/cure.ts';
import type { Part } from './ablate.ts';
import { cureOf } from './cured.ts';
import { type Run, show } from './show.ts';
import { notShown } from './subjects.ts';
import { trustLost } from './trust-lost.ts';

/**
 * Shows on HAProxy what becomes of a configuration's failing servers with the edits that cure them; where nothing fails,
 * that it works as it is.
 * @param options the configuration and what is asked of it, for the version of that HAProxy
 * @param run on which HAProxy
 * @param ablating whether each edit is taken away in turn
 * @returns what HAProxy made of it
 * @throws CannotProve where there is nothing to show or HAProxy cannot be run; the signal's reason when aborted
 */
export async function proveConfiguration(options: CheckOptions, run: Run, ablating: boolean): Promise<ProveResult> {
  const cured = await cureOf({ ...options, signal: run.signal });
  const { result, edits } = cured;
  const after = await cured.with(edits);
  const classes = classesOf(edits);
  const parts = classes.map(
    (some): Part => ({
      directive: directiveOf(some),
      requested: some.every(({ because }) => because === 'requested'),
      async without() {
        const { text, targets } = await cured.with(edits.filter((edit) => !some.includes(edit)));
        return { text, unsafe: trustLost(after.targets, targets) };
      },
    }),
  );
  return show(
    {
      before: edits.length === 0 ? null : (await cured.with([])).text,
      after: after.text,
      changes: classes.map(directiveOf),
      parts: ablating ? parts : [],
      request: { method: options.method, path: options.path },
      isFine: (status) => status < 400,
      hopeless: false,
      gentle: result.findings.some(({ id }) => id === 'connection-limit'),
      partial: notShown(result, after.text.subjects),
    },
    run,
  );
}

/** Edits of one class say the same of several servers. */
function directiveOf([first]: readonly CureEdit[]): string {
  return first?.text ?? '';
}
