import type { Configuration, Place } from '../../haproxy/syntax/tree.ts';
import type { HostVariables } from './haproxy-expressions.ts';
import { type PatternFile, patternsOf } from './haproxy-files.ts';
import type { Named } from './haproxy-names.ts';
import { namesAsked, variablesOf } from './haproxy-rules.ts';
import { namesSent } from './haproxy-settings.ts';
import type { HostSink } from './sink.ts';

/** Finds the files that a configuration names. */
export interface ConfigurationFiles {
  /**
   * @param path as the configuration has it
   * @param at where it is named
   * @returns its bytes, one character each; a problem says why there are none
   */
  read(path: string, at: Place): { text: string } | { problem: string };
}

const sections = new Set(['defaults', 'frontend', 'backend', 'listen', 'healthcheck']);

/**
 * Gives all hosts that a configuration names, whether or not the line is in force: `sni str()`, `check-sni`,
 * `http-request set-header Host`, Host and server name of checks, ACLs on Host or server name, and the keys of the files
 * that such ACLs and map converters read. Wildcards, parts of names and regular expressions are left out and said.
 * @param configuration its files, as sections of words, without the branches of `.if` that are passed over
 * @param files what the files hold that it names
 * @param sink takes the hosts, in the order of the lines that name them
 */
export function readHaproxyHosts(configuration: Configuration, files: ConfigurationFiles, sink: HostSink): void {
  const lines = configuration.sections
    .filter(({ keyword }) => sections.has(keyword))
    .flatMap((section) => section.lines);
  const variables: HostVariables = new Map();
  // A frontend's variables are used in the backends, wherever these stand.
  for (const line of lines) for (const { name, about } of variablesOf(line, variables)) variables.set(name, about);
  const read = new Set<string>();
  // Names in a line that HAProxy refuses may be missing.
  for (const { severity, ...problem } of configuration.problems) if (severity === 'fatal') sink.problem(problem);
  for (const line of lines) {
    for (const named of namesSent(line)) give(named);
    for (const found of namesAsked(line, variables)) {
      if ('path' in found) giveFile(found);
      else give(found);
    }
  }

  function give(named: Named): void {
    if ('host' in named) sink.host(named.host);
    else if ('wrong' in named) sink.problem({ ...named.at, message: named.wrong });
    else sink.aside(named.aside, named.example);
  }

  function giveFile(use: PatternFile): void {
    const key = JSON.stringify([use.path, use.isMap, use.matching, use.about]);
    if (read.has(key)) return;
    read.add(key);
    const found = files.read(use.path, use.at);
    if ('problem' in found) sink.problem({ ...use.at, message: `${use.path}: ${found.problem}` });
    else for (const named of patternsOf(found.text, use)) give(named);
  }
}
