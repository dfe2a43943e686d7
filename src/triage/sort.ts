import type { Written } from '../catalogue/live/live.ts';
import { isLocal, type Place, placeOf, tellsAddresses } from '../report/triage/place.ts';
import { standing } from '../report/triage/standing.ts';
import type { LiveServer, LiveState } from '../triage-types.ts';
import type { Placed } from './bare.ts';
import { type Divided, divide } from './configured.ts';
import type { TriageOptions } from './options.ts';

/** The servers of a run, by what is to become of them. */
export interface Sorted {
  /** Those that the configuration holds, and that are asked as it says. */
  divided: Divided;
  /** Those of which only the address is known. */
  placed: Placed[];
  /** Those that nobody connects to, and why. */
  unasked: { live: LiveServer; because: string; written: Written | null }[];
}

/**
 * Sorts the servers: what is in maintenance is let be, what has no known address is not guessed at.
 * @param servers those that are asked for
 * @param state the HAProxy that they are of
 * @param options as of `triage`
 * @returns each server once at most
 * @throws AbortError when the signal is aborted
 */
export async function sorted(
  servers: readonly LiveServer[],
  state: LiveState,
  options: TriageOptions,
): Promise<Sorted> {
  const concerned = servers.filter((server) => standing(server) !== 'other');
  const tells = tellsAddresses(state);
  const divided = await divide(concerned, options);
  const isHeld = new Set(divided.held);
  const all: Sorted = { divided: { ...divided, held: [] }, placed: [], unasked: [] };
  for (const live of concerned) {
    const how = standing(live);
    const written = divided.written.get(`${live.proxy}/${live.server}`) ?? null;
    const place = placeOf(live, options.elsewhere);
    const refuse = (because: string) => all.unasked.push({ live, because, written });
    if (how === 'unresolved') refuse('its name has no address');
    else if (isHeld.has(live)) {
      const because = obstacle(place, tells, written, options);
      if (because !== null && !options.offline) refuse(because);
      else all.divided.held.push(live);
    } else if ('because' in place) refuse(`${place.because}${hint(options)}`);
    else if (options.offline) refuse('nothing was connected to (--offline)');
    else if (how !== 'up') all.placed.push({ live, ...place });
  }
  const names = all.divided.held.map(({ proxy, server }) => `${proxy}/${server}`);
  return { ...all, divided: { ...all.divided, check: { ...divided.check, servers: names } } };
}

/** Why a server of the configuration is not connected to: an address that HAProxy tells stands over what is written. */
function obstacle(place: Place, tells: boolean, written: Written | null, { elsewhere }: TriageOptions): string | null {
  if (!('because' in place)) return null;
  return tells ? place.because : notFromHere(written, elsewhere);
}

/** An address of the configuration, where HAProxy tells none. */
function notFromHere(written: Written | null, elsewhere: boolean): string | null {
  const local = written?.addresses.find(isLocal);
  if (!elsewhere || local === undefined) return null;
  return `HAProxy runs on another machine, and ${local} is an address of that machine alone`;
}

function hint({ files }: TriageOptions): string {
  return files.length === 0 ? ': give its configuration with --config' : ', and the configuration does not hold it';
}
