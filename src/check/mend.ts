import type { Configuration } from '../haproxy/syntax/tree.ts';
import { classesOf, merged } from '../report/cure/classes.ts';
import type { CureEdit } from '../report/cure/cure.ts';
import { hoisted } from '../report/cure/hoist.ts';
import type { Trials, Verdict } from './trial.ts';

/** One proxy with servers that fail and that can be helped. */
export interface Case {
  proxy: string;
  /** Keys of the servers to be helped. */
  patients: ReadonlySet<string>;
  /** Keys of those that pass as things are. */
  healthy: ReadonlySet<string>;
  /** Sets of edits, the best first: each alone may be the whole cure. */
  ways: CureEdit[][];
}

/** What came of a case. */
export interface Mended {
  edits: CureEdit[];
  /** Why servers are left as they are, by key. */
  left: ReadonlyMap<string, string>;
}

/** A case under way. */
interface Course {
  of: Case;
  edits: CureEdit[];
  helped: ReadonlySet<string>;
  verdict: Verdict;
}

const noWay = 'no change of this text was found that mends both its check and its traffic';

/**
 * Finds for each proxy the smallest edits after which its servers pass.
 * @param cases the proxies
 * @param trials where edits are tried
 * @param configuration as it is
 * @returns what came of each, by the proxy's name
 * @throws AbortError when the run's signal is aborted
 */
export async function mend(
  cases: readonly Case[],
  trials: Trials,
  configuration: Configuration,
): Promise<Map<string, Mended>> {
  const { found, reasons } = await firstWays(cases, trials);
  const smallest = await leaveOut(found, trials);
  const narrow = await takeOut(smallest, trials);
  const settled = await hoist(narrow, trials, configuration);
  return new Map(
    cases.map((one) => {
      const course = settled.find(({ of }) => of === one);
      const failed = [...one.patients].filter((key) => !course?.helped.has(key));
      const because = reasons.get(one.proxy) ?? noWay;
      return [one.proxy, { edits: course?.edits ?? [], left: new Map(failed.map((key) => [key, because])) }];
    }),
  );
}

/** The first way that helps all servers of a proxy, or else the first of those that help most. */
async function firstWays(
  cases: readonly Case[],
  trials: Trials,
): Promise<{ found: Course[]; reasons: Map<string, string> }> {
  const best = new Map<Case, Course>();
  const reasons = new Map<string, string>();
  const most = Math.max(0, ...cases.map(({ ways }) => ways.length));
  const isWhole = (one: Case) => best.get(one)?.helped.size === one.patients.size;
  for (let way = 0; way < most; way += 1) {
    const open = cases.filter((one) => one.ways[way] && !isWhole(one));
    for (const course of await tryAll(
      open.map((of) => [of, merged(of.ways[way] ?? [])]),
      trials,
      reasons,
    )) {
      if (course.helped.size > (best.get(course.of)?.helped.size ?? 0)) best.set(course.of, course);
    }
  }
  // What serves nobody who is helped is not asked for.
  const partial = [...best.values()].filter(({ of }) => !isWhole(of));
  const narrowed = await tryAll(
    partial.map(({ of, edits, helped }) => [of, servingOnly(edits, helped)]),
    trials,
    reasons,
  );
  return { found: [...[...best.values()].filter(({ of }) => isWhole(of)), ...narrowed], reasons };
}

function servingOnly(edits: readonly CureEdit[], helped: ReadonlySet<string>): CureEdit[] {
  return edits.flatMap((edit) => {
    const servers = edit.servers.filter((key) => helped.has(key));
    return servers.length > 0 ? [{ ...edit, servers }] : [];
  });
}

/** Tries edits of cases; gives those that help somebody and harm nobody. */
async function tryAll(
  wanted: readonly (readonly [Case, CureEdit[]])[],
  trials: Trials,
  reasons: Map<string, string>,
): Promise<Course[]> {
  const verdicts = await trials.try(new Map(wanted.map(([{ proxy }, edits]) => [proxy, edits])));
  return wanted.flatMap(([of, edits]) => {
    const verdict = verdicts.get(of.proxy);
    if (!verdict) return [];
    if (verdict.refused !== null) reasons.set(of.proxy, verdict.refused);
    const helped = new Set([...of.patients].filter((key) => verdict.passing.has(key)));
    const harmed = [...of.healthy].some((key) => !verdict.passing.has(key));
    return harmed || helped.size === 0 ? [] : [{ of, edits, helped, verdict }];
  });
}

