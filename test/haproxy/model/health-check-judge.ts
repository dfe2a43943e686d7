import { checkConfig } from '../../interop/real/haproxy-check-config.ts';
import type { Tool } from '../../provision/tools.ts';

const head = ['global', '    stats socket unix@./admin.sock'];
const timeouts = ['    timeout connect 1s', '    timeout server 1s', '    timeout client 1s'];

/**
 * Makes a configuration of its own of some lines: those of a backend, or whole sections.
 * @param lines what it is about
 * @param index makes names unique: `be7`, `d7`, `h7`
 */
export function snippet(lines: string, index: number): string[] {
  const own = lines.split('\n').map((line) => line.trim());
  const whole = own.some((line) => /^(?:defaults|backend|frontend|listen|healthcheck)\b/.test(line));
  const sections = whole ? own : ['backend', ...own];
  const named = sections.flatMap((line) => heading(line, index) ?? [`    ${line}`]);
  const served = sections.some((line) => /^(?:server|frontend)\b/.test(line));
  const defaults = sections.includes('defaults') ? [] : [`defaults d${index}`, ...timeouts];
  return [...defaults, ...named, ...(served ? [] : [`    server s${index} 127.0.0.1:1 check`])];
}

function heading(line: string, index: number): string[] | null {
  if (line === 'defaults') return [`defaults d${index}`, ...timeouts];
  if (line === 'healthcheck') return [`healthcheck h${index}`];
  if (/^healthcheck /.test(line)) return [line];
  return /^(?:backend|frontend|listen)$/.test(line) ? [`${line} be${index} from d${index}`] : null;
}

/**
 * Asks HAProxy which of many configurations it refuses: all stand in one file, and what is refused is left out in the
 * next round.
 * @param tool a provisioned HAProxy
 * @param snippets as of {@link snippet}
 * @returns by index, the line that is refused, from 1; 0: the section as a whole
 */
export async function refusedBy(tool: Tool, snippets: readonly string[][]): Promise<Map<number, number>> {
  const refused = new Map<number, number>();
  for (;;) {
    const owners: [index: number, line: number][] = [];
    const left = [...snippets.entries()].filter(([index]) => !refused.has(index));
    for (const [index, lines] of left) for (const line of lines.keys()) owners.push([index, line + 1]);
    const text = [...head, ...left.flatMap(([, lines]) => lines)].join('\n');
    const { exitCode, output } = await checkConfig(tool, `${text}\n`);
    if (exitCode === 0) return refused;
    const known = refused.size;
    for (const alert of output.split('\n').filter((line) => line.startsWith('[ALERT]'))) {
      const at = /haproxy\.cfg:(\d+)\]/.exec(alert)?.[1];
      const proxy = /[Pp]roxy 'be(\d+)'/.exec(alert)?.[1];
      const owner = at ? owners[Number(at) - head.length - 1] : proxy ? ([Number(proxy), 0] as const) : undefined;
      if (owner && !refused.has(owner[0])) refused.set(owner[0], owner[1]);
    }
    if (refused.size === known) throw new Error(`nothing to blame in\n${output}`);
  }
}
