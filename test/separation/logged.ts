import { host } from '../conformance/materials.ts';
import { measureChecks } from '../conformance/measure/checks.ts';
import { defaultsSection, globalSection } from '../interop/real/haproxy-sections.ts';
import type { Tool } from '../provision/tools.ts';

/** Server lines as people write them first, and check rules; each fails in other words. */
const lines: Readonly<Record<string, { server: string; rules: readonly string[] }>> = {
  'ssl verify none': { server: 'ssl verify none', rules: [] },
  'ssl verify none, httpchk': { server: 'ssl verify none', rules: ['option httpchk GET /'] },
  'ssl verify none check-sni, httpchk': {
    server: `ssl verify none check-sni ${host}`,
    rules: ['option httpchk', `http-check send meth GET uri / ver HTTP/1.1 hdr Host ${host}`],
  },
  'ssl ca-file check-sni, httpchk': {
    server: `ssl ca-file CA check-sni ${host}`,
    rules: ['option httpchk', `http-check send meth GET uri / ver HTTP/1.1 hdr Host ${host}`],
  },
};

/** What HAProxy says of one backend, by the line that it stands on: `L6RSP "SSL handshake failure"`. */
export type Logged = Record<string, string>;

/**
 * Has a real HAProxy check backends.
 * @param tool which HAProxy
 * @param ports of 127.0.0.1 by the backends' names
 * @param caFile the authority of their certificates
 * @returns what it says of each
 */
export async function logged(
  tool: Tool,
  ports: ReadonlyMap<string, number>,
  caFile: string,
): Promise<Map<string, Logged>> {
  const cells = [...ports].flatMap(([backend, port]) =>
    Object.entries(lines).map(([line, { server, rules }], index) => ({
      backend,
      line,
      name: `${backend}-${index}`,
      text: [`backend ${backend}-${index}`, ...rules, `server s1 127.0.0.1:${port} ${server} check`].join('\n    '),
    })),
  );
  const text = `${globalSection('nbthread 1')}${defaultsSection('mode http')}${cells.map((cell) => `${cell.text}\n`).join('')}`;
  const measured = await measureChecks(tool, text.replaceAll('ca-file CA', `ca-file ${caFile}`), 5000);
  const found = new Map<string, Logged>();
  for (const { backend, line, name } of cells) {
    const check = measured.get(name);
    if (!check) continue;
    // The last error of the thread, which may be that of another connection, stands in brackets.
    const info = check.info?.replace(/ \([^)]*\)$/, '').replace(/^E[A-Z]+ returned by OS$/, 'SSL handshake failure');
    const words = [check.status, check.code ?? '', info ? `"${info}"` : ''].filter(Boolean).join(' ');
    found.set(backend, { ...found.get(backend), [line]: words });
  }
  return found;
}
