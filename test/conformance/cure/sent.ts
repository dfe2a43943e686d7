import { read } from '../../../src/check/read.ts';
import type { CheckLeg, Trust } from '../../../src/haproxy/sent.ts';
import type { Target } from '../../../src/report/check/target.ts';
import { optionsFor } from '../predict.ts';

/**
 * Reads what HAProxy would send for every cell of a configuration.
 * @param text the configuration
 * @param version `3.2.26`
 * @returns the server of each cell, by the name of its backend section
 */
export async function targetsOf(text: string, version: string): Promise<Map<string, Target>> {
  const { all } = await read(optionsFor(text, version));
  return new Map(all.map(([target]) => [target.proxy.name, target]));
}

/**
 * Everything of a server that can make a difference to what HAProxy reports of it.
 * @param target the server
 * @returns a text that is equal for servers that fare equally; null: not all of it is known
 */
export function sentKey({ sent, unknown, proxy, address, port }: Target): string | null {
  if (unknown.length > 0) return null;
  const { mode, options } = proxy;
  const rules = proxy.otherRules.map(({ words }) => words.map(({ text }) => text));
  const settings = [mode, [...options.keys()].sort(), rules];
  // Where a rule stands makes no difference.
  return JSON.stringify([address, port, settings, sent.check, sent.traffic], (key, value) =>
    key === 'at' || key === 'file' || key === 'line' ? undefined : value,
  );
}

/** The safety properties of a server that has its certificate verified. */
export const properties = ['peer verified', 'name verified'] as const;

export type Property = (typeof properties)[number];

/**
 * Says which property a server loses when its text is changed.
 * @param before with the whole cure
 * @param after with less of it
 * @returns the first that one of its connections had and has no more; null: it is as safe
 */
export function lostProperty(before: Target, after: Target | undefined): Property | null {
  const [had, has] = [levels(before), after ? levels(after) : []];
  const lost = had.map((level, index) => (level > (has[index] ?? 0) ? (has[index] ?? 0) : null));
  const least = lost.filter((level) => level !== null).sort()[0];
  return least === undefined ? null : (properties[least] ?? null);
}

/** How much of the certificate of each connection is verified. */
function levels({ sent }: Target): number[] {
  const legs: readonly Pick<CheckLeg, 'trust'>[] = [...(sent.check?.legs ?? []), ...sent.traffic];
  return legs.map(({ trust }) => levelOf(trust));
}

function levelOf({ verify, name }: Trust): number {
  if (verify === 'none') return 0;
  return name === null ? 1 : 2;
}
