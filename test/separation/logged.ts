import { host as site } from '../conformance/materials.ts';
import { measureChecks } from '../conformance/measure/checks.ts';
import { defaultsSection, globalSection } from '../interop/real/haproxy-sections.ts';
import type { Tool } from '../provision/tools.ts';

/** Server lines as people write them first, and check rules; each fails in other words. */
const lines: Readonly<Record<string, { server: string; rules: readonly string[] }>> = {
  'ssl verify none': { server: 'ssl verify none', rules: [] },
  'ssl verify none, httpchk': { server: 'ssl verify none', rules: ['option httpchk GET /'] },
  'ssl verify none check-sni, httpchk': {
    server: 'ssl verify none check-sni NAME',
    rules: ['option httpchk', 'http-check send meth GET uri / ver HTTP/1.1 hdr Host NAME'],
  },
  'ssl ca-file check-sni, httpchk': {
    server: 'ssl ca-file CA check-sni NAME',
    rules: ['option httpchk', 'http-check send meth GET uri / ver HTTP/1.1 hdr Host NAME'],
  },
};

/** A backend and the name that it is asked for. */
export interface Asked {
  /** What it is called in the answer. */
  title: string;
  /** On 127.0.0.1. */
  port: number;
  /** Absent: its own. */
  host?: string | undefined;
}

/** What HAProxy says of one backend, by the line that it stands on: `L6RSP "SSL handshake failure"`. */
export type Logged = Record<string, string>;

/**
 * Has a real HAProxy check backends.
 * @param tool which HAProxy
 * @param backends which
 * @param caFile the authority of their certificates
 * @returns what it says of each, by its title
 */
export async function logged(tool: Tool, backends: readonly Asked[], caFile: string): Promise<Map<string, Logged>> {
  const cells = backends.flatMap(({ title, port, host = site }, number) =>
    Object.entries(lines).map(([line, { server, rules }], index) => {
      const name = `b${number}-${index}`;
      const text = [`backend ${name}`, ...rules, `server s1 127.0.0.1:${port} ${server} check`].join('\n    ');
      return { title, line, name, text: text.replaceAll('NAME', host).replaceAll('ca-file CA', `ca-file ${caFile}`) };
    }),
  );
  const text = `${globalSection('nbthread 1')}${defaultsSection('mode http')}${cells.map((cell) => `${cell.text}\n`).join('')}`;
  const measured = await measureChecks(tool, text, 5000);
  const found = new Map<string, Logged>();
  for (const { title, line, name } of cells) {
    const check = measured.get(name);
    if (!check) continue;
    // The last error of the thread, which may be that of another connection, stands in brackets.
    const info = check.info?.replace(/ \([^)]*\)$/, '').replace(/^E[A-Z]+ returned by OS$/, 'SSL handshake failure');
    const words = [check.status, check.code ?? '', info ? `"${info}"` : ''].filter(Boolean).join(' ');
    found.set(title, { ...found.get(title), [line]: words });
  }
  return found;
}
