import { freePorts } from '../../interop/real/ports.ts';
import type { Tool } from '../../provision/tools.ts';
import { measureChecks } from '../measure/checks.ts';
import type { Measured } from '../measure/measured.ts';
import { measureTraffic } from '../measure/traffic.ts';
import { commonInterval } from '../text.ts';
import { configurationOf, type Written } from './written.ts';

/** Two checks of every server, begun within one interval, and what the slowest of them takes, in ms. */
const twoChecks = 2000 * commonInterval + 3000;

/**
 * Measures sections of cells that HAProxy takes: their checks on one process, their traffic on another that has none, so
 * that no session of a check helps it.
 * @param tool which HAProxy
 * @param all the sections
 * @returns what came, by name
 * @throws Error when a HAProxy does not start
 */
export async function measureSections(tool: Tool, all: readonly Written[]): Promise<Map<string, Measured>> {
  if (all.length === 0) return new Map();
  const [checkPort = 0, trafficPort = 0] = await freePorts(2);
  const at = (port: number) =>
    all.map((one) => ({ ...one, text: one.text.replace(/^( +bind 127\.1\.\d+\.\d+:)\d+/m, `$1${port}`) }));
  // One after the other: what waits for a busy backend looks like a backend that does not answer.
  const checks = await measureChecks(tool, configurationOf(at(checkPort), { logPort: 9 }, true), twoChecks);
  const cells = all.map(({ cell, name }) => ({ ...cell, name }));
  const traffic = await measureTraffic(tool, cells, trafficPort, (logPort) =>
    configurationOf(at(trafficPort), { logPort }, false),
  );
  return new Map(
    all.map(({ name }, index) => [
      name,
      {
        check: checks.get(name) ?? { status: 'none reported', code: null, info: null, up: null },
        traffic: traffic[index] ?? { status: null, answer: null, termination: '' },
      },
    ]),
  );
}
