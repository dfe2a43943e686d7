import { checkAndCure } from '../check/cure-run.ts';
import type { Case } from '../report/triage/case.ts';
import { groupsOf, unexplainedOf } from '../report/triage/group.ts';
import { judgeUnasked } from '../report/triage/judge-unasked.ts';
import { counts } from '../report/triage/standing.ts';
import type { LiveServer, LiveState, TriageResult } from '../triage-types.ts';
import { askBare } from './bare.ts';
import { askConfigured } from './configured.ts';
import { notesOf } from './notes.ts';
import type { TriageOptions } from './options.ts';
import { possibleCauses } from './possible.ts';
import { withSilent } from './silent.ts';
import { sorted } from './sort.ts';

/**
 * Says why servers of a live HAProxy fail: as HAProxy reports it, as its configuration has it, as their backends answer.
 * Nothing is connected to but the addresses that HAProxy itself uses.
 * @param said what HAProxy says of itself
 * @param options its configuration, and what is to be done
 * @param ask what does what `check` does: several sources of one HAProxy can share what it found
 * @returns the causes, each with its servers
 * @throws AbortError when the signal is aborted; nothing else
 */
export async function runTriage(said: LiveState, options: TriageOptions, ask = checkAndCure): Promise<TriageResult> {
  const started = performance.now();
  const state = await withSilent(said, options);
  const servers = chosen(state, options);
  const all = await sorted(servers, state, options);
  const { cases, connections, problems } = await askConfigured(all.divided, ask);
  const asked = { ...options, before: connections };
  const bare = options.offline ? { cases: [], connections: 0 } : await askBare(all.placed, asked);
  const unasked = all.unasked.map(({ live, because, written }) =>
    judgeUnasked(live, because, written, possibleCauses(live)),
  );
  const found = inOrder(state, [...cases, ...bare.cases, ...unasked]);
  const { version, versionFrom, files } = options;
  const fatal = problems.filter(({ severity }) => severity === 'fatal').length;
  return {
    schema: 'sni-doctor/triage/1',
    haproxyVersion: version.release?.join('.') ?? version.text,
    haproxyVersionFrom: versionFrom,
    source: state.source,
    from: state.from,
    files: files.map(({ name }) => name),
    servers: counts(servers),
    groups: groupsOf(found),
    unexplained: unexplainedOf(found),
    notes: [...notesOf(state, servers, all, options, fatal), ...nameless(found, options)],
    connections: connections + bare.connections,
    ms: Math.round(performance.now() - started),
  };
}

/**
 * The servers that are asked for.
 * @param state a live HAProxy
 * @param options which servers
 * @returns them as HAProxy has them
 */
export function chosen({ servers }: LiveState, options: Pick<TriageOptions, 'servers'>): LiveServer[] {
  const wanted = new Set(options.servers);
  return servers.filter(({ proxy, server }) => wanted.size === 0 || wanted.has(`${proxy}/${server}`));
}

/** Without a name much of what a backend needs cannot be told. */
function nameless(cases: readonly Case[], { hosts, offline }: TriageOptions): string[] {
  const some = cases.filter(({ host, causes, live }) => {
    return host === null && live.address !== null && causes.some(({ severity }) => severity === 'error');
  });
  if (some.length === 0 || hosts.length > 0 || offline) return [];
  return [`No name is known that clients ask ${some.length} of the servers for: with --host NAME more can be told.`];
}

function inOrder({ servers }: LiveState, cases: readonly Case[]): Case[] {
  const places = new Map(servers.map((server, place) => [server, place]));
  return [...cases].sort((a, b) => (places.get(a.live) ?? 0) - (places.get(b.live) ?? 0));
}
