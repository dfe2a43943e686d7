import type { Test } from 'tap';
import { readModel } from '../../../src/haproxy/model/model.ts';
import type { Model } from '../../../src/haproxy/model/types.ts';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { checkConfig } from '../../interop/real/haproxy-check-config.ts';
import { loadTools, type Tool } from '../../provision/tools.ts';

/**
 * Reads a configuration.
 * @param text its one file
 * @param version `3.2`, `any`
 * @param environment of HAProxy
 * @returns the model
 */
export function modelOf(text: string, version = '3.2', environment: Record<string, string> = {}): Model {
  const variables = new Map(Object.entries(environment));
  const of = parseVersion(version);
  return readModel(readConfiguration([{ name: 'haproxy.cfg', text }], variables, of), of, variables);
}

/**
 * Why the model thinks that HAProxy refuses a configuration.
 * @param text its one file
 * @param version the version
 * @returns the messages; none: it takes it
 */
export function refusals(text: string, version: string): string[] {
  const fatal = modelOf(text, version).problems.filter(({ severity }) => severity === 'fatal');
  return fatal.map(({ line, message }) => `line ${line}: ${message}`);
}

const head = 'global\n    stats socket unix@./admin.sock\n';
const defaults = 'defaults\n    mode http\n    timeout connect 1s\n    timeout client 1s\n    timeout server 1s\n';

/**
 * Makes a configuration of the lines of one backend.
 * @param lines of the backend
 * @returns the configuration
 */
export function backend(lines: string): string {
  return `${head}${defaults}backend x0\n${indented(lines)}`;
}

/**
 * Makes a configuration of whole sections.
 * @param sections other than `global`, with their lines
 * @returns the configuration
 */
export function whole(sections: string): string {
  return `${head}${sections}\n`;
}

function indented(lines: string): string {
  return lines
    .split('\n')
    .map((line) => `    ${line.trim()}\n`)
    .join('');
}

/** Alerts with which HAProxy starts all the same. */
const harmless = /is not accepted in default-server|can only be used in http|expects a healthcheck name/;

/** More alerts than a pipe holds come out garbled. */
const atOnce = 60;

/** Which of some backends HAProxy refuses: all stand in one file, and what it blames is left out in the next round. */
async function refusedBackends(tool: Tool, backends: readonly string[], files: Readonly<Record<string, string>>) {
  const refused = new Set<number>();
  for (;;) {
    const owners: number[] = [];
    let text = head + defaults;
    const first = text.split('\n').length;
    for (const [index, lines] of backends.entries()) {
      if (refused.has(index)) continue;
      const section = `backend x${index}\n${indented(lines)}`;
      text += section;
      for (let i = section.split('\n').length; i > 1; i--) owners.push(index);
    }
    const { exitCode, output } = await checkConfig(tool, text, files);
    if (exitCode === 0) return refused;
    const known = refused.size;
    for (const alert of output.split('\n').filter((line) => line.startsWith('[ALERT]'))) {
      if (harmless.test(alert)) continue;
      const at = /haproxy\.cfg:(\d+)\]/.exec(alert)?.[1];
      const name = /'x(\d+)'/.exec(alert)?.[1];
      const owner = at === undefined ? name && Number(name) : owners[Number(at) - first];
      if (typeof owner === 'number') refused.add(owner);
    }
    if (refused.size === known) return refusedAlone(tool, backends, files);
  }
}

/** The same, each in a file of its own: some alerts name nothing to blame. */
async function refusedAlone(tool: Tool, backends: readonly string[], files: Readonly<Record<string, string>>) {
  const refused = new Set<number>();
  for (const [index, lines] of backends.entries())
    if ((await checkConfig(tool, backend(lines), files)).exitCode === 1) refused.add(index);
  return refused;
}

/**
 * Holds the model's verdicts against those of every HAProxy at hand. Without any this passes, but not where all must be.
 * @param t the test
 * @param backends the lines of a backend each
 * @param configurations whole ones
 * @param files that they can name
 */
export async function agree(
  t: Test,
  backends: readonly string[],
  configurations: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  const tools = loadTools();
  if (!tools) {
    if (process.env.CI === 'true') t.fail('no HAProxy was provided');
    else t.pass('no HAProxy is at hand');
    return;
  }
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    for (let start = 0; start < backends.length; start += atOnce) {
      const some = backends.slice(start, start + atOnce);
      const refused = await refusedBackends(tool, some, files);
      for (const [index, lines] of some.entries()) compare(t, branch, lines, backend(lines), refused.has(index));
    }
    for (const text of configurations) {
      const { exitCode } = await checkConfig(tool, text, files);
      compare(t, branch, text, text, exitCode === 1);
    }
  }
}

function compare(t: Test, branch: string, shown: string, text: string, isRefused: boolean): void {
  const ours = refusals(text, branch);
  const verdict = isRefused ? 'refuses' : 'accepts';
  t.equal(ours.length > 0, isRefused, `${branch} ${verdict} ${JSON.stringify(shown)} ${ours.join(', ')}`);
}
