import { execFile } from 'node:child_process';
import { type HaproxyVersion, parseVersion } from '../haproxy/versions.ts';
import type { ProbeResult } from '../types.ts';
import { orUsageError } from './refusal.ts';

/** A version and where it is known from. */
export interface ChosenVersion {
  version: HaproxyVersion;
  from: ProbeResult['haproxyVersionFrom'];
}

/**
 * The version that a diagnosis is for: the one asked for, else that of the `haproxy` on the PATH, else any.
 * @param flag `--haproxy-version`
 * @param signal ends the child process
 * @returns the version
 * @throws Refusal with exit code 2 for a version that is not understood
 */
export async function chooseVersion(flag: string | undefined, signal: AbortSignal): Promise<ChosenVersion> {
  if (flag !== undefined) return { version: orUsageError('--haproxy-version', () => parseVersion(flag)), from: 'flag' };
  const found = await askHaproxy(signal);
  try {
    if (found !== null) return { version: parseVersion(found), from: 'path' };
  } catch {
    // Installed, but of a branch that is not modelled: text for any version is the best there is.
  }
  return { version: parseVersion('any'), from: 'default' };
}

function askHaproxy(signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    execFile('haproxy', ['-v'], { timeout: 2000, signal }, (error, stdout) => {
      resolve(error ? null : (/version (\d+\.\d+\.\d+)/i.exec(stdout)?.[1] ?? null));
    });
  });
}
