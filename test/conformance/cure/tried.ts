import type { Target } from '../../../src/report/check/target.ts';
import type { Tool } from '../../provision/tools.ts';
import type { Measured } from '../measure/measured.ts';
import { refusals } from './accepted.ts';
import { type Expected, shortcoming } from './expected.ts';
import { measureSections } from './measure.ts';
import type { Patched, WithoutWord } from './patched.ts';
import { lostProperty, sentKey, targetsOf } from './sent.ts';
import { configurationOf, type Written } from './written.ts';

/** A word of a patch. */
export interface Need {
  label: string;
  /** What happens without it; null: nothing, so that it is not needed. */
  without: string | null;
}

/** What came of a patched cell. */
export interface Result {
  /** HAProxy's complaint; null: it takes it. */
  refused: string | null;
  /** null: it was refused. */
  measured: Measured | null;
  /** What happens without each word, held against what the cell is to come to. */
  needs(expected: Expected): Need[];
}

/**
 * Tries patched cells on a real HAProxy, whole and without each word. Where the model says that the same is sent to the
 * same backend one measurement stands for all.
 * @param tool which HAProxy
 * @param version `3.2.26`
 * @param patches the cells
 * @returns what came of each, by name
 * @throws Error when a HAProxy does not start
 */
export async function tryAll(tool: Tool, version: string, patches: readonly Patched[]): Promise<Map<string, Result>> {
  const lesser = patches.flatMap(({ without }) => without.flatMap(({ written }) => written ?? []));
  const refused = new Map([...(await refusals(tool, patches)), ...(await refusals(tool, lesser))]);
  const taken: Written[] = [...patches, ...lesser].filter(({ name }) => !refused.has(name));
  const targets = await targetsOf(configurationOf(taken, { logPort: 9 }, true), version);
  const representative = new Map<string, string>();
  const keys = new Map(taken.map((one) => [one.name, keyOf(one, targets.get(one.name))]));
  for (const [name, key] of keys) if (!representative.has(key)) representative.set(key, name);
  const isPatch = new Set(patches.map(({ name }) => name));
  const chosen = taken.filter(({ name }) => isPatch.has(name) || representative.get(keys.get(name) ?? '') === name);
  const measured = await measurePatiently(tool, chosen, isPatch);
  const resultOf = (name: string) =>
    measured.get(name) ?? measured.get(representative.get(keys.get(name) ?? '') ?? '') ?? null;

  function needOf(whole: Patched, { label, written }: WithoutWord, expected: Expected): Need {
    if (!written) return { label, without: 'the other edits cannot be made' };
    const { name } = written;
    if (refused.has(name)) return { label, without: `refused: ${refused.get(name)}` };
    const result = resultOf(name);
    const wrong = result ? shortcoming(expected, result) : 'it was not measured';
    if (wrong !== null) return { label, without: wrong };
    const before = targets.get(whole.name);
    const lost = before ? lostProperty(before, targets.get(name)) : null;
    return { label, without: lost && `not ${lost}` };
  }

  return new Map(
    patches.map((patched) => [
      patched.name,
      {
        refused: refused.get(patched.name) ?? null,
        measured: resultOf(patched.name),
        needs: (expected) => patched.without.map((one) => needOf(patched, one, expected)),
      },
    ]),
  );
}

/**
 * A machine that is busy with so many at once makes patched cells look slow: then all that look slow are measured again,
 * alone.
 */
async function measurePatiently(
  tool: Tool,
  all: readonly Written[],
  isPatch: ReadonlySet<string>,
): Promise<Map<string, Measured>> {
  const measured = await measureSections(tool, all);
  const slow = all.filter(({ name }) => isSlow(measured.get(name)));
  if (!slow.some(({ name }) => isPatch.has(name))) return measured;
  return new Map([...measured, ...(await measureSections(tool, slow))]);
}

function isSlow(measured: Measured | undefined): boolean {
  const { check, traffic } = measured ?? {};
  return /TOUT$/.test(check?.status ?? '') || /^s/.test(traffic?.termination ?? '');
}

/** Equal for what fares equally. */
function keyOf({ cell, name }: Written, target: Target | undefined): string {
  const sent = target && sentKey(target);
  const { client, mode } = cell.configuration;
  return sent ? JSON.stringify([cell.backend.name, client, mode, sent]) : name;
}
