import type { Target } from '../report/check/target.ts';
import { trustLevels } from '../report/cure/passes.ts';

/**
 * What of the servers' certificates is checked no more without something.
 * @param whole the servers with it
 * @param without the same servers without it
 * @returns a phrase; null: as much is checked
 */
export function trustLost(whole: readonly Target[], without: readonly Target[]): string | null {
  const less = new Map(without.map((target) => [target.key, trustLevels(target)]));
  let lowest: number | null = null;
  for (const target of whole) {
    const levels = less.get(target.key) ?? [];
    for (const [i, level] of trustLevels(target).entries()) {
      const left = levels[i] ?? level;
      if (left < level && (lowest === null || left < lowest)) lowest = left;
    }
  }
  if (lowest === null) return null;
  return lowest === 0 ? 'the certificate is not checked' : 'the name in the certificate is not checked';
}
