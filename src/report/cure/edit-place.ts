import { type ServerSpan, serverSpans } from '../../haproxy/edit/server-spans.ts';
import type { Server } from '../../haproxy/model/types.ts';
import type { Configuration, Place, Section, Statement } from '../../haproxy/syntax/tree.ts';

const byConfiguration = new WeakMap<Configuration, ReadonlyMap<string, Statement>>();

/**
 * The line that counts at a place.
 * @param configuration where it stands
 * @param at the place
 * @returns the line or section header; null: nothing there counts
 */
export function statementAt(configuration: Configuration, at: Place): Statement | null {
  const known = byConfiguration.get(configuration) ?? statements(configuration);
  byConfiguration.set(configuration, known);
  return known.get(keyOf(at)) ?? null;
}

function statements({ sections }: Configuration): ReadonlyMap<string, Statement> {
  return new Map(
    sections.flatMap(({ header, lines }) => [header, ...lines].map((one): [string, Statement] => [keyOf(one.at), one])),
  );
}

function keyOf({ file, line }: Place): string {
  return `${line}:${file}`;
}

/**
 * The section whose header stands at a place.
 * @param configuration where it stands
 * @param at the place
 * @returns the section; null: none begins there
 */
export function sectionAt({ sections }: Configuration, at: Place): Section | null {
  return sections.find(({ header }) => samePlace(header.at, at)) ?? null;
}

/**
 * @param a one place
 * @param b another
 * @returns whether they are the same line
 */
export function samePlace(a: Place, b: Place): boolean {
  return a.line === b.line && a.file === b.file;
}

/**
 * The keyword on a line that another one would take the place of. Of several the last one counts.
 * @param statement the line
 * @param keyword the other one; `send-proxy` and its kin are one
 * @returns where it stands; null: nowhere on this line
 */
export function ownSpan({ words }: Statement, keyword: string): ServerSpan | null {
  return serverSpans(words).findLast((span) => family(span.keyword) === family(keyword)) ?? null;
}

/**
 * Whether something that is in force for a server stands on another line than its own: in `default-server`, `defaults` or
 * `global`.
 * @param server the server
 * @param setting what is in force
 * @returns true where an edit of the server's line can only override it
 */
export function standsElsewhere({ at }: Server, setting: { at: Place }): boolean {
  return !samePlace(setting.at, at);
}

function family(keyword: string): string {
  return /^send-proxy(?:-v2(?:-ssl(?:-cn)?)?)?$/.test(keyword) ? 'send-proxy' : keyword;
}
