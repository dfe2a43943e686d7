import type { ProvedRun, ProvedServer, ProveResult } from '../../prove-types.ts';
import { printable } from '../escape.ts';
import { count, nameOf } from './check-words.ts';
import type { Look, Paint } from './paint.ts';
import { isError, provedCheck, provedFails, provedTraffic } from './prove-words.ts';

/** How many servers are shown before the rest is counted. */
const most = 12;

/**
 * What became of each server, before beside after.
 * @param result a proof
 * @param look colours, table, and whether to show all servers
 * @returns lines
 */
export function proveServers({ before, after, changes }: ProveResult, look: Look): string {
  const isChanged = before !== null && before !== after && (changes === undefined || changes.length > 0);
  const pairs = after.servers.map(
    (server, index) => [isChanged ? asItWas(server, index, before) : undefined, server] as const,
  );
  const telling = look.verbose ? pairs : inOrderOfTelling(pairs).slice(0, most);
  const head = ['', ...(isChanged ? ['before'] : []), isChanged ? 'after' : 'HAProxy says'].map(look.paint.dim);
  const table = look.columns([head, ...telling.flatMap(([was, is]) => rowsOf(was, is, isChanged, look.paint))]);
  const left = pairs.length - telling.length;
  return left > 0 ? `${table} and ${count(left, 'more server')}: --verbose\n` : table;
}

/** The barest backend has another name than the recommended one. */
function asItWas({ proxy, server }: ProvedServer, index: number, { servers }: ProvedRun): ProvedServer | undefined {
  return (
    servers.find((one) => one.proxy === proxy && one.server === server) ??
    (servers.length === 1 ? servers[index] : undefined)
  );
}

type Pair = readonly [ProvedServer | undefined, ProvedServer];

/** Those that fail first, then those that changed. */
function inOrderOfTelling(pairs: readonly Pair[]): Pair[] {
  const rank = ([was, is]: Pair) => (provedFails(is) ? 0 : was && provedFails(was) ? 1 : 2);
  return [...pairs].sort((a, b) => rank(a) - rank(b));
}

function rowsOf(was: ProvedServer | undefined, is: ProvedServer, isChanged: boolean, paint: Paint): string[][] {
  const cells = (of: (server: ProvedServer) => string) => [...(isChanged ? [was ? of(was) : ''] : []), of(is)];
  const hosts = [...new Set([...(was?.traffic ?? []), ...is.traffic].map(({ host }) => host))];
  return [
    [nameOf(is), ...cells(({ check }) => state(check, paint))],
    ...hosts.map((host) => [
      `  ${host === null ? 'no name' : printable(host, 60)}`,
      ...cells(({ traffic }) =>
        received(
          traffic.filter((one) => one.host === host),
          paint,
        ),
      ),
    ]),
  ];
}

function state(check: ProvedServer['check'], paint: Paint): string {
  const words = provedCheck(check);
  if (check.up === null) return paint.dim(words);
  return check.up ? paint.green(`UP ${words}`) : paint.red(`DOWN ${words}`);
}

function received(traffic: ProvedServer['traffic'], paint: Paint): string {
  const words = provedTraffic(traffic);
  if (traffic.length === 0) return paint.dim(words);
  return traffic.some(isError) ? paint.red(words) : paint.green(words);
}
