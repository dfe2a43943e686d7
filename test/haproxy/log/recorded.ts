import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../fixtures/logs/', import.meta.url);

/** What one HAProxy wrote into its log. */
export interface Recording {
  name: string;
  lines: string[];
}

/**
 * Reads what `record.ts` has recorded.
 * @returns a recording for each HAProxy
 */
export function recordings(): Recording[] {
  return readdirSync(folder).map((name) => ({
    name,
    lines: readFileSync(new URL(name, folder), 'latin1').split('\n').filter(Boolean),
  }));
}

/** What HAProxy puts before its words: by syslog, and on stderr. */
const prefix = /^(?:<\d+>\w{3} [ \d]\d [\d:]{8} haproxy\[\d+\]: |\[[A-Z]+\] +\(\d+\) : )/;

/**
 * Takes a recorded line apart.
 * @param line the line
 * @returns what stands before HAProxy's words, and the words; null: it only carries on with the line before it
 */
export function split(line: string): { prefix: string; message: string } | null {
  const found = prefix.exec(line)?.[0];
  return found === undefined ? null : { prefix: found, message: line.slice(found.length) };
}
