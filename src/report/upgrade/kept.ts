import type { Both } from '../../catalogue/upgrades/upgrade.ts';
import { sameAnswer } from '../../catalogue/view.ts';
import type { Find } from '../check/outcome.ts';
import { trafficFails } from '../check/question.ts';
import { differences } from './differences.ts';
import type { JudgedPair } from './judge.ts';
import { type Conversation, conversations, type Reported } from './pair.ts';
import { sameCheck } from './verdict.ts';

/** What edits are to bring about for a server. */
export interface Goal {
  /** Conversations that are to end on both versions as they do on the first one today. */
  keep: readonly Conversation[];
  /** Traffic that is to pass on both versions. */
  pass: readonly Conversation[];
  /** Where the same is sent as today, what the versions make of the answer is left to them. */
  sameBytesDo: boolean;
  /** Under the second version what fails today may pass. */
  mayMend: boolean;
  /** Under the first version the same is to be sent as today. */
  exact: boolean;
  /** Another server name than today's may be sent: the answer must be the same page. */
  renames: boolean;
}

/** That of servers that no edit is for. */
export const unharmed: Goal = { keep: [], pass: [], sameBytesDo: true, mayMend: false, exact: false, renames: false };

/**
 * Whether edits bring about for a server what they are to, and leave everything else of it as it is.
 * @param today the server without them
 * @param edited with them
 * @param goal what they are to bring about
 * @param find what was seen; null: nothing was asked, and only what is sent can be compared
 * @returns true where it is so under both versions
 */
export function isKept(today: JudgedPair, edited: JudgedPair, goal: Goal, find: Find | null): boolean {
  const sides = ['from', 'to'] as const;
  return all(today).every((conversation) => {
    const other = all(edited).find(({ of, host }) => of === conversation.of && host === conversation.host);
    if (!other) return false;
    const at = (one: JudgedPair, side: keyof Both<unknown>): Moment => {
      return { one, side, conversation: one === today ? conversation : other };
    };
    if (includes(goal.pass, conversation)) return sides.every((side) => passes(at(edited, side)));
    const isExact = differences(plansOf(at(today, 'from')), plansOf(at(edited, 'from'))).length === 0;
    if (goal.exact && !isExact) return false;
    const isKeptToday = (side: keyof Both<unknown>) => alike(at(today, 'from'), at(edited, side), goal, find);
    if (includes(goal.keep, conversation))
      return sides.every((side) => isKeptToday(side) || (goal.mayMend && side === 'to' && passes(at(edited, side))));
    return sides.every((side) => alike(at(today, side), at(edited, side), unharmed, find));
  });
}

function all({ pair, reported }: JudgedPair): Conversation[] {
  return conversations(pair.from, pair.to, reported);
}

function includes(some: readonly Conversation[], { of, host }: Conversation): boolean {
  return some.some((one) => one.of === of && one.host === host);
}

/** A conversation under one version. */
interface Moment {
  one: JudgedPair;
  side: keyof Both<unknown>;
  conversation: Conversation;
}

function rowOf({ one, side, conversation }: Moment): Reported['traffic'][number] | undefined {
  return one.reported[side].traffic[conversation.row[side]];
}

function passes(moment: Moment): boolean {
  if (moment.conversation.of === 'check') return moment.one.reported[moment.side].check.up === true;
  const row = rowOf(moment);
  return row?.termination != null && !trafficFails({ status: row.status, termination: row.termination });
}

function plansOf({ one, side, conversation }: Moment) {
  if (conversation.of === 'check') return one.pair[side].sent.check?.legs.map(({ plan }) => plan) ?? [];
  return [one.reported[side].plans[conversation.row[side]] ?? []].flat();
}

function alike(before: Moment, after: Moment, { sameBytesDo, renames }: Goal, find: Find | null): boolean {
  const [old, now] = [plansOf(before), plansOf(after)];
  const sameBytes = differences(old, now).length === 0;
  if (!find) return sameBytes;
  if (sameBytes && sameBytesDo) return true;
  if (!sameEnd(before, after)) return false;
  if (!renames || sameBytes || before.conversation.of === 'check') return true;
  const [was, is] = [old, now].map(([plan]) => (plan ? find(plan)[0] : undefined));
  return was?.http === undefined || sameAnswer(was, is);
}

function sameEnd(before: Moment, after: Moment): boolean {
  if (before.conversation.of === 'check')
    return sameCheck(before.one.reported[before.side].check, after.one.reported[after.side].check);
  const [was, is] = [rowOf(before), rowOf(after)];
  if (!was || !is || was.termination === null || is.termination === null) return false;
  const fails = [was, is].map(({ status, termination }) => trafficFails({ status, termination: termination ?? '' }));
  return was.status === is.status && fails[0] === fails[1];
}
