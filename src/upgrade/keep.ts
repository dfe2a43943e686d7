import type { Case } from '../report/upgrade/cases.ts';
import type { Way } from '../report/upgrade/way.ts';
import type { Attempt, Trials } from './trials.ts';

/**
 * Looks for edits that bring about what each case wants: the first way of each that does, tried together with those of
 * all others.
 * @param cases what is wanted
 * @param trials tries edits
 * @returns the ways that were found; tried once more without those that were not
 * @throws AbortError when the signal is aborted
 */
export async function keep(cases: readonly Case[], trials: Trials): Promise<Attempt> {
  const found = new Map<Case, Way>();
  let open = [...cases];
  for (let i = 0; ; i++) {
    open = open.filter(({ ways }) => ways[i] !== undefined);
    if (open.length === 0) break;
    const attempt = new Map(found);
    for (const one of open) attempt.set(one, one.ways[i] as Way);
    const good = await trials.try(attempt);
    const spoilt = new Set([...found.keys()].filter((one) => !good.has(one)).map(({ scope }) => scope));
    for (const one of open) if (good.has(one) && !spoilt.has(one.scope)) found.set(one, one.ways[i] as Way);
    open = open.filter((one) => !found.has(one));
  }
  return sound(found, trials);
}

/** Ways that hold without those that were tried beside them. */
async function sound(found: Map<Case, Way>, trials: Trials): Promise<Attempt> {
  while (found.size > 0) {
    const good = await trials.try(found);
    const spoilt = new Set([...found.keys()].filter((one) => !good.has(one)).map(({ scope }) => scope));
    if (spoilt.size === 0) return found;
    for (const one of found.keys()) if (spoilt.has(one.scope)) found.delete(one);
  }
  return found;
}
