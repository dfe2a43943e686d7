import type { TrafficPrediction } from '../../check-types.ts';
import type { Observation } from '../../types.ts';
import type { Subject } from '../lint.ts';
import { redirectsToHttps } from '../view.ts';
import { clientsUseTls } from './frontends.ts';

/** What a backend answers that cannot take the request as it came: it is no page of the site. */
const refusals = new Set([400, 421, 426, 495, 496, 497]);

/**
 * Whether a client of HAProxy fails: HAProxy could not get an answer (termination state `S`, `s`, `PH`), or the backend
 * refused the request as such. 401, 403 and 404 may be what the site says there, and what HAProxy answers by itself, of a
 * server that is `disabled` too, is as it is written.
 * @param row what was predicted for one host
 * @returns false also where nothing is known
 */
export function fails(row: TrafficPrediction): boolean {
  if (row.sends === null) return false;
  // Nobody asks for an address with its port: what a server name made of it brings says nothing.
  if (row.host === null && /^[\d.]+$|^\[/.test(row.sends?.sni ?? '')) return false;
  if (/^(?:[Ss]|PH)/.test(row.termination ?? '')) return true;
  return row.host !== null && row.status !== null && (refusals.has(row.status) || row.status >= 500);
}

/** One client with what it was predicted and what was seen. */
export interface Client {
  row: TrafficPrediction;
  seen: Observation | null;
}

/**
 * The clients of a server, one a host.
 * @param subject the server
 * @returns what was predicted of each, with what was seen
 */
export function clients({ predicted, seen }: Subject): Client[] {
  return predicted.traffic.map((row, i) => ({ row, seen: seen?.traffic[i] ?? null }));
}

/**
 * Whether a client is sent round for ever: it came over TLS, and is told to ask again over TLS.
 * @param subject the server
 * @param client one of its clients
 * @returns true also where no frontend says how clients come: most come over TLS
 */
function goesRound(subject: Subject, client: Client): boolean {
  return redirectsToHttps(client.seen ?? undefined) && clientsUseTls(subject) !== false;
}

/**
 * The first client that fails or is sent round.
 * @param subject the server
 * @returns null: none does, as far as is known
 */
export function failing(subject: Subject): Client | null {
  return clients(subject).find((client) => fails(client.row) || goesRound(subject, client)) ?? null;
}

/**
 * Whether the check passes while a client fails.
 * @param subject the server
 * @returns the client; null: it is not so, or not known
 */
export function falseGreen(subject: Subject): Client | null {
  return subject.predicted.check.up ? failing(subject) : null;
}

/**
 * The first client that fails once a connection stands: one that is refused at the door is not failed by any name.
 * @param subject the server
 * @returns null: none does, as far as is known
 */
export function failingByName(subject: Subject): Client | null {
  return clients(subject).find(({ row, seen }) => fails(row) && seen?.failure?.stage !== 'connect') ?? null;
}

/**
 * Whether the check fails once a connection stands.
 * @param subject the server
 * @returns false also where nothing was asked
 */
export function checkFails(subject: Subject): boolean {
  return subject.predicted.check.up === false && lastOfCheck(subject)?.failure?.stage !== 'connect';
}

/**
 * What becomes of a client, in words.
 * @param row what was predicted
 * @returns `www.example.test gets 503 (SC--)`
 */
export function told({ row }: Client): string {
  const who = row.host ?? 'a client';
  if (row.status === null) return `${who} gets no answer (${row.termination ?? 'unknown'})`;
  return `${who} gets ${row.status}${row.termination && !row.termination.startsWith('-') ? ` (${row.termination})` : ''}`;
}

/**
 * What came back of the last connection of the check.
 * @param subject the server
 * @returns null: nothing was asked
 */
export function lastOfCheck({ seen }: Subject): Observation | null {
  return seen?.check.findLast((o) => o !== null) ?? null;
}
