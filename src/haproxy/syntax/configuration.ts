import type { HaproxyVersion } from '../versions.ts';
import { Environment } from './environment.ts';
import { grammarOf } from './grammar.ts';
import { parse } from './parse.ts';
import { Reading } from './reading.ts';
import type { Configuration } from './tree.ts';

/**
 * Reads several files as one configuration, as `haproxy -c -f FILE -f FILE` does. What HAProxy refuses becomes a problem
 * and the rest is read all the same.
 * @param files in the order in which HAProxy reads them; text one character a byte (latin1)
 * @param environment that HAProxy is started in; a variable that is not there has a value that is not known
 * @param version who reads
 * @returns sections in their order, without the lines that HAProxy passes over, and what is wrong with them
 */
export function readConfiguration(
  files: readonly { name: string; text: string }[],
  environment: ReadonlyMap<string, string>,
  version: HaproxyVersion,
): Configuration {
  const grammar = grammarOf(version);
  const parsed = files.map(({ name, text }) => parse(name, text));
  const variables = new Environment(environment);
  const length = files.reduce((sum, { text }) => sum + text.length, 0);
  const read = () => {
    variables.addOwn(version);
    const reading = new Reading(grammar, variables, length);
    for (const file of parsed) reading.readFile(file);
    return reading;
  };
  // What the first reading sets holds in the second; all keywords that set anything end in "setenv".
  if (grammar.readsGlobalFirst && files.some(({ text }) => text.includes('setenv'))) read();
  const { sections, problems } = read();
  return { files: parsed, sections, problems: problems.all };
}
