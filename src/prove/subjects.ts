import type { CheckedServer, CheckResult, TrafficPrediction } from '../check-types.ts';
import { serverAddress } from '../haproxy/words.ts';
import type { Subject } from './trial.ts';

/**
 * The servers that are to be shown: all of the backends in which one fails; all there are where none does or where they
 * were chosen.
 * @param result of a check
 * @param chosen whether the check is about chosen servers
 * @returns each of HAProxy's servers once
 */
export function subjectsOf({ servers }: CheckResult, chosen: boolean): Subject[] {
  const failing = new Set(servers.filter(fails).map(({ proxy }) => proxy));
  const meant = chosen || failing.size === 0 ? servers : servers.filter(({ proxy }) => failing.has(proxy));
  const subjects = new Map<string, Subject>();
  for (const server of meant) {
    const key = `${server.proxy}/${server.server}`;
    // A name that stands for several addresses is one server.
    if (server.mode !== 'other' && !subjects.has(key)) subjects.set(key, subjectOf(server));
  }
  return [...subjects.values()];
}

function subjectOf(server: CheckedServer): Subject {
  const { proxy, mode, traffic } = server;
  const asking = traffic.filter((one) => !isAnswered(one));
  return {
    proxy,
    server: server.server,
    hosts: asking.map(({ host }) => ({ host, header: host ?? placeOf(server) })),
    passesTls: mode === 'tcp' && (asking[0]?.sends?.tls ?? true),
  };
}

function fails({ check, traffic }: CheckedServer): boolean {
  return check.up === false || traffic.some((one) => !isAnswered(one) && isError(one));
}

function isError({ status, termination }: TrafficPrediction): boolean {
  return status === null ? termination !== null && termination !== '--' : status >= 400;
}

/** HAProxy answers such clients by itself: nothing of them reaches a server. */
function isAnswered({ sends, status }: TrafficPrediction): boolean {
  return sends === null && status !== null;
}

/** The Host of clients who know no name. */
function placeOf({ address, port }: CheckedServer): string {
  return address === null ? 'host.invalid' : serverAddress(address, port ?? 80);
}

/**
 * Says which servers are left as they are, and which clients are not sent to them.
 * @param result of a check
 * @param subjects the servers that are shown
 * @returns whole sentences
 */
export function notShown({ servers, left }: CheckResult, subjects: readonly Subject[]): string[] {
  const known = new Set(subjects.map(({ proxy, server }) => `${proxy}/${server}`));
  const isKnown = ({ proxy, server }: { proxy: string; server: string }) => known.has(`${proxy}/${server}`);
  return [
    ...left
      .filter(isKnown)
      .map(({ proxy, server, because }) => `${proxy}/${server} is left as it is: ${because.replace(/\.$/, '')}.`),
    ...servers
      .filter(
        (one) =>
          isKnown(one) && one.mode === 'tcp' && one.traffic.some(({ host, sends }) => host === null && sends?.tls),
      )
      .map(
        ({ proxy, server }) =>
          `No name is known that clients of ${proxy}/${server} ask for: they send none here (--host).`,
      ),
    ...servers.filter(isKnown).flatMap(({ proxy, server, traffic }) =>
      traffic.filter(isAnswered).map(({ host, status }) => {
        const whose = host === null ? '' : ` of ${host}`;
        return `Clients${whose} do not come to ${proxy}/${server}: HAProxy answers them itself (${status}).`;
      }),
    ),
  ];
}
