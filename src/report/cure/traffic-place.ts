import type { ProxySection } from '../../haproxy/model/types.ts';
import type { Configuration, Place, Section, Statement } from '../../haproxy/syntax/tree.ts';
import { sectionAt } from './edit-place.ts';

/** Actions behind which no rule of the list is looked at (HAProxy manual, 4.3). */
const ends = /^(?:deny|tarpit|return|redirect|auth|reject|silent-drop|use-service|allow|accept)$/;
/** These let the request go on to the server, without the rules below them. */
const lets = /^(?:allow|accept|use-service)$/;

/**
 * Where an `http-request` line that is to hold for every request belongs: behind the others, before one that ends
 * processing; where there are none, in front of the servers.
 * @param configuration the text
 * @param proxy whose section
 * @returns the line to put it next to; null: the section has none that is surely read
 */
export function requestRulePlace(
  configuration: Configuration,
  proxy: ProxySection,
): { at: Place; where: 'before' | 'after' } | null {
  const section = sectionAt(configuration, proxy.at);
  if (!section) return null;
  const lines = section.lines.filter((line) => !isBranch(configuration, section, line));
  const rules = lines.filter(({ words }) => words[0]?.text === 'http-request');
  const end = rules.find(endsList);
  if (end) return { at: end.at, where: 'before' };
  const last = rules.at(-1);
  if (last) return { at: last.at, where: 'after' };
  const server = lines.findIndex(({ words }) =>
    /^(?:default-server|server|server-template)$/.test(words[0]?.text ?? ''),
  );
  const next = lines[server];
  if (next) return { at: next.at, where: 'before' };
  const any = lines.at(-1) ?? section.header;
  return any.uncertain === undefined ? { at: any.at, where: 'after' } : null;
}

function endsList({ words }: Statement): boolean {
  const action = words[1]?.text ?? '';
  const isBare = !words.some(({ text }) => text === 'if' || text === 'unless');
  return ends.test(action) && (isBare || lets.test(action));
}

/** A line in a branch of `.if` within the section: what stands next to it is read only where it is. */
function isBranch({ files }: Configuration, { header }: Section, { at, uncertain }: Statement): boolean {
  if (uncertain !== undefined) return true;
  if (at.file !== header.at.file) return false;
  const lines = files.find(({ name }) => name === at.file)?.lines.slice(header.at.line, at.line) ?? [];
  const depth = lines.reduce(
    (sum, { raw }) => sum + (/^[ \t]*\.if\b/.test(raw) ? 1 : /^[ \t]*\.endif\b/.test(raw) ? -1 : 0),
    0,
  );
  return depth > 0;
}
