import type { CheckResult } from '../../src/check-types.ts';
import { checkConfig } from '../interop/real/haproxy-check-config.ts';
import type { Tool } from '../provision/tools.ts';
import type { Cell } from './cells.ts';
import type { Configuration } from './configurations/configuration.ts';
import { predict } from './predict.ts';
import { configurationText, type Surroundings } from './text.ts';

/**
 * Has HAProxy itself say which configurations it does not take: those whose lines it complains of, again and again
 * until it is content with the rest.
 * @param tool which HAProxy
 * @param cells which configurations they have
 * @param around addresses and files
 * @returns its first complaint about each, by configuration
 * @throws Error when it complains of no cell's line
 */
export async function refusedConfigurations(
  tool: Tool,
  cells: readonly Cell[],
  around: Surroundings,
): Promise<ReadonlyMap<Configuration, string>> {
  const samples = new Map<Configuration, Cell>(cells.map((cell) => [cell.configuration, cell]));
  const refused = new Map<Configuration, string>();
  for (;;) {
    const text = configurationText([...samples.values()], around, { checks: true, threads: 1 });
    const { exitCode, output } = await checkConfig(tool, text);
    if (exitCode === 0) return refused;
    const before = samples.size;
    for (const [, complaint = ''] of output.matchAll(/^\[ALERT\] +\(\d+\) : (.*)$/gm)) {
      const cell = cellOf(complaint, [...samples.values()], text);
      if (!cell) continue;
      refused.set(cell.configuration, refused.get(cell.configuration) ?? complaint);
    }
    for (const configuration of refused.keys()) samples.delete(configuration);
    if (samples.size < before) continue;
    // Some complaints name neither a line nor a proxy.
    for (const [configuration, cell] of samples) {
      const alone = await checkConfig(tool, configurationText([cell], around, { checks: true, threads: 1 }));
      if (alone.exitCode !== 0) refused.set(configuration, /^\[ALERT\].*/m.exec(alone.output)?.[0] ?? '');
    }
    for (const configuration of refused.keys()) samples.delete(configuration);
    if (samples.size === before) throw new Error(`HAProxy complains of no cell: ${output.slice(-2000)}`);
  }
}

/** The cell that a complaint is about: it names a line, or a proxy. */
function cellOf(complaint: string, among: readonly Cell[], text: string): Cell | undefined {
  const line = /\[haproxy\.cfg:(\d+)\]/.exec(complaint)?.[1];
  if (line !== undefined) return cellAt(among, text, Number(line));
  return among.find(({ name }) => complaint.includes(`'${name}'`));
}

/** The cell whose sections hold a line: a section that is the cell's own is headed by its name. */
function cellAt(among: readonly Cell[], text: string, line: number): Cell | undefined {
  const heads = text
    .split('\n')
    .slice(0, line)
    .reverse()
    .map((head) => /^(?:defaults|frontend|backend|listen|healthcheck) (?:fe\.|d\.|h\.)?(\S+)/.exec(head)?.[1]);
  const name = heads.find((head) => head !== undefined);
  return among.find((cell) => cell.name === name);
}

/**
 * Holds what HAProxy refuses against what the library calls fatal.
 * @param tool that HAProxy
 * @param cells the cells that were tried
 * @param refused what HAProxy refused
 * @param accepted what the library said of all others
 * @param around addresses and files
 * @returns a line for each on which the two differ
 */
export async function misjudged(
  tool: Tool,
  cells: readonly Cell[],
  refused: ReadonlyMap<Configuration, string>,
  accepted: CheckResult,
  around: Surroundings,
): Promise<string[]> {
  const { version } = tool;
  const wrong = fatal(accepted).map(({ line, message }) => `HAProxy ${version} accepts line ${line}: ${message}`);
  for (const [configuration, why] of refused) {
    const cell = cells.find((one) => one.configuration === configuration);
    if (!cell) continue;
    const text = configurationText([cell], around, { checks: true, threads: 1 });
    if (fatal(await predict(text, version, true)).length > 0) continue;
    // Some alerts are fatal only beside others.
    if ((await checkConfig(tool, text)).exitCode === 0) continue;
    wrong.push(`HAProxy ${version} refuses ${configuration.name}: ${why}`);
  }
  return wrong;
}

const fatal = ({ problems }: CheckResult) => problems.filter(({ severity }) => severity === 'fatal');
