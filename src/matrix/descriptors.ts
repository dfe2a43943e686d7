import { readdirSync, readFileSync } from 'node:fs';

// Beside the connections: files that results go to, pipes, resolvers, and what Node opens for itself.
const reserve = 24;

/**
 * How many connections can be open at once, each of which takes a file descriptor.
 *
 * @param wanted how many were asked for
 * @param limit the most descriptors that this process may have open; null: none is known
 * @param open how many it has open already
 * @returns at least 1, and what there is to say where it is fewer than were asked for
 */
export function affordable(
  wanted: number,
  limit = descriptorLimit(),
  open = openDescriptors(),
): { concurrency: number; note: string | null } {
  const most = limit === null ? wanted : Math.max(1, limit - open - reserve);
  if (wanted <= most) return { concurrency: wanted, note: null };
  const note = `${most} connections at once instead of ${wanted}: this process may open ${limit} files (ulimit -n)`;
  return { concurrency: most, note };
}

/**
 * The soft limit of open files (getrlimit(2), RLIMIT_NOFILE), as /proc has it, else as Node reports it.
 * @returns null: unlimited, or not known
 */
export function descriptorLimit(): number | null {
  try {
    const soft = /^Max open files +(\S+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1];
    if (soft !== undefined) return finite(soft);
  } catch {
    // No /proc here.
  }
  const { report } = process;
  // Its names of interfaces can take long to look up, and are of no use here.
  if (report && 'excludeNetwork' in report) report.excludeNetwork = true;
  const said: unknown = report?.getReport();
  const limits = (said as { userLimits?: { open_files?: { soft?: unknown } } } | undefined)?.userLimits;
  return finite(String(limits?.open_files?.soft));
}

function finite(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}

function openDescriptors(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    // Standard input, output and error, and what Node's loop takes.
    return 24;
  }
}
