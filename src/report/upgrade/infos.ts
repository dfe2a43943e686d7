import { infoDiffers } from '../../catalogue/upgrades/info-differs.ts';
import type { Both } from '../../catalogue/upgrades/upgrade.ts';
import type { CheckPrediction } from '../../check-types.ts';
import type { UpgradeInfo } from '../../upgrade-types.ts';
import type { Conversation, Reported } from './pair.ts';

/**
 * Texts of a conversation that ends as before.
 * @param conversation which
 * @param reported of both versions
 * @returns an entry where other texts are possible; empty: the texts are the same, or nothing is known
 */
export function infosOf(
  { of, host, row }: Conversation,
  reported: Both<Reported>,
): Omit<UpgradeInfo, 'proxy' | 'server' | 'file' | 'line'>[] {
  const [before, after] =
    of === 'check'
      ? [checkTexts(reported.from.check), checkTexts(reported.to.check)]
      : [states(reported.from, row.from), states(reported.to, row.to)];
  if (!before || !after || same(before, after)) return [];
  const { code, severity } = infoDiffers;
  const because =
    of === 'check'
      ? `The check stays ${reported.to.check.status}; alerts that match on its info may not.`
      : `Clients go on getting ${reported.to.traffic[row.to]?.status ?? 'no answer'}; alerts that match on the termination state may not.`;
  return [{ code, of, ...(of === 'traffic' && { host }), severity, before, after, because }];
}

/** The texts of the likeliest outcome. */
function checkTexts({ status, info }: CheckPrediction): string[] | null {
  return status === null ? null : info;
}

function states({ traffic }: Reported, row: number): string[] | null {
  const { termination, status, alternatives } = traffic[row] ?? { termination: null, status: null, alternatives: [] };
  if (termination === null) return null;
  return [termination, ...alternatives.filter((one) => one.status === status).map((one) => one.termination)];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text) => b.includes(text));
}
