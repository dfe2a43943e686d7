import { statRows } from '../../haproxy/stat-lines.ts';
import { systemAuthorities } from '../../probe/trust.ts';
import { printable } from '../../report/escape.ts';
import type { LiveState } from '../../triage-types.ts';
import { type Get, type Got, get } from './http-get.ts';
import { liveServer } from './live-server.ts';
import { type StatsUrl, statsUrl } from './stats-url.ts';
import { Unreadable } from './unreadable.ts';

/** How a stats page is asked. */
export interface StatsPageOptions {
  /** `user:password`; it goes over those of the URL, and is never shown. */
  auth?: string;
  /** Authorities in PEM that its certificate is checked against; absent: those of the system. */
  ca?: string;
  signal: AbortSignal;
}

/** Servers take some 500 bytes of CSV each; version and process stand at the head of the page. */
const room = { csv: 64_000_000, head: 64_000 };

/**
 * Reads the stats page of a running HAProxy, in its CSV form.
 * @param url of the page, as a browser has it; with user and password where it wants them
 * @param options see {@link StatsPageOptions}
 * @returns what it says; addresses only with `stats show-legends`, the names behind them never
 * @throws Unreadable; the signal's reason
 */
export async function fromStatsUrl(url: string, options: StatsPageOptions): Promise<LiveState> {
  const place = statsUrl(url);
  const wanted: Get = {
    auth: options.auth ?? place.auth,
    ca: options.ca ?? systemAuthorities(),
    signal: options.signal,
    room: room.csv,
  };
  const shown = printable(place.shown, 200);
  const refusal = (message: string, hint: string | null): Unreadable => new Unreadable(`${shown}: ${message}`, hint);
  const got = await get(place.csv, wanted).catch((error: unknown) => {
    throw error instanceof Unreadable ? refusal(error.message, error.hint) : error;
  });
  const wrong = notCsv(got, wanted.auth !== null);
  if (wrong) throw refusal(...wrong);
  const servers = statRows(got.body)
    .filter((row) => row.type === '2')
    .map((row) => liveServer(row, null));
  const { version, pid, uptimeSeconds } = await said(place, { ...wanted, room: room.head, cut: true });
  const notes = [
    ...(place.scoped ? ['The page was asked for some proxies alone (scope=): the others are not looked at.'] : []),
    ...(servers.length === 0 ? ['The page lists no servers: `stats scope` may hide them.'] : []),
    // Measured on 2.6.12 and 3.4.7.
    ...(servers.length > 0 && servers.every(({ address, unix }) => address === null && unix === undefined)
      ? ['The page does not say the addresses in use: `stats show-legends` beside `stats uri` makes it do so.']
      : []),
    // Shown by itself up to 3.2 (measured); `stats show-version` is in the manual of 3.4.
    ...(version === null
      ? [
          'The page does not say the version of HAProxy (`stats hide-version`; since 3.4 only with `stats show-version`).',
        ]
      : []),
  ];
  return { source: 'stats', from: place.shown, version, pid, uptimeSeconds, servers, notes };
}

function notCsv({ status, body }: Got, hadAuth: boolean): [message: string, hint: string | null] | null {
  if (status === 401)
    return hadAuth
      ? ['it does not accept this user and password', '`stats auth USER:PASSWORD` beside its `stats uri` says which']
      : ['it asks for a user and password', 'give them, as in http://USER:PASSWORD@HOST:PORT/PATH'];
  const path = 'its path is that of `stats uri` in the configuration (HAProxy’s own is /haproxy?stats)'.replace(
    '’',
    "'",
  );
  if (status !== 200) return [`it answers ${status}`, status === 403 ? 'its rules do not let this address in' : path];
  if (/^# pxname,svname,/.test(body)) return body.endsWith('\n') ? null : ['its answer breaks off', null];
  if (/^# (?:HELP|TYPE) /.test(body)) return ['these are metrics for Prometheus, not the stats page', path];
  if (/<title>Statistics Report for HAProxy/i.test(body.slice(0, 2000)))
    return [
      'it answers in HTML where CSV was asked for',
      'something between here and HAProxy drops ";csv" from its path',
    ];
  const what = /^\s*</.test(body) ? 'HTML' : `"${printable(body.split('\n', 1)[0] ?? '', 60)}"`;
  return [`it is no stats page of a HAProxy: it answers ${what}`, path];
}

/** What the page itself says of its HAProxy; nothing of it is needed. */
async function said({ page }: StatsUrl, wanted: Get): Promise<Pick<LiveState, 'version' | 'pid' | 'uptimeSeconds'>> {
  const { body } = await get(page, wanted).catch((error: unknown) => {
    if (error instanceof Unreadable) return { body: '' };
    throw error;
  });
  const [, days, hours, minutes, seconds] = /uptime = <\/b> (\d+)d (\d+)h(\d+)m(\d+)s/.exec(body)?.map(Number) ?? [];
  return {
    version: />HAProxy version (\d+\.\d+(?:\.\d+)?)/.exec(body)?.[1] ?? null,
    pid: Number(/<b>pid = <\/b> (\d+)/.exec(body)?.[1]) || null,
    uptimeSeconds: days === undefined ? null : ((days * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0),
  };
}
