import { checkAndCure } from '../../src/check/cure-run.ts';
import type { CheckResult } from '../../src/check-types.ts';
import { freePorts } from '../interop/real/ports.ts';
import { pool } from '../provision/pool.ts';
import type { Tool } from '../provision/tools.ts';
import type { RunningBackends } from './backends/start.ts';
import { distinctCauses } from './causes.ts';
import { cells as allCells, type Cell } from './cells.ts';
import type { Configuration } from './configurations/configuration.ts';
import { type CureRun, runCures } from './cure/run.ts';
import { measureChecks } from './measure/checks.ts';
import { measureAlone } from './measure/info.ts';
import type { Measured, MeasuredCheck, MeasuredTraffic } from './measure/measured.ts';
import { measureTraffic } from './measure/traffic.ts';
import { optionsFor, predict } from './predict.ts';
import { misjudged, refusedConfigurations } from './refused.ts';
import { commonInterval, configurationText, type Surroundings } from './text.ts';

/** A cell with what was foretold of it and what came. */
export interface Tried {
  cell: Cell;
  measured: Measured;
  predicted: CheckResult['servers'][number] | undefined;
  /** Its check, started in a HAProxy of its own, once for each start; empty: another cell stood for it. */
  alone: MeasuredCheck[];
}

/** Everything about one version of HAProxy. */
export interface VersionRun {
  branch: string;
  version: string;
  tried: Tried[];
  /** What HAProxy does not take, with its first complaint. */
  refused: ReadonlyMap<Configuration, string>;
  /** Configurations that it refuses and the library takes, and the other way round. */
  misjudged: string[];
  /** What became of the cells that fail; none, where nobody asked for that. */
  cures: CureRun;
}

/** How many HAProxy processes with one cell each run at once. */
const aloneAtOnce = 4;

/** Two checks of every server, begun within one interval: as long as that may take, in ms. */
const twoChecks = { common: 2250 * commonInterval, own: 9000 };

/** A backend in clear text that is well: where checks go that leave the server's port. */
const elsewhere = 'healthy-http';

/**
 * Measures cells on one HAProxy and has the library predict the same.
 * @param branch `3.2`
 * @param tool that HAProxy
 * @param running the backends
 * @param options.starts how often a cell is started alone; one that times out only once
 * @param options.among the cells; absent: all
 * @param options.cure whether the library is to mend those that fail
 * @returns both, by cell
 * @throws Error when a HAProxy does not start
 */
export async function runVersion(
  branch: string,
  tool: Tool,
  running: RunningBackends,
  { starts = 2, among = allCells, cure = false } = {},
): Promise<VersionRun> {
  const { version } = tool;
  const [frontendPort = 0, ownPort = 0] = await freePorts(2);
  const around: Surroundings = {
    files: running.files,
    ports: running.ports,
    frontendPort,
    logPort: 9,
    otherPort: running.ports.get(elsewhere) ?? 0,
  };
  const refused = await refusedConfigurations(tool, among, around);
  const cells = among.filter((cell) => !refused.has(cell.configuration));
  const none: CureRun = { branch, version, cases: [], strays: [] };
  if (cells.length === 0) return { branch, version, tried: [], refused, misjudged: [], cures: none };
  const text = configurationText(cells, around, { checks: true, threads: 1 });
  const say = async () => {
    const cured = cure ? await checkAndCure(optionsFor(text, version)) : null;
    return { cured, result: cured?.result ?? (await predict(text, version)) };
  };
  const measure = async () => {
    const checks = await bothPaces(tool, cells, [around, { ...around, frontendPort: ownPort }]);
    const traffic = await measureTraffic(tool, cells, frontendPort, (logPort) =>
      configurationText(cells, { ...around, logPort }, { checks: false, threads: 1 }),
    );
    return { checks, traffic };
  };
  // Both wait most of the time, for backends that do not answer and for intervals.
  const [{ cured, result }, { checks, traffic }] = await Promise.all([say(), measure()]);
  const predictions = new Map(result.servers.map((server) => [server.proxy, server]));
  const seen = cells.map((cell, index) => ({
    cell,
    predicted: predictions.get(cell.name),
    measured: { check: checks.get(cell.name) ?? nothing, traffic: traffic[index] ?? noTraffic },
  }));
  const [alone, cures] = await Promise.all([
    measureDistinct(tool, seen, around, starts),
    cured ? runCures({ branch, version, seen, around, cured }, tool, running) : none,
  ]);
  const tried = seen.map((one) => ({ ...one, alone: alone.get(one.cell) ?? [] }));
  return {
    branch,
    version,
    tried,
    refused,
    misjudged: await misjudged(tool, among, refused, result, around),
    cures,
  };
}

/** One cell of each distinct prediction has a HAProxy of its own, several times. */
async function measureDistinct(
  tool: Tool,
  seen: readonly Omit<Tried, 'alone'>[],
  around: Surroundings,
  starts: number,
): Promise<Map<Cell, MeasuredCheck[]>> {
  const predicted = new Map(seen.map((one) => [one.cell, one.predicted?.check]));
  const causes = distinctCauses([...predicted.keys()], (cell) => predicted.get(cell));
  const alone = new Map<Cell, MeasuredCheck[]>();
  const timesOut = (cell: Cell) => predicted.get(cell)?.status?.endsWith('TOUT') ?? false;
  const begun = causes.flatMap((cell) =>
    Array.from({ length: timesOut(cell) ? Math.min(1, starts) : starts }, () => cell),
  );
  // Those that take long begin first.
  begun.sort((a, b) => Number(timesOut(b)) - Number(timesOut(a)));
  await pool(begun, aloneAtOnce, async (cell) => {
    const check = await measureAlone(tool, cell, around);
    alone.set(cell, [...(alone.get(cell) ?? []), check]);
  });
  return alone;
}

/** The cells whose intervals are their subject have a process of their own beside that of all others. */
async function bothPaces(
  tool: Tool,
  cells: readonly Cell[],
  [common, own]: [Surroundings, Surroundings],
): Promise<ReadonlyMap<string, MeasuredCheck>> {
  const measure = async (pace: 'common' | 'own', around: Surroundings) => {
    const some = cells.filter(({ configuration }) => configuration.pace === pace);
    if (some.length === 0) return [];
    const text = configurationText(some, around, { checks: true, threads: 1 });
    return [...(await measureChecks(tool, text, twoChecks[pace]))];
  };
  return new Map((await Promise.all([measure('common', common), measure('own', own)])).flat());
}

const noTraffic: MeasuredTraffic = { status: null, answer: null, termination: '' };
const nothing: MeasuredCheck = { status: 'none reported', code: null, info: null, up: null };
