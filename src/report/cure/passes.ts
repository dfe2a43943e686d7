import { argument, has } from '../../haproxy/model/setting.ts';
import type { Trust } from '../../haproxy/sent.ts';
import type { Observation } from '../../types.ts';
import type { Outcomes } from '../check/outcome.ts';
import { goesRound, trafficFails } from '../check/question.ts';
import type { Target } from '../check/target.ts';

/** What a cure is held to, beside HAProxy's own verdict. */
export interface Standard {
  /** What the check does is not known, whatever is written: it cannot be asked to pass. */
  checkUnknown: boolean;
  /** Whether an answer is the page of another site. */
  anotherSite(seen: Observation | undefined): boolean;
}

/**
 * Whether a server's check and its traffic both pass, in every outcome that HAProxy may come to.
 * @param target the server
 * @param outcomes what HAProxy reports of it
 * @param standard what else it is held to
 * @returns false also where anything of it is not known
 */
export function passes(target: Target, outcomes: Outcomes, standard: Standard): boolean {
  const { server, sent } = target;
  const checked = has(server, 'check') && !has(server, 'disabled') && !standard.checkUnknown;
  if (checked && (outcomes.check.length === 0 || outcomes.check.some(({ up }) => !up))) return false;
  return sent.traffic.every(({ ended }, i) => {
    // What HAProxy answers by itself is nothing that a server could mend.
    if (ended) return true;
    const all = outcomes.traffic[i] ?? [];
    if (all.length === 0 || all.some(trafficFails)) return false;
    const seen = outcomes.seen.traffic[i] ?? undefined;
    return !standard.anotherSite(seen) && !goesRound(target, seen);
  });
}

/**
 * How much of the certificates that come back is checked.
 * @param target the server
 * @returns for each connection of the check and each client: 0 nothing, 1 who has signed it, 2 its name too
 */
export function trustLevels({ sent }: Target): number[] {
  return [...(sent.check?.legs ?? []), ...sent.traffic].map(({ trust }) => levelOf(trust));
}

/**
 * Whether what the configuration asks of certificates is still asked: who has signed them, and what `verifyhost` says.
 * @param before the server as it is
 * @param after the server with edits
 * @returns false where less is checked, or another name than `verifyhost`
 */
export function keepsTrust(before: Target, after: Target): boolean {
  const least = (target: Target) => Math.min(1, ...trustLevels(target));
  if (least(after) < least(before)) return false;
  const name = argument(before.server, 'verifyhost')?.toLowerCase();
  const all = [...(after.sent.check?.legs ?? []), ...after.sent.traffic];
  return all.every(
    ({ trust }) =>
      name === undefined || trust.verify === 'none' || trust.name === null || trust.name.toLowerCase() === name,
  );
}

function levelOf({ verify, name }: Trust): number {
  if (verify === 'none') return 0;
  return name === null ? 1 : 2;
}
