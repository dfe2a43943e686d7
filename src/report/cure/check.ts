import { isCheckStatement } from '../../haproxy/model/health-check.ts';
import { has } from '../../haproxy/model/setting.ts';
import { changeEdits } from './check-change.ts';
import type { ConnectionWay } from './check-connect.ts';
import { connectionWays } from './check-connections.ts';
import { demandsOf } from './check-demand.ts';
import { otherChecks } from './check-instead.ts';
import { limitEdits } from './check-limits.ts';
import { checkLines, lineAt } from './check-lines.ts';
import { nameHeaderEdits } from './check-name-header.ts';
import { type RequestWay, requestWays } from './check-requests.ts';
import { serverWays } from './check-server.ts';
import type { CureEdit, Patient } from './cure.ts';
import { withoutEdits } from './edit.ts';
import { sectionAt } from './edit-place.ts';
import { withSafety } from './safety.ts';

/** More are not worth the connections. */
const most = 24;

/**
 * Sets of edits after which a server's health check gets what its backend needs, each of them alone, together with the
 * edits that its traffic needs.
 * @param patient the server
 * @returns the sets, the best first; one empty set where there is no check, or none that can be mended
 */
export function checkWays(patient: Patient): CureEdit[][] {
  const { server, proxy, sent } = patient.target;
  if (!sent.check || sent.check.type === 'external-check') return [[]];
  const check = checkLines(patient);
  const { legs } = sent.check;
  const common = [...limitEdits(patient), ...nameHeaderEdits(patient)];
  const requests = requestWays(patient, check, legs);
  const ways = connectionWays(patient, check, legs).flatMap((connection) =>
    requests.flatMap((request) => wayOf(patient, connection, request)),
  );
  const [demand] = legs.flatMap((leg) => demandsOf(patient, leg));
  const words = demand ? (serverWays(patient, demand)[0] ?? []) : [];
  const others = otherChecks(patient, server.ownCheck ?? proxy.check, check, words);
  const isWell = patient.outcomes.check.every(({ up }) => up);
  const all = [...(isWell ? [[]] : []), ...[...ways, ...others].map((way) => [...way, ...common])];
  const distinct = [...new Map(all.map((way) => [JSON.stringify(way.map(({ change }) => change)), way])).values()];
  if (distinct.length === 0) return [[]];
  return distinct.slice(0, most).map((way) => way.map((edit) => withSafety(edit, patient)));
}

/** One way to connect and one to ask, where they go together. */
function wayOf(patient: Patient, connection: ConnectionWay, { check, change, whole }: RequestWay): CureEdit[][] {
  const rewrites = connection.rewrites.map((one) => ({ ...one, line: lineAt(check, one.line.at) ?? one.line }));
  const both = { ...change, rewrites: [...rewrites, ...change.rewrites] };
  const edits = changeEdits(patient, check, both, whole);
  const words = [...connection.server];
  const { server, proxy } = patient.target;
  if (!server.ownCheck || edits.length === 0 || check.lines.every(({ own }) => own)) return [[...words, ...edits]];
  // The section serves others too: what it says is written into the backend, where that has no check of its own.
  const section = sectionAt(patient.configuration, proxy.at);
  const bare = section?.lines.every(({ words }) => !isCheckStatement(words)) ?? false;
  const free = bare && proxy.servers.every((one) => one.ownCheck || !has(one, 'check'));
  const why = {
    because: edits[0]?.because ?? '',
    since: '1.5',
    safety: 'review',
    notes: [shared],
    kept: true,
  } as const;
  const off = withoutEdits(patient, /^healthcheck$/, why);
  return free && off.length > 0 ? [[...words, ...off, ...edits]] : [];
}

const shared = 'Its healthcheck section serves other backends too: its rules are written into this one.';
