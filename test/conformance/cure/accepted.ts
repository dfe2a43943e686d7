import { checkConfig } from '../../interop/real/haproxy-check-config.ts';
import type { Tool } from '../../provision/tools.ts';
import { configurationOf, type Written } from './written.ts';

/**
 * Has HAProxy say which cells' sections it does not take, again and again until it is content with the rest.
 * @param tool which HAProxy
 * @param all the sections
 * @returns its first complaint about each that it refuses, by name
 * @throws Error when it complains of no cell
 */
export async function refusals(tool: Tool, all: readonly Written[]): Promise<Map<string, string>> {
  const refused = new Map<string, string>();
  for (let rest = all; rest.length > 0; rest = all.filter(({ name }) => !refused.has(name))) {
    const text = configurationOf(rest, { logPort: 9 }, true);
    const { exitCode, output } = await checkConfig(tool, text);
    if (exitCode === 0) break;
    const before = refused.size;
    for (const [complaint, line] of output.matchAll(/^\[ALERT\].*?(?:\[haproxy\.cfg:(\d+)\].*)?$/gm)) {
      const name = line === undefined ? named(rest, complaint) : sectionAt(rest, text, Number(line));
      if (name !== undefined && !refused.has(name)) refused.set(name, complaint);
    }
    if (refused.size === before) throw new Error(`HAProxy complains of no cell: ${output.slice(-2000)}`);
  }
  return refused;
}

function sectionAt(among: readonly Written[], text: string, line: number): string | undefined {
  const heads = text.split('\n').slice(0, line).reverse();
  for (const head of heads) {
    const name = /^(?:defaults|frontend|backend|listen|healthcheck) (\S+)/
      .exec(head)?.[1]
      ?.replace(/^(?:fe|d|h)\./, '');
    if (name !== undefined) return among.find((one) => one.name === name)?.name;
  }
  return undefined;
}

/** A complaint without a line names the proxy. */
function named(among: readonly Written[], complaint: string): string | undefined {
  const words = new Set(complaint.match(/[\w.:-]+/g)?.flatMap((word) => [word, word.replace(/^(?:fe|d|h)\./, '')]));
  return among.find(({ name }) => words.has(name))?.name;
}
