import { has } from '../../haproxy/model/setting.ts';
import type { Sent } from '../../haproxy/sent.ts';
import { type HaproxyVersion, since } from '../../haproxy/versions.ts';
import { numberOf } from './age.ts';
import type { Both, Turn, Upgrade } from './upgrade.ts';

/** What a TLS session that a check has left does for traffic. */
export type Lent =
  /** Traffic never resumes it. */
  | 'nothing'
  /** Traffic of the same thread may resume it, without its server name: some backends know the name from the session. */
  | 'session'
  /** Traffic resumes it, and sends its server name. */
  | 'name';

/** Traffic without a server name that only a session of the check helps. */
export const sessionOfCheck: Upgrade = {
  id: 'session-of-check',
  code: 'SNI341',
  title: 'a TLS session of the check lends its server name to traffic in one of the versions only',
  severity: 'warning',
};

/**
 * What a version lends. The name went along from 2.9 on (95ac5fe4a, 2.9-dev4) until 5702009c8 (3.4-dev1, carried back).
 * Measured: a session without its name on 2.6.12 and 2.8.25 (nginx resumes it, Envoy does not), the name on 3.0.11,
 * nothing on 3.2.26 and 3.4.7.
 * @param version one release
 * @returns null: not known for a release between those that were measured
 */
export function lentBy(version: HaproxyVersion): Lent | null {
  if (since(version, '3.4')) return 'nothing';
  if (!since(version, '2.9')) return 'session';
  const [major = 0, minor = 0, point = 0] = version.release ?? [];
  const { lends, mended } = measured[`${major}.${minor}`] ?? { lends: 0, mended: Number.POSITIVE_INFINITY };
  if (point <= lends) return 'name';
  return point >= mended ? 'nothing' : null;
}

/** The last point release that is known to lend the name, and the first that is known not to. */
const measured: Record<string, { lends: number; mended: number }> = {
  '3.0': { lends: 11, mended: Number.POSITIVE_INFINITY },
  '3.2': { lends: 0, mended: 26 },
};

/** A server whose traffic a session helps in one version more than in the other. */
export interface Lending {
  /** The server name of the check. */
  name: string;
  /** The second version helps less than the first. */
  ends: boolean;
  because: string;
}

/**
 * Looks for traffic that passes by accident.
 * @param turn the server under both versions
 * @param sent what it is sent under both
 * @param row place of the client among those of each version
 * @returns null: no session would help it, or both versions lend the same
 */
export function lending(
  { version, server }: Pick<Turn, 'version' | 'server'>,
  sent: Both<Sent>,
  row: Both<number>,
): Lending | null {
  const [before, after] = [lentBy(version.from), lentBy(version.to)];
  const name = named(sent.from, row.from) ?? named(sent.to, row.to);
  if (before === after || name === null || !nameless(sent, row) || has(server.from, 'no-ssl-reuse')) return null;
  const ends = rank(before) > rank(after);
  const [helper, other] = ends ? [version.from, version.to] : [version.to, version.from];
  const how = does[(ends ? before : after) ?? 'unknown'];
  return {
    name,
    ends,
    because: `Traffic sends no server name, and the check does (${name}). In HAProxy ${numberOf(helper)} ${how}: it may pass by accident. In ${numberOf(other)} ${does[(ends ? after : before) ?? 'unknown']}.`,
  };
}

const does: Record<Lent | 'unknown', string> = {
  nothing: 'traffic resumes no TLS session of a check',
  session: 'traffic may resume a TLS session of the check, which tells some backends the name',
  name: 'traffic resumes a TLS session of the check, and sends its name',
  unknown: 'it is not known whether traffic resumes a TLS session of the check',
};

function rank(lent: Lent | null): number {
  return lent === null ? 1 : { nothing: 0, session: 1, name: 2 }[lent];
}

/** The server name of a check that goes where traffic goes. */
function named({ check, traffic }: Sent, row: number): string | null {
  const to = traffic[row]?.plan;
  const leg = check?.legs.find(({ plan }) => plan.address === to?.address && plan.port === to.port);
  return leg?.plan.tls?.servername ?? null;
}

function nameless(sent: Both<Sent>, row: Both<number>): boolean {
  return [sent.from.traffic[row.from], sent.to.traffic[row.to]].every((one) => {
    const tls = one?.passed ? null : one?.plan?.tls;
    return tls != null && tls.servername === null;
  });
}
