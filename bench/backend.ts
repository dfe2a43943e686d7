import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Listening } from './backend-process.ts';

/** A backend of the lab that is running elsewhere. */
export interface Backend {
  /** The arguments of `probe` for it, without those that say what to trust. */
  target: string[];
  /** Those that say what to trust. */
  trust: string[];
  /** A folder that goes away with it. */
  folder: string;
}

/**
 * Has a fixture at hand, in a process of its own, while something is done.
 * @param name of the fixture
 * @param delay how far away it is: ms, one way
 * @param use what is done
 * @returns what `use` returned
 */
export async function withBackend<T>(name: string, delay: number, use: (backend: Backend) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-bench-'));
  const child = fork(fileURLToPath(new URL('backend-process.ts', import.meta.url)), [name, String(delay)]);
  try {
    const { address, port, httpPort, caPem } = await listening(child);
    const caFile = join(folder, 'ca.pem');
    if (caPem !== null) writeFileSync(caFile, caPem);
    return await use({
      target: [`${address}:${port}`, '--host', 'www.example.test', '--http-port', String(httpPort ?? 0)],
      trust: caPem === null ? [] : ['--ca-file', caFile],
      folder,
    });
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function listening(child: ChildProcess): Promise<Listening> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the backend did not start')));
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return message as Listening;
}
