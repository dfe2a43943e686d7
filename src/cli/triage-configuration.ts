import { isAbsolute, join } from 'node:path';
import { parseVersion } from '../haproxy/versions.ts';
import type { TriageOptions } from '../triage/options.ts';
import { type ReadFile, readConfiguration } from './configuration-files.ts';
import { environmentOf, type Variable } from './environment.ts';
import { chooseVersion } from './haproxy-on-path.ts';
import { readNamedFile } from './named-file.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';
import type { Live } from './triage-source.ts';

/** The configuration that a live HAProxy runs with. */
export interface Joined extends Pick<TriageOptions, 'files' | 'environment' | 'readFile' | 'version' | 'versionFrom'> {
  /** What could not be read. */
  notes: string[];
}

/**
 * Reads the configuration of a live HAProxy: the files that are given, else those of its process.
 * @param live the HAProxy
 * @param asked.files given; empty: none
 * @param asked.variables over the environment
 * @param asked.version `--haproxy-version`
 * @param terminal environment, standard input, Ctrl-C
 * @returns the configuration; without files where none is known
 * @throws Refusal for a file that was given and cannot be read, and for a version that is not understood
 */
export async function joinConfiguration(
  { state, process }: Live,
  asked: { files: readonly string[]; variables: readonly Variable[]; version: string | undefined },
  terminal: Terminal,
): Promise<Joined> {
  const given = asked.files.length > 0;
  const notes = given || !process ? [] : [...process.notes];
  const files = given
    ? await readConfiguration(asked.files, terminal)
    : await ofProcess(process?.files ?? [], notes, terminal);
  const chosen = await versionOf(state.version, asked.version, terminal.signal);
  const own = environmentOf(process ? {} : terminal.env, asked.variables, chosen.version);
  const cwd = process?.cwd ?? null;
  return {
    ...chosen,
    files,
    environment: new Map([...(process?.environment ?? []), ...own]),
    // HAProxy reads them from where it was started.
    readFile: (path) => readNamedFile(cwd === null || isAbsolute(path) ? path : join(cwd, path)),
    notes,
  };
}

/** A configuration that nobody asked for, and that this user may not read, is done without. */
async function ofProcess(paths: readonly string[], notes: string[], terminal: Terminal): Promise<ReadFile[]> {
  try {
    return await readConfiguration(paths, terminal);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    notes.push(
      `The configuration of the process cannot be read: ${error.message}. Run it with sudo, or give a copy with --config.`,
    );
    return [];
  }
}

async function versionOf(
  said: string | null,
  flag: string | undefined,
  signal: AbortSignal,
): Promise<Pick<Joined, 'version' | 'versionFrom'>> {
  if (flag === undefined && said !== null) {
    try {
      return { version: parseVersion(said), versionFrom: 'process' };
    } catch {
      // A branch that is not modelled: text for any version is the best there is.
      return { version: parseVersion('any'), versionFrom: 'default' };
    }
  }
  const { version, from } = await chooseVersion(flag, signal);
  return { version, versionFrom: from };
}
