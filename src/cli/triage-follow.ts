import { setMaxListeners } from 'node:events';
import { isDown } from '../catalogue/live/signs.ts';
import { jsonLine } from '../report/formats/json.ts';
import { triageLine } from '../report/formats/triage-line.ts';
import { standing } from '../report/triage/standing.ts';
import type { TriageOptions } from '../triage/options.ts';
import type { LiveServer, LiveState } from '../triage-types.ts';
import type { TriageOptions as Written } from './command-line.ts';
import { look } from './look.ts';
import { startNames } from './names.ts';
import type { OutputOptions } from './output-options.ts';
import { Refusal } from './refusal.ts';
import { openSink } from './sink.ts';
import type { Terminal } from './terminal.ts';
import type { SourceAsked, TriageAsked } from './triage-arguments.ts';
import { joinConfiguration } from './triage-configuration.ts';
import { readSource } from './triage-source.ts';

/** A log that is followed. */
export type Followed = TriageAsked & { source: Extract<SourceAsked, { kind: 'log' }> };

/** So many servers are asked at once: where a whole site goes down the rest is counted. */
const most = 50;

/**
 * `triage --log FILE --follow`: says of each server that goes down why, as soon as the log says so. Those that are down
 * already when it begins are said too.
 * @param asked the arguments
 * @param written the options as they were written
 * @param output how to say it
 * @param terminal streams, environment, Ctrl-C, which ends it
 * @returns 0, where the log ends
 * @throws Refusal for what the user can mend; the signal's reason when aborted
 */
export async function followLog(
  asked: Followed,
  written: Written,
  output: OutputOptions,
  terminal: Terminal,
): Promise<number> {
  if (output.format === 'json') throw new Refusal(2, '--follow does not end: --format ndjson writes a line at a time');
  if (output.file !== null) throw new Refusal(2, '--follow does not end: --output writes whole files', 'shell: > FILE');
  const { signal } = terminal;
  setMaxListeners(0, signal);
  const none = {
    source: 'log',
    from: '',
    version: null,
    pid: null,
    uptimeSeconds: null,
    servers: [],
    notes: [],
  } as const;
  const joined = await joinConfiguration(
    { state: { ...none, servers: [], notes: [] }, process: null, elsewhere: false },
    { files: asked.files, variables: asked.variables, version: written['haproxy-version'] },
    terminal,
  );
  const { hosts, timeout, overrides } = asked;
  const { resolve } = startNames(overrides, signal);
  const options = { ...joined, hosts, timeout, resolve, signal, elsewhere: false, offline: written.offline ?? false };
  const sink = openSink(null, terminal);
  const style = await look(output, terminal, true);
  const news = new News(new Set(asked.servers));
  const { runTriage } = await import('../triage/run.ts');
  const tell = async (state: LiveState, servers: readonly LiveServer[]): Promise<void> => {
    const some: TriageOptions = { ...options, servers: servers.slice(0, most).map(nameOf) };
    const result = await runTriage(state, some);
    sink.write(output.format === 'ndjson' ? jsonLine(result) : triageLine(result, servers.length - most, style));
  };
  // One after the other, the newest state each time: what came in between is in it.
  let latest: LiveState | null = null;
  let busy: Promise<void> | null = null;
  let failed: unknown = null;
  const work = async (): Promise<void> => {
    while (latest !== null) {
      const state: LiveState = latest;
      latest = null;
      const servers = news.of(state);
      if (servers.length > 0) await tell(state, servers);
    }
    busy = null;
  };
  const take = (state: LiveState): void => {
    latest = state;
    busy ??= work().catch((error: unknown) => {
      failed = error;
    });
  };
  const { state } = await readSource(asked.source, terminal, take);
  signal.throwIfAborted();
  take(state);
  await busy;
  if (failed !== null) throw failed;
  await sink.end();
  return 0;
}

/** Which servers went down since the last time. */
class News {
  readonly #wanted: ReadonlySet<string>;
  #bad = new Set<string>();

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  of({ servers }: LiveState): LiveServer[] {
    const bad = servers.filter((server) => isDown(server.state) || standing(server) === 'failing');
    const fresh = bad.filter((server) => {
      const name = nameOf(server);
      return !this.#bad.has(name) && (this.#wanted.size === 0 || this.#wanted.has(name));
    });
    this.#bad = new Set(bad.map(nameOf));
    return fresh;
  }
}

function nameOf({ proxy, server }: LiveServer): string {
  return `${proxy}/${server}`;
}
