import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a program ran. */
export interface Run {
  ms: number;
  stdout: string;
  /** null: it was killed because it took too long. */
  code: number | null;
}

/** The built command. */
export const built = fileURLToPath(new URL('../dist/bin/sni-doctor.js', import.meta.url));
const { NODE_OPTIONS: _, ...env } = process.env;

/**
 * Runs a program to its end.
 * @param file the program
 * @param args its arguments
 * @param limit ms after which it is killed
 * @returns how long it took, and what it printed
 */
export async function run(file: string, args: readonly string[], limit = 30_000): Promise<Run> {
  const start = performance.now();
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'], env, timeout: limit, killSignal: 'SIGKILL' });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { ms: performance.now() - start, stdout: Buffer.concat(chunks).toString('utf8'), code };
}

/**
 * Runs Node.
 * @param args its arguments
 * @returns how it ran
 */
export function node(...args: string[]): Promise<Run> {
  return run(process.execPath, args);
}

/**
 * Runs the built command.
 * @param args its arguments
 * @returns how it ran
 * @throws Error where it did not end with 0: a usage error, a bug, a hang; findings are to be let pass (`--fail-on never`)
 */
export async function sniDoctor(...args: string[]): Promise<Run> {
  return worked(await node(built, ...args), args);
}

// The last line of standard output, behind what the command prints.
const printPeak = `process.on('exit',()=>process.stdout.write('\\n'+process.resourceUsage().maxRSS))`;

// On a descriptor of its own, where standard output is a file.
const tellPeak = `process.on('exit',()=>process.getBuiltinModule('fs').writeSync(3,String(process.resourceUsage().maxRSS)))`;

/**
 * Runs the built command for its memory.
 * @param args its arguments
 * @returns the most that was resident, in MB
 */
export async function peakMemory(...args: string[]): Promise<number> {
  const preload = `data:text/javascript,${encodeURIComponent(printPeak)}`;
  const { stdout } = worked(await node('--import', preload, built, ...args), args);
  return Number(stdout.trim().split('\n').at(-1)) / 1024;
}

/**
 * Runs the built command for its memory, for a run of many results that nobody is to hold in memory here.
 * @param output file for its standard output
 * @param args its arguments
 * @returns the most that was resident, in MB
 * @throws Error where it did not end with 0
 */
export async function peakMemoryInto(output: string, ...args: string[]): Promise<number> {
  const preload = `data:text/javascript,${encodeURIComponent(tellPeak)}`;
  const script = 'out="$1"; shift; exec "$@" 3>&1 > "$out"';
  const node = [process.execPath, '--import', preload, built, ...args];
  const ran = await run('sh', ['-c', script, 'sh', output, ...node], 900_000);
  return Number(worked(ran, args).stdout) / 1024;
}

function worked(ran: Run, args: readonly string[]): Run {
  if (ran.code !== 0 || ran.stdout === '') throw new Error(`sni-doctor ${args.join(' ')} ended with ${ran.code}`);
  return ran;
}
