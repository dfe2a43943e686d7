import type { CheckResult } from '../../check-types.ts';

/**
 * The folder that all files of a configuration stand in: said once, it need not stand before every line number.
 * @param files paths
 * @returns `/etc/haproxy/`, with its last slash; '' where they have none in common
 */
export function commonFolder(files: readonly string[]): string {
  const [first = '', ...others] = files.map((file) => file.slice(0, file.lastIndexOf('/') + 1));
  return others.reduce((common, folder) => {
    let shared = common;
    while (!folder.startsWith(shared)) shared = shared.slice(0, shared.lastIndexOf('/', shared.length - 2) + 1);
    return shared;
  }, first);
}

/**
 * The same result with the names of its files behind their common folder.
 * @param result of a check
 * @param folder as of {@link commonFolder}
 * @returns a result to be shown
 */
export function within(result: CheckResult, folder: string): CheckResult {
  if (folder === '') return result;
  const short = <T extends { file: string }>(one: T): T => {
    return one.file.startsWith(folder) ? { ...one, file: one.file.slice(folder.length) } : one;
  };
  return {
    ...result,
    servers: result.servers.map((server) => ({ ...short(server), unknown: server.unknown.map(short) })),
    findings: result.findings.map(short),
    edits: result.edits.map(short),
    problems: result.problems.map(short),
  };
}
