import { endedBy } from '../../catalogue/needs/forwarded-proto.ts';
import { type View, view } from '../../catalogue/view.ts';
import type { HaproxyVersion } from '../../haproxy/versions.ts';
import type { Evidence, Observation, Remedy } from '../../types.ts';
import { diagnose } from '../diagnose.ts';
import { type BaselineFacts, baselineOfLadder } from './baseline.ts';
import { findingsOfLadder, settled } from './findings.ts';
import { isRetryable } from './judge-glance.ts';
import type { JudgeAsked, Judged } from './judged.ts';
import { servesAnyName } from './page.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import { isClear } from './seen.ts';

/** The evidence holds no connection of a ladder: the target went away under it. */
export class NoConnection extends Error {}

/**
 * Says what a cell is after the whole ladder was climbed for it.
 * @param evidence what was seen
 * @param baseline of its target
 * @param asked what was asked
 * @param version HAProxy version that directives are for
 * @returns the judgement
 * @throws NoConnection where nothing of the ladder was performed
 * @throws EvidenceIncomplete where the evidence was gathered for another version
 * @throws Error for words of `asked.expect` that `parseExpect` refuses
 */
export function judgeEvidence(
  evidence: Evidence,
  baseline: BaselineFacts,
  asked: JudgeAsked,
  version: HaproxyVersion,
): Judged {
  const telling = withoutRefusals(evidence);
  const seen = view(telling);
  const result = diagnose(telling, version, 'flag');
  const o = decisive(seen);
  const facts = baselineOfLadder(baseline, seen);
  const place = placeOf(o, { ...asked, at: evidence.at }, facts);
  const findings = settled(findingsOfLadder(result), place, place ? rulesOf(place, o, evidence.at) : []);
  return {
    verdict: place?.verdict ?? 'ok',
    stage: place?.stage ?? null,
    reason: place?.reason ?? null,
    needs: result.needs,
    needsComplete: true,
    findings,
    surprising: false,
    retryable: place !== null && isRetryable(o),
    ...(place === null && result.remedy && { directives: directivesOf(result.remedy) }),
    way: seen.way,
    decidedBy: o,
    ...(place === null && o.http && { anyName: servesAnyName(o.http, asked, baseline.answers) }),
    facts,
  };
}

/** What a TLS port answers to clear text, a refusal (400) or a page of its own, says nothing of what it serves over TLS. */
function withoutRefusals(evidence: Evidence): Evidence {
  const { way } = view(evidence);
  const speaksTls = evidence.observations.some(({ tls, failure }) => tls || failure?.kind === 'alert');
  if (way === null || !isClear(way) || !speaksTls) return evidence;
  return { ...evidence, observations: evidence.observations.filter(({ plan }) => plan.tls !== null) };
}

/** What HAProxy's traffic gets with the directives that the ladder led to; where nothing was answered, what came of its defaults. */
function decisive(seen: View): Observation {
  const traffic = seen.get('traffic-with-host');
  const o = endedBy(seen) ?? (traffic?.http ? traffic : seen.primary);
  if (o === undefined) throw new NoConnection();
  return o;
}

function directivesOf({ directives }: Remedy): string[] {
  return directives.filter(({ scope }) => scope === 'server' || scope === 'backend').map(({ text }) => text);
}
