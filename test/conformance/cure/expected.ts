import { has } from '../../../src/haproxy/model/setting.ts';
import type { Target } from '../../../src/report/check/target.ts';
import type { Measured, MeasuredTraffic } from '../measure/measured.ts';
import type { Site } from './sites.ts';

/** What a cell is to come to once it is mended. */
export interface Expected {
  /** It has a check. */
  checked: boolean;
  /** What the site answers; null: a rule of HAProxy's answers, as it did before. */
  site: Site | null;
  before: MeasuredTraffic;
}

/**
 * Says what a mended cell is to come to.
 * @param target the server before
 * @param site what its backend answers when it is spoken to as it wants to be
 * @param before what came of the cell before
 * @returns check and traffic
 */
export function expectedOf({ server, sent }: Target, site: Site, { traffic }: Measured): Expected {
  return { checked: has(server, 'check'), site: sent.traffic[0]?.ended ? null : site, before: traffic };
}

/**
 * Holds what came of a cell against what is expected of it.
 * @param expected check and traffic
 * @param measured what a real HAProxy made of it
 * @returns what is wrong; null: nothing
 */
export function shortcoming({ checked, site, before }: Expected, { check, traffic }: Measured): string | null {
  if (checked && check.up !== true) return `the check is ${check.status} ${check.code ?? '-'} "${check.info ?? ''}"`;
  const { status, answer, termination } = traffic;
  const got = `the client got ${status} ${termination}`;
  if (!site) return status === before.status ? null : `${got}, and ${before.status} before`;
  if (!answer || status !== site.answer.status) return `${got}, and the site answers ${site.answer.status}`;
  const location = site.answer.headers.location ?? null;
  if (answer.location !== location) return `${got} to ${answer.location}, and the site sends to ${location}`;
  const { body } = site.answer;
  const same = body === '' ? answer.body === '' : answer.body.startsWith(body);
  return same ? null : `${got} with another page: ${JSON.stringify(answer.body.slice(0, 80))}`;
}
