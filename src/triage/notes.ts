import { tellsAddresses } from '../report/triage/place.ts';
import { standing } from '../report/triage/standing.ts';
import type { LiveServer, LiveState } from '../triage-types.ts';
import type { TriageOptions } from './options.ts';
import type { Sorted } from './sort.ts';

/**
 * What bears on how far the answer can be trusted.
 * @param state what HAProxy says of itself
 * @param servers those that were asked for
 * @param all where they went
 * @param options as of `triage`
 * @param fatal how many lines of the configuration HAProxy would refuse
 * @returns a sentence each
 */
export function notesOf(
  state: LiveState,
  servers: readonly LiveServer[],
  all: Sorted,
  { files, offline }: TriageOptions,
  fatal: number,
): string[] {
  const notes = [...state.notes];
  const held = all.divided.held.length;
  if (fatal > 0)
    notes.push(
      `HAProxy would not start with this configuration: ${fatal} refused, see sni-doctor check. The running one is another.`,
    );
  if (files.length > 0 && all.placed.length > 0)
    notes.push(
      `${all.placed.length} of the servers that fail are not in this configuration: what HAProxy sends them is not known.`,
    );
  if (held > 0 && !tellsAddresses(state) && !offline)
    notes.push(`${addressless[state.source]} Those of the configuration were used; names as they resolve here.`);
  const silent = state.source === 'log' ? servers.filter(isUnheard).length : 0;
  if (silent > 0) notes.push(`The log tells nothing of ${silent} servers of the configuration: they are taken for UP.`);
  const aside = servers.filter((server) => standing(server) === 'other' && server.state !== 'unknown').length;
  if (aside > 0) notes.push(`${aside} in maintenance, draining or not loaded: not asked.`);
  if (files.length === 0 && !offline && servers.some((server) => standing(server) === 'up'))
    notes.push(
      'Servers that are UP were not looked at: with the configuration (--config) checks that are green by accident are found too.',
    );
  return notes;
}

function isUnheard({ state, traffic, terminations }: LiveServer): boolean {
  return state === 'unknown' && traffic === null && terminations === undefined;
}

const addressless = {
  socket: 'HAProxy tells no addresses.',
  stats: 'This page tells no addresses (stats show-legends).',
  log: 'A log tells no addresses.',
} as const;
