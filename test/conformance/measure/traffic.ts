import { startHaproxy } from '../../interop/real/haproxy.ts';
import { poll } from '../../interop/real/poll.ts';
import { parseHttpLog, parseTcpLog, startSyslog, type TcpLog } from '../../interop/real/syslog.ts';
import { pool } from '../../provision/pool.ts';
import type { Tool } from '../../provision/tools.ts';
import type { Cell } from '../cells.ts';
import { frontendAddress, frontendOf } from '../text.ts';
import { answerFor } from './client.ts';
import type { MeasuredTraffic } from './measured.ts';

/** Requests at the same time: most wait for a backend that never answers. */
const width = 48;

/**
 * Sends a request through each cell of a configuration without checks, on one HAProxy that starts for this.
 * @param tool which HAProxy
 * @param cells the cells, in the order of the configuration
 * @param frontendPort the port of their frontends
 * @param text makes the configuration of the port that the log goes to
 * @returns what each cell's client received and what was logged, in the order of the cells
 */
export async function measureTraffic(
  tool: Tool,
  cells: readonly Cell[],
  frontendPort: number,
  text: (logPort: number) => string,
): Promise<MeasuredTraffic[]> {
  const syslog = await startSyslog();
  try {
    const haproxy = await startHaproxy(tool, text(syslog.port));
    try {
      const answers = await pool([...cells.entries()], width, ([index, { configuration }]) =>
        answerFor(frontendAddress(index), frontendPort, configuration.client !== 'clear'),
      );
      const logs = await poll(
        async () => {
          const found = logsByFrontend(syslog.lines);
          return cells.every((cell) => found.has(frontendOf(cell))) ? found : undefined;
        },
        5000,
        () => `not all cells were logged: ${missing(cells, syslog.lines).join(', ')}`,
        50,
      );
      return cells.map((cell, index) => ({
        status: answers[index]?.status ?? null,
        answer: answers[index] ?? null,
        termination: logs.get(frontendOf(cell))?.termination ?? '',
      }));
    } finally {
      await haproxy.close();
    }
  } finally {
    await syslog.close();
  }
}

function logsByFrontend(lines: readonly string[]): Map<string, TcpLog> {
  const found = lines.map((line) => parseHttpLog(line) ?? parseTcpLog(line)).filter((log) => log !== null);
  return new Map(found.map((log) => [log.frontend, log]));
}

function missing(cells: readonly Cell[], lines: readonly string[]): string[] {
  const found = logsByFrontend(lines);
  return cells.map(frontendOf).filter((name) => !found.has(name));
}
