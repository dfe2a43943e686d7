import { spawn } from 'node:child_process';

/** What a finished command printed. */
export interface Output {
  stdout: string;
  stderr: string;
}

/** Where and with what a command runs; the signal ends it. */
export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Runs a command to its end without a shell or standard input.
 *
 * @param command - argv; its first element is looked up on PATH
 * @param options - working folder, extra environment, and a signal that kills the command
 * @returns what it printed
 * @throws Error when it cannot be started, exits non-zero or is aborted; the message carries the end of its stderr
 */
export function run(command: readonly string[], options: RunOptions = {}): Promise<Output> {
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      env: { ...process.env, LC_ALL: 'C', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    let abortion: Error | null = null;
    child.once('error', (error) => {
      if (child.pid === undefined) reject(error);
      else abortion = error;
    });
    child.once('close', (code, signal) => {
      if (abortion !== null) reject(abortion);
      else if (code === 0) resolve({ stdout, stderr });
      else reject(new Error(`${file} ended with ${code ?? signal}: ${(stderr || stdout).trim().slice(-2000)}`));
    });
  });
}
