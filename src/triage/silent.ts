import { read } from '../check/read.ts';
import { has } from '../haproxy/model/setting.ts';
import type { LiveServer, LiveState } from '../triage-types.ts';
import { checkOf } from './configured.ts';
import type { TriageOptions } from './options.ts';

/**
 * Adds the servers of the configuration that a log does not name: nothing was logged of them, so they are not DOWN, and
 * they may be green by accident.
 * @param state what HAProxy says of itself
 * @param options as of `triage`
 * @returns the same, of a log with servers in state `unknown`; as it is, where HAProxy itself tells its servers
 * @throws AbortError when the signal is aborted
 */
export async function withSilent(state: LiveState, options: TriageOptions): Promise<LiveState> {
  if (state.source !== 'log' || options.files.length === 0) return state;
  const { all } = await read({ ...checkOf([], options), servers: [], offline: true });
  const known = new Set(state.servers.map(({ proxy, server }) => `${proxy}/${server}`));
  const silent = all.flatMap(([{ proxy, server }]): LiveServer[] => {
    const out = has(server, 'disabled') || known.has(`${proxy.name}/${server.name}`);
    return out ? [] : [{ ...unheard, proxy: proxy.name, server: server.name, mode: modeOf(proxy.mode) }];
  });
  return { ...state, servers: [...state.servers, ...silent] };
}

function modeOf(mode: string): LiveServer['mode'] {
  return mode === 'http' || mode === 'tcp' ? mode : null;
}

const unheard = {
  ...{ address: null, port: null, fqdn: null, state: 'unknown', status: null, code: null, info: null },
  ...{ durationMs: null, failedChecks: null, timesDown: null, sinceChange: null, traffic: null },
};
