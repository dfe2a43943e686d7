import { type HaproxyVersion, parseVersion } from '../haproxy/versions.ts';
import { printable } from '../report/escape.ts';
import { CannotProve } from './cannot.ts';
import { type Child, startChild } from './child.ts';

/** How long a HAProxy may take to say its version, in ms. */
const patience = 5000;

/** More than any HAProxy says with -v, in lines. */
const talkative = 100;

/** A HAProxy that can be started. */
export interface Binary {
  /** Path, or a name on the PATH of `env`. */
  program: string;
  version: HaproxyVersion;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Asks a program for its version, as `haproxy -v` does.
 * @param program path, or a name on the PATH of `env`
 * @param env its environment
 * @param signal ends it
 * @returns the same as a HAProxy that can be started
 * @throws CannotProve where it is none, or none of a version that is modelled; the signal's reason when aborted
 */
export async function askBinary(program: string, env: Binary['env'], signal: AbortSignal): Promise<Binary> {
  signal.throwIfAborted();
  const stopping = new AbortController();
  let told = 0;
  const child = await start(program, ['-v'], env, () => {
    told += 1;
    if (told > talkative) stopping.abort();
  });
  const abort = () => void child.stop();
  stopping.signal.addEventListener('abort', abort);
  if (stopping.signal.aborted) abort();
  signal.addEventListener('abort', abort);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    abort();
  }, patience);
  await child.end;
  clearTimeout(timer);
  signal.removeEventListener('abort', abort);
  signal.throwIfAborted();
  if (late) throw new CannotProve(`${program} does not answer -v`);
  const text = versionIn(child);
  if (text === null) throw new CannotProve(`${program} is no HAProxy: with -v it says ${said(child)}`);
  try {
    return { program, version: parseVersion(text), env };
  } catch (error) {
    throw new CannotProve(`${program}: ${(error as Error).message}`);
  }
}

/**
 * Starts a program that may not be there, or not be one.
 * @param program path, or a name on the PATH of `env`
 * @param args its arguments
 * @param env its environment
 * @param onNews called when it has printed something or has ended
 * @returns the running program
 * @throws CannotProve that says why it cannot be started
 */
export async function start(
  program: string,
  args: readonly string[],
  env: Binary['env'],
  onNews?: () => void,
): Promise<Child> {
  try {
    return await startChild(program, args, { env, ...(onNews && { onNews }) });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CannotProve(`${program}: ${reasons[code ?? ''] ?? message}`);
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such program',
  ENOTDIR: 'there is no such program',
  EACCES: 'it cannot be executed',
  ENOEXEC: 'it is no program that runs here',
  ERR_INVALID_ARG_VALUE: 'it is no name of a program',
};

/** `HAProxy version 3.2.26-1`, `HA-Proxy version 2.0.0`, `HAProxy version 3.5-dev5-1234`. */
function versionIn({ lines }: Child): string | null {
  for (const line of lines) {
    const version = /^HA-?Proxy version (\d+\.\d+(?:\.\d+)?)/.exec(line)?.[1];
    if (version !== undefined) return version;
  }
  return null;
}

function said({ lines }: Child): string {
  const first = lines.find((line) => line.trim() !== '');
  return first === undefined ? 'nothing' : `"${printable(first, 60)}"`;
}
