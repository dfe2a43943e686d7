import type { LintRule } from './lint-rule.ts';
import { checksRules } from './lint-rules-checks.ts';
import { filesRules } from './lint-rules-files.ts';
import { frontendRules } from './lint-rules-frontends.ts';
import { greenRules } from './lint-rules-green.ts';
import { namesRules } from './lint-rules-names.ts';

/** Every lint with configurations that it finds and others that it leaves alone. */
export const lintRules: readonly LintRule[] = [
  ...namesRules,
  ...checksRules,
  ...greenRules,
  ...frontendRules,
  ...filesRules,
];
