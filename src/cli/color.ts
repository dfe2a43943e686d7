import type { ColorSupportLevel } from 'chalk';
import type { Output } from './terminal.ts';

export type ColorChoice = 'auto' | 'always' | 'never';

/**
 * How many colours to use. Decided here and not by chalk, which knows FORCE_COLOR but not NO_COLOR (no-color.org).
 * @param choice `--color`; an explicit choice wins over the environment
 * @param env the environment: FORCE_COLOR wins over NO_COLOR, as in Node itself
 * @param output where the text goes; null: a file
 * @returns chalk's level
 */
export function colorLevel(
  choice: ColorChoice,
  env: Record<string, string | undefined>,
  output: Output | null,
): ColorSupportLevel {
  if (choice === 'never') return 0;
  if (choice === 'always') return depthLevel(env, output) || 1;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 0 : depthLevel(env, output) || 1;
  if (env.NO_COLOR) return 0;
  return output?.isTTY && env.TERM !== 'dumb' ? depthLevel(env, output) : 0;
}

function depthLevel(env: Record<string, string | undefined>, output: Output | null): ColorSupportLevel {
  const forced = env.FORCE_COLOR;
  if (forced === '2' || forced === '3') return Number(forced) as ColorSupportLevel;
  const depth = output?.getColorDepth?.({ ...env, NO_COLOR: undefined, FORCE_COLOR: undefined }) ?? 4;
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}
