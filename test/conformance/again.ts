/**
 * Has checks made again and again, as the suite has no time for: what comes once in a hundred times on a busy machine
 * comes here.
 *
 *   npx tsx test/conformance/again.ts SECONDS 'ssl*.*' [VERSION]
 *
 * Prints every result that was not foretold, and how often it was seen. Those that time out are left to the suite.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { startHaproxy } from '../interop/real/haproxy.ts';
import { showServers } from '../interop/real/haproxy-stats.ts';
import { freePorts } from '../interop/real/ports.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { type RunningBackends, startBackends } from './backends/start.ts';
import { cellsNamed } from './cells.ts';
import { checkDifference } from './compare.ts';
import { checkOf } from './measure/stat-row.ts';
import { predict } from './predict.ts';
import { refusedConfigurations } from './refused.ts';
import { configurationText } from './text.ts';

/** In ms: how often a check is made, and how often its result is looked at. */
const pace = { checks: 1500, looks: 60 };

const [seconds = '30', pattern = '*', wanted] = process.argv.slice(2);
const tools = loadTools();
if (!tools) throw new Error('the tools are not provisioned');

const running = await startBackends();
try {
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    if (wanted && wanted !== branch) continue;
    for (const [text, times] of await strays(tool, running)) console.log(`${branch} ${times} times: ${text}`);
    console.log(`${branch}: done`);
  }
} finally {
  await running.close();
}

async function strays(tool: Tool, { files, ports }: RunningBackends): Promise<Map<string, number>> {
  const [frontendPort = 0] = await freePorts(1);
  const around = { files, ports, frontendPort, logPort: 9, otherPort: ports.get('healthy-http') ?? 0 };
  const style = { checks: true, threads: 1 };
  const named = cellsNamed(pattern);
  const refused = await refusedConfigurations(tool, named, around);
  const taken = named.filter(({ configuration }) => !refused.has(configuration) && configuration.pace === 'common');
  const { servers } = await predict(configurationText(taken, around, style), tool.version);
  const predictions = new Map(servers.map(({ proxy, check }) => [proxy, check]));
  const cells = taken.filter(({ name }) => !/^$|TOUT$/.test(predictions.get(name)?.status ?? ''));
  const text = configurationText(cells, around, style).replace(/\binter \S+/g, `inter ${pace.checks}ms`);
  const haproxy = await startHaproxy(tool, text);
  const found = new Map<string, number>();
  try {
    for (const end = performance.now() + Number(seconds) * 1000; performance.now() < end; await pause(pace.looks))
      for (const row of await showServers(haproxy)) {
        const predicted = predictions.get(row.pxname ?? '');
        const check = row.svname === 's1' && checkOf(row);
        if (!predicted || !check || check.info === null) continue;
        // Some servers have not failed often enough yet to be down.
        const agrees = [true, false].some((up) => !checkDifference(predicted, { ...check, up }, true));
        const said = `${row.pxname} ${check.status} ${check.code ?? '-'} ${JSON.stringify(check.info)}`;
        if (!agrees) found.set(said, (found.get(said) ?? 0) + 1);
      }
  } finally {
    await haproxy.close();
  }
  return found;
}
