import type { ServerPlace, StatRow } from '../../haproxy/stat-lines.ts';
import type { LiveServer } from '../../triage-types.ts';

/**
 * Makes a server of what HAProxy says of it.
 * @param row its line of `show stat` or of the CSV page
 * @param place its line of `show servers state`; null: there is none
 * @returns the server; texts raw
 */
export function liveServer(row: StatRow, place: ServerPlace | null): LiveServer {
  const of = (name: string): string => row[name] ?? '';
  const number = (name: string): number | null => (/^-?\d+$/.test(of(name)) ? Number(of(name)) : null);
  const text = (name: string): string | null => of(name) || null;
  const mode = of('mode');
  const sessions = number('stot');
  const agent = status(of('agent_status'));
  return {
    proxy: of('pxname'),
    server: of('svname'),
    ...whereIs(of('addr'), place),
    mode: mode === 'http' || mode === 'tcp' ? mode : null,
    ...(of('tracked') === '' ? {} : { tracks: of('tracked') }),
    ...(agent === null ? {} : { agent: { status: agent, info: text('last_agt') } }),
    state: of('status'),
    status: status(of('check_status')),
    code: number('check_code'),
    info: text('last_chk'),
    durationMs: number('check_duration'),
    failedChecks: number('chkfail'),
    timesDown: number('chkdown'),
    sinceChange: number('lastchg'),
    traffic:
      sessions === null
        ? null
        : {
            sessions,
            connectionErrors: number('econ') ?? 0,
            responseErrors: number('eresp') ?? 0,
            // Empty for a proxy in TCP mode.
            status5xx: number('hrsp_5xx') ?? 0,
          },
  };
}

/** A check that runs has a star before the status of the last one. */
function status(text: string): string | null {
  return text.replace(/^\* /, '') || null;
}

type Where = Pick<LiveServer, 'address' | 'port' | 'unix' | 'fqdn' | 'srvRecord'>;

function whereIs(shown: string, place: ServerPlace | null): Where {
  const named = (text: string | undefined): string | null => (!text || text === '-' ? null : text);
  const fqdn = named(place?.fqdn);
  const record = named(place?.srvRecord);
  const more = { fqdn, ...(record === null ? {} : { srvRecord: record }) };
  // Instead of an address, and of a socket's path (haproxy v3.4.0 src/stats-proxy.c, `ST_I_PX_ADDR`).
  if (shown === 'unix') return { address: null, port: null, unix: '', ...more };
  const [, literal, plain, port] = /^(?:\[([^\]]+)\]|([^[\]:]+)):(\d+)$/.exec(shown) ?? [];
  const known = named(place?.address);
  const at = known === null ? Number(port ?? 0) : (place?.port ?? 0);
  const address = known ?? literal ?? plain ?? null;
  // Port 0: that of the client's connection is taken.
  return { address, port: address === null && at === 0 ? null : at || null, ...more };
}
