import { infoFields, serverPlaces } from '../haproxy/stat-lines.ts';
import { printable } from '../report/escape.ts';
import { RuntimeRefusal, type StatsSocket } from './stats-socket.ts';

/** A HAProxy that takes dynamic servers. */
export interface ReadyHaproxy {
  /** `3.4.7` */
  version: string;
  pid: string;
}

const copy = 'a copy shows it all the same: sni-doctor prove --haproxy PATH';

/**
 * Makes sure that a socket is that of a HAProxy that a server can be added to.
 * @param socket the socket
 * @param signal gives up
 * @returns the HAProxy
 * @throws RuntimeRefusal where it is none, is too old, or does not allow it
 */
export async function readyHaproxy(socket: StatsSocket, signal: AbortSignal): Promise<ReadyHaproxy> {
  const answer = await socket.ask('show info', signal);
  const info = infoFields(answer);
  const said = info.get('Version') ?? '';
  const [version, major, minor] = /^(\d+)\.(\d+)(?:\.\d+)?/.exec(said) ?? [];
  const pid = info.get('Pid');
  if (version === undefined || pid === undefined) throw stranger(socket, answer);
  const branch = Number(major) * 100 + Number(minor);
  if (branch < 204)
    throw new RuntimeRefusal(`HAProxy ${version} cannot be given a server while it runs: 2.6 can`, copy);
  if (branch < 206)
    throw new RuntimeRefusal(
      `HAProxy ${version} takes a server while it runs as an experiment only: 2.6 does so fully`,
      copy,
    );
  const level = await socket.ask('show cli level', signal);
  if (level === 'admin') return { version, pid };
  throw new RuntimeRefusal(
    `${printable(socket.name, 200)} allows the level "${printable(level, 60)}" alone, and adding a server takes "admin"`,
    'write "level admin" on its `stats socket` line in the global section, or name another socket',
  );
}

function stranger({ name }: StatsSocket, answer: string): RuntimeRefusal {
  const place = printable(name, 200);
  // A master knows neither servers nor `show info` (measured on 2.8.25).
  if (/show proc\b/.test(answer))
    return new RuntimeRefusal(
      `${place} is the socket of a HAProxy master process, which has no servers`,
      'name the socket of `stats socket ... level admin` in the global section',
    );
  const first = printable(answer.split('\n')[0] ?? '', 60);
  const hint = answer.startsWith('HTTP/')
    ? 'this is a port for HTTP; the one of `stats socket ... level admin` in the global section is meant'
    : 'name the socket of `stats socket ... level admin` in the global section';
  return new RuntimeRefusal(`${place} is no stats socket of a HAProxy: it answers "${first}"`, hint);
}

/**
 * The backend whose rules a server is to be checked by.
 * @param socket of a HAProxy
 * @param backend the one that was named; null: the one that has a server at the address
 * @param at IP literal and port; port null: any
 * @param signal gives up
 * @returns its name
 * @throws RuntimeRefusal where there is none, or more than one
 */
export async function backendFor(
  socket: StatsSocket,
  backend: string | null,
  at: { address: string; port: number | null },
  signal: AbortSignal,
): Promise<string> {
  const names = (await socket.ask('show backend', signal)).split('\n').filter((line) => line !== '' && line[0] !== '#');
  if (backend !== null) {
    if (names.includes(backend)) return backend;
    throw new RuntimeRefusal(`HAProxy has no backend "${printable(backend, 100)}"`, `it has ${listed(names)}`);
  }
  const places = serverPlaces(await socket.ask('show servers state', signal));
  const wanted = canonical(at.address);
  const same = places.filter(({ address, port }) => canonical(address) === wanted && (at.port ?? port) === port);
  const [only, ...others] = new Set(same.map((place) => place.backend));
  const where = at.port === null ? wanted : `${wanted} port ${at.port}`;
  const name = 'name the backend whose check is to be shown';
  if (only === undefined)
    throw new RuntimeRefusal(`no backend of this HAProxy has a server at ${where}`, `${name}: ${listed(names)}`);
  if (others.length > 0)
    throw new RuntimeRefusal(`several backends have a server at ${where}`, `${name}: ${listed([only, ...others])}`);
  return only;
}

function listed(names: readonly string[]): string {
  const most = 10;
  const shown = names.slice(0, most).map((name) => printable(name, 60));
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : shown.join(', ');
}

/** IPv6 has many ways to write an address. */
function canonical(address: string): string {
  if (!address.includes(':')) return address;
  const url = `http://[${address.replace(/^\[|\]$/g, '')}]/`;
  return URL.canParse(url) ? new URL(url).hostname : address;
}
