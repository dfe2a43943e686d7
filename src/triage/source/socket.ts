import { infoFields, type ServerPlace, type StatRow, serverPlaces, statRows } from '../../haproxy/stat-lines.ts';
import { printable } from '../../report/escape.ts';
import { ask, NoAnswer } from '../../runtime-api/ask.ts';
import { socketPlace } from '../../runtime-api/place.ts';
import type { LiveState } from '../../triage-types.ts';
import { liveServer } from './live-server.ts';
import { Unreadable } from './unreadable.ts';

/** A server takes some 500 bytes: this is room for a hundred thousand. */
const patience = {
  total: 60_000,
  silence: 5000,
  room: 64_000_000,
  narrower: 'a socket that says more than that is none of HAProxy',
};

/**
 * Asks a running HAProxy for its servers. It only reads: `show info`, `show stat` of servers, `show servers state`.
 * @param name its stats socket or its master's (`/run/haproxy/admin.sock`, `unix@PATH`, `127.0.0.1:9999`, `[::1]:9999`)
 * @param options `signal` gives up
 * @returns what it says
 * @throws Unreadable; Error whose message says what is accepted, where the name is no place; the signal's reason
 */
export async function fromSocket(name: string, { signal }: { signal: AbortSignal }): Promise<LiveState> {
  const api = await open(name, signal);
  const rows = statRows(await api.whole('show stat -1 4 -1'));
  if (rows[0] !== undefined && rows[0].svname === undefined) throw api.stranger();
  const notes = [...api.notes];
  const places = await placesOf(api, notes);
  const servers = rows.filter((row) => row.type === '2').map((row) => liveServer(row, places(row)));
  if (servers.length === 0) notes.push('This HAProxy has no servers.');
  return {
    source: 'socket',
    from: name,
    version: /^\d+\.\d+(?:\.\d+)?/.exec(api.info.get('Version') ?? '')?.[0] ?? null,
    pid: Number(api.info.get('Pid')) || null,
    uptimeSeconds: api.info.has('Uptime_sec') ? Number(api.info.get('Uptime_sec')) : null,
    servers,
    notes,
  };
}

interface Api {
  info: ReadonlyMap<string, string>;
  notes: string[];
  /** Asks and wants the answer to its end. */
  whole(command: string): Promise<string>;
  stranger(): Unreadable;
}

async function open(name: string, signal: AbortSignal): Promise<Api> {
  const place = socketPlace(name);
  const shown = printable(name, 200);
  const say = async (command: string): Promise<string> => {
    try {
      return await ask(place, command, patience, signal);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      throw new Unreadable(`${shown}: ${error.message}`, hintOf(error, name));
    }
  };
  let first = await say('show info');
  let prefix = '';
  // A master knows neither servers nor `show info` (measured on 2.8.25 and 3.4.7): the worker is asked through it.
  if (!isInfo(first) && /^ +show proc\b/m.test(first)) {
    prefix = '@1 ';
    first = await say('@1 show info');
    if (!isInfo(first))
      throw new Unreadable(
        `${shown} is the socket of a HAProxy master whose worker does not answer: "${opening(first)}"`,
        'look at `show proc` there; a worker that does not start says why in the log',
      );
  }
  const stranger = (): Unreadable => noHaproxy(shown, first);
  if (!isInfo(first)) throw stranger();
  const info = infoFields(first);
  const count = Number(info.get('Nbproc'));
  const notes =
    count > 1
      ? [
          `This HAProxy runs ${count} processes: the socket answers for process ${info.get('Process_num')} alone, and each has checks of its own.`,
        ]
      : [];
  const whole = async (command: string): Promise<string> => {
    const answer = await say(prefix + command);
    if (answer.startsWith('Permission denied'))
      throw new Unreadable(
        `${shown}: HAProxy does not allow "${command}" on this socket`,
        'write "level operator" on its `stats socket` line in the global section, or name another socket',
      );
    if (!answer.endsWith('\n\n')) throw new Unreadable(`${shown}: the answer to "${command}" breaks off`);
    return answer;
  };
  return { info, notes, whole, stranger };
}

function isInfo(answer: string): boolean {
  const fields = infoFields(answer);
  return fields.has('Version') && fields.has('Pid');
}

async function placesOf(api: Api, notes: string[]): Promise<(row: StatRow) => ServerPlace | null> {
  let places: ServerPlace[] = [];
  try {
    places = serverPlaces(await api.whole('show servers state'));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    notes.push(`The names behind the addresses are not known: ${error.message}.`);
  }
  const byId = new Map(places.map((place) => [`${place.backendId} ${place.serverId}`, place]));
  return (row) => {
    const place = byId.get(`${row.iid} ${row.sid}`);
    // A reload between the two answers gives the numbers to others.
    return place && place.backend === row.pxname && place.server === row.svname ? place : null;
  };
}

function noHaproxy(shown: string, answer: string): Unreadable {
  const hint = answer.startsWith('HTTP/')
    ? 'this is a port for HTTP: name the `stats socket` of the global section, or give a stats page as --stats-url'
    : 'name the socket of `stats socket` in the global section';
  return new Unreadable(`${shown} is no stats socket of a HAProxy: it answers "${opening(answer)}"`, hint);
}

function opening(answer: string): string {
  return printable(answer.split('\n', 1)[0] ?? '', 60);
}

function hintOf({ code, hint }: NoAnswer, name: string): string | null {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `run it with sudo, or as a member of the socket's group (ls -l ${printable(name, 200)})`;
    case 'ECONNREFUSED':
      return 'HAProxy does not run, or a reload left an old socket behind: see `stats socket` in the global section';
    default:
      return hint;
  }
}
