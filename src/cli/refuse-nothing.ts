import type { ConfigurationProblem } from '../check-types.ts';
import { sectionKeywords } from '../haproxy/syntax/sections.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import { Refusal } from './refusal.ts';

/** What was found in a configuration. */
export interface FoundThere {
  servers: readonly { proxy: string; server: string }[];
  problems: readonly ConfigurationProblem[];
}

/** What it was looked for in. */
export interface LookedFor {
  files: readonly { name: string; text: string }[];
  /** `be/s1`; empty: all. */
  servers: readonly string[];
  version: HaproxyVersion;
}

/**
 * Refuses what has not one section, which is no configuration, and a server that is not there.
 * @param found the servers, and what is wrong with the text
 * @param asked the files, and which servers
 * @throws Refusal with exit code 3, or 2 for a server
 */
export function refuseNothing({ servers, problems }: FoundThere, { files, servers: wanted, version }: LookedFor): void {
  const keywords = [...sectionKeywords(version).keys()].join('|');
  const section = new RegExp(`^[ \\t]*(?:${keywords})(?:[ \\t\\r#]|$)`, 'im');
  if (servers.length === 0 && !files.some(({ text }) => section.test(text))) {
    const where = files.length > 1 ? `${files.length} files` : files[0]?.name;
    const problem = problems[0] && `${problems[0].file}:${problems[0].line}: ${problems[0].message}`;
    throw new Refusal(3, `${where}: no configuration of HAProxy: there is not one section`, problem ?? null);
  }
  const known = new Set(servers.map(({ proxy, server }) => `${proxy}/${server}`));
  const missing = wanted.find((name) => !known.has(name));
  if (missing !== undefined)
    throw new Refusal(2, `--server ${missing}: there is no such server`, 'all of them: check --offline --verbose');
}
