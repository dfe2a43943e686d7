import { numberOf } from '../../catalogue/upgrades/age.ts';
import { lineRefused } from '../../catalogue/upgrades/line-refused.ts';
import { textReadOtherwise } from '../../catalogue/upgrades/text-read-otherwise.ts';
import type { Both, Upgrade } from '../../catalogue/upgrades/upgrade.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import type { HaproxyVersion } from '../../haproxy/versions.ts';
import type {
  UpgradeChange,
  UpgradeEdit,
  UpgradeEdits,
  UpgradeResult,
  UpgradeState,
  UpgradeUnknown,
} from '../../upgrade-types.ts';
import type { Find } from '../check/outcome.ts';
import { changeOf, infosOfPair, type JudgedPair, placed, sendsOf, unknownOf } from './judge.ts';
import { type Pair, type Reported, reportedOf } from './pair.ts';
import { placeOf, type RefusedLine } from './refused.ts';

/** Everything that entries are made of. */
export interface Compared {
  pairs: readonly Pair[];
  /** Servers that both versions have and whose backend answers equally, by key. */
  judged: ReadonlyMap<string, JudgedPair>;
  /** Keys of servers whose backend does not. */
  unsteady: ReadonlySet<string>;
  /** Lines that the second version refuses, those that the first one did, and those that neither takes. */
  refused: Record<'new' | 'removed' | 'both', readonly RefusedLine[]>;
  version: Both<HaproxyVersion>;
  /** null: nothing was asked. */
  find: Find | null;
  /**
   * @param about `turned`, `lent`, or the place of a refused line
   * @param key of a server; null: the line holds for none
   * @returns the edits that were found
   */
  edits(about: string, key: string | null): readonly UpgradeEdit[];
}

/**
 * Puts into words what was compared.
 * @param compared the servers and lines
 * @returns the lists of the result, in the order of the configuration
 */
export function upgradeEntries(compared: Compared): Pick<UpgradeResult, 'changes' | 'infos' | 'sends' | 'unknown'> {
  const refused = refusedChanges(compared);
  // With a line that neither takes, a server is in use under neither.
  const concerned = new Set([...refused.map(({ key }) => key), ...compared.refused.both.flatMap(({ keys }) => keys)]);
  const compare = [...compared.judged.values()].filter(({ pair }) => !concerned.has(pair.key));
  const turned = compare.flatMap((one) => {
    const change = changeOf(one);
    return change ? [{ ...change, ...withEdits(compared.edits('turned', one.pair.key)) }] : [];
  });
  const sends = compare.flatMap((one) =>
    sendsOf(one).map((entry) => {
      const about = entry.id === 'session-of-check' ? 'lent' : 'turned';
      // Where the outcome stays there is nothing to be kept.
      return about === 'turned' && compared.find
        ? entry
        : { ...entry, ...withEdits(compared.edits(about, one.pair.key)) };
    }),
  );
  return {
    changes: [...refused.map(({ change }) => change), ...turned, ...absent(compared)].sort(inOrder),
    infos: compare.flatMap(infosOfPair),
    sends,
    unknown: [...compare.flatMap(unknownOf), ...unsteady(compared)],
  };
}

function withEdits(edits: readonly UpgradeEdit[]): UpgradeEdits {
  return { edits: edits.map(({ text }) => text), editsAt: [...edits] };
}

function inOrder(a: UpgradeChange, b: UpgradeChange): number {
  return a.file === b.file ? a.line - b.line : 0;
}

type Which = 'new' | 'removed';

/** A change with the key of its server; null: it is about none. */
interface Keyed {
  key: string | null;
  change: UpgradeChange;
}

/** What stands before and after of lines that only one version takes: each server once. */
function refusedChanges(compared: Compared): Keyed[] {
  const byKey = new Map(compared.pairs.map((pair) => [pair.key, pair]));
  const told = new Set<string>();
  return (['new', 'removed'] as const).flatMap((which) =>
    compared.refused[which].flatMap((line): Keyed[] => {
      if (line.keys.length === 0) return [withoutServer(line, which, compared)];
      return line.keys.flatMap((key): Keyed[] => {
        const pair = byKey.get(key);
        if (!pair || told.has(key)) return [];
        told.add(key);
        return [ofServer(line, pair, which, compared)];
      });
    }),
  );
}

function withoutServer({ problem, proxy }: RefusedLine, which: Which, compared: Compared): Keyed {
  const { file, line } = problem;
  const found = which === 'new' ? compared.edits(placeOf(problem), null) : [];
  const states = sides(which, problem, { check: noCheck, traffic: [] });
  return {
    key: null,
    change: { proxy, server: null, file, line, ...refusedBy(which, problem, compared), ...states, ...withEdits(found) },
  };
}

function ofServer({ problem }: RefusedLine, pair: Pair, which: Which, compared: Compared): Keyed {
  const { key } = pair;
  const { judged, find, edits } = compared;
  const target = which === 'new' ? pair.from : pair.to;
  const reported = judged.get(key)?.reported[which === 'new' ? 'from' : 'to'];
  const states = sides(which, problem, stateOf(target, reported, find));
  // Once the line is mended, the rest of what turns is to be kept too.
  const found = which === 'new' ? [...edits(placeOf(problem), key), ...edits('turned', key)] : [];
  return {
    key,
    change: { ...placed(pair), ...refusedBy(which, problem, compared), ...states, ...withEdits(found) },
  };
}

function sides(which: Which, { message }: RefusedLine['problem'], other: UpgradeState) {
  const fatal = { fatal: message };
  return which === 'new' ? { before: other, after: fatal } : { before: fatal, after: other };
}

function refusedBy(which: Which, { file, line }: Place, { version }: Compared) {
  const refusing = numberOf(which === 'new' ? version.to : version.from);
  const rest = which === 'new' ? ', and so serves none of the other servers either' : '';
  return {
    ...said(lineRefused),
    severity: which === 'new' ? ('error' as const) : ('info' as const),
    because: `HAProxy ${refusing} does not start with ${file}:${line}${rest}.`,
  };
}

const noCheck = { status: null, code: null, info: [], up: null, alternatives: [], sends: null, ms: null };

function stateOf(target: Pair['from'], known: Reported | undefined, find: Find | null): UpgradeState {
  if (!target) return { absent: true };
  const { check, traffic } = known ?? reportedOf(target, find);
  return { check, traffic };
}

function said({ code, id }: Upgrade): Pick<UpgradeChange, 'code' | 'id' | 'docs'> {
  return { code, id, docs: `docs/codes/${code}.md` };
}

/** Servers that only one version has. */
function absent({ pairs, find }: Compared): UpgradeChange[] {
  return pairs.flatMap((pair): UpgradeChange[] => {
    const { from, to } = pair;
    if (from && to) return [];
    const state = (target: Pair['from']): UpgradeState => stateOf(target, undefined, find);
    const which = from ? 'first' : 'second';
    return [
      {
        ...placed(pair),
        ...said(textReadOtherwise),
        severity: from ? 'error' : 'warning',
        before: state(from),
        after: state(to),
        because: `Only the ${which} of the two versions reads this server here.`,
        ...withEdits([]),
      },
    ];
  });
}

function unsteady({ pairs, unsteady }: Compared): UpgradeUnknown[] {
  const because = 'its backend did not answer the same connections alike when they were made again';
  return pairs
    .filter(({ key }) => unsteady.has(key))
    .map((pair) => ({ ...placed(pair), of: 'both', text: '', because }));
}