/** Leaves out every edit without which all passes as well and is as safe. */
async function leaveOut(courses: readonly Course[], trials: Trials): Promise<Course[]> {
  let now = [...courses];
  for (let pass = 0; pass < 3; pass += 1) {
    const before = now.map(({ edits }) => edits.length).join();
    const queues = now.map(({ edits }) => inOrderOfLeaving(edits));
    for (let turn = 0; turn < Math.max(0, ...queues.map((queue) => queue.length)); turn += 1) {
      const tried = now.map((course, i) => ({ course, candidate: queues[i]?.[turn] ?? null }));
      const without = ({ course, candidate }: (typeof tried)[number]) =>
        course.edits.filter((edit) => !candidate?.some((one) => one.change === edit.change));
      const verdicts = await trials.try(
        new Map(tried.flatMap((one) => (one.candidate ? [[one.course.of.proxy, without(one)] as const] : []))),
      );
      now = tried.map((one) => {
        const verdict = verdicts.get(one.course.of.proxy);
        return one.candidate && verdict ? spared(one.course, one.candidate, verdict) : one.course;
      });
    }
    if (now.map(({ edits }) => edits.length).join() === before) break;
  }
  return now;
}

/** Takes words out without others in their place, where that does as well. */
async function takeOut(courses: readonly Course[], trials: Trials): Promise<Course[]> {
  let now = [...courses];
  const queues = courses.map(({ edits }) => classesOf(edits.filter(({ kept }) => !kept)).filter(areReplacements));
  for (let turn = 0; turn < Math.max(0, ...queues.map((queue) => queue.length)); turn += 1) {
    const tried = now.map((course, i) => ({ course, edits: bared(course.edits, queues[i]?.[turn] ?? []) }));
    const changed = tried.filter(({ course, edits }) => edits !== course.edits);
    const verdicts = await trials.try(new Map(changed.map(({ course, edits }) => [course.of.proxy, edits])));
    now = tried.map(({ course, edits }) => {
      const verdict = edits === course.edits ? undefined : verdicts.get(course.of.proxy);
      const fine = (key: string) => verdict?.passing.has(key) && isAsSafe(course.verdict, verdict, key);
      return [...course.helped, ...course.of.healthy].every(fine) ? { ...course, edits } : course;
    });
  }
  return now;
}

function areReplacements(all: readonly CureEdit[]): boolean {
  return all.every(({ change }) => change.kind === 'replace' && change.words.length > 0);
}

/** The same edits, those of a class without new words. */
function bared(edits: CureEdit[], candidate: readonly CureEdit[]): CureEdit[] {
  if (candidate.length === 0) return edits;
  return edits.map((edit): CureEdit => {
    if (edit.change.kind !== 'replace' || !candidate.some(({ change }) => change === edit.change)) return edit;
    return { ...edit, change: { ...edit.change, words: [] }, text: `taken out: ${edit.text}` };
  });
}

/** What is to be looked at goes first, then what was thought of last. */
function inOrderOfLeaving(edits: readonly CureEdit[]): CureEdit[][] {
  const classes = classesOf(edits.filter(({ kept }) => !kept)).reverse();
  const review = (all: readonly CureEdit[]) => all.some(({ safety }) => safety === 'review');
  return [...classes.filter(review), ...classes.filter((all) => !review(all))];
}

/** The course without the edits that proved needless: on the lines of some servers they may be, and on others not. */
function spared(course: Course, candidate: readonly CureEdit[], verdict: Verdict): Course {
  const fine = (key: string) => verdict.passing.has(key) && isAsSafe(course.verdict, verdict, key);
  const bystanders = [...course.of.healthy].every(fine);
  const all = [...course.helped].every(fine) && bystanders;
  const needless = candidate.filter(
    ({ scope, servers }) =>
      all || (scope === 'server' && bystanders && servers.every((key) => !course.helped.has(key) || fine(key))),
  );
  if (needless.length === 0) return course;
  return { ...course, edits: course.edits.filter((edit) => !needless.some((one) => one.change === edit.change)) };
}

/** Whether as much of every certificate is checked. */
function isAsSafe({ trust: before }: Verdict, { trust: after }: Verdict, key: string): boolean {
  const levels = after.get(key) ?? [];
  return (before.get(key) ?? []).every((level, i) => (levels[i] ?? 0) >= level);
}

/** Words that all servers of a section need go to one line. */
async function hoist(courses: readonly Course[], trials: Trials, configuration: Configuration): Promise<Course[]> {
  const wanted = courses.flatMap(({ of, edits }) => {
    const shared = hoisted(edits, of.proxy, configuration);
    return shared ? [[of, shared] as const] : [];
  });
  const tried = await tryAll(wanted, trials, new Map());
  return courses.map((course) => {
    const shared = tried.find(({ of }) => of === course.of);
    return shared && shared.helped.size >= course.helped.size ? shared : course;
  });
}
