import { checkAndCure } from '../check/cure-run.ts';
import type { CheckOptions } from '../check/options.ts';
import { read } from '../check/read.ts';
import type { CheckResult } from '../check-types.ts';
import { applyChanges } from '../haproxy/edit/apply.ts';
import type { Target } from '../report/check/target.ts';
import type { CureEdit } from '../report/cure/cure.ts';
import { CannotProve } from './cannot.ts';
import { subjectsOf } from './subjects.ts';
import type { Text } from './trial.ts';

/** A configuration whose failing servers were asked what they need. */
export interface CuredConfiguration {
  result: CheckResult;
  edits: CureEdit[];
  /**
   * @param edits some of them
   * @returns the configuration with these alone
   * @throws Error where they cannot be made without the others
   */
  with(edits: readonly CureEdit[]): Promise<{ text: Text; targets: Target[] }>;
}

/**
 * Looks for what cures a configuration.
 * @param options the configuration and what is asked of it
 * @returns its edits
 * @throws CannotProve where it has no server to show; the signal's reason when aborted
 */
export async function cureOf(options: CheckOptions): Promise<CuredConfiguration> {
  const { result, cures, configuration } = await checkAndCure(options);
  const subjects = subjectsOf(result, options.servers.length > 0);
  if (subjects.length === 0) throw new CannotProve('there is no server that could be shown');
  return {
    result,
    edits: cures.flatMap((cure) => cure.edits),
    async with(edits) {
      const files = applyChanges(
        configuration,
        edits.map(({ change }) => change),
      );
      const { configuration: changed, models, all } = await read({ ...options, files });
      const [model] = models;
      if (!model) throw new Error('no release is meant');
      const targets = all.map(([target]) => target);
      return { text: { configuration: changed, model, subjects }, targets };
    },
  };
}
