import type { NewWord } from '../../haproxy/edit/change.ts';
import { serverWordPlace } from '../../haproxy/edit/server-word-place.ts';
import type { Configuration, Section, Statement } from '../../haproxy/syntax/tree.ts';
import { classesOf } from './classes.ts';
import type { CureEdit } from './cure.ts';

/**
 * Moves words that every server of a section needs to its `default-server` line (HAProxy manual, `default-server`: it
 * holds for the servers below it).
 * @param edits of one proxy
 * @param proxy its name
 * @param configuration that they change
 * @returns the edits with such words in one place; null: there are none
 */
export function hoisted(edits: readonly CureEdit[], proxy: string, configuration: Configuration): CureEdit[] | null {
  const section = sectionOf(proxy, configuration);
  const servers = section?.lines.filter((line) => /^server(?:-template)?$/.test(line.words[0]?.text ?? '')) ?? [];
  const [first] = servers;
  if (!section || !first || servers.length < 2) return null;
  const shared = classesOf(edits).filter((all) => isShared(all, servers));
  if (shared.length === 0) return null;
  const rest = edits.filter((edit) => !shared.some((all) => all.includes(edit)));
  const above = section.lines.slice(0, section.lines.indexOf(first));
  const line = above.findLast(({ words }) => words[0]?.text === 'default-server');
  return [...rest, ...(line && !line.uncertain ? joining(shared, line) : [ownLine(shared, first)])];
}

function sectionOf(proxy: string, { sections }: Configuration): Section | undefined {
  return sections.find(
    ({ keyword, header }) => /^(?:backend|listen)$/.test(keyword) && header.words[1]?.text === proxy,
  );
}

/** Words that join the line of every server, and nothing that gives way to others there. */
function isShared(all: readonly CureEdit[], servers: readonly Statement[]): boolean {
  const places = new Set(all.map(({ change }) => `${change.at.file}:${change.at.line}`));
  return (
    all.every(({ change, scope }) => scope === 'server' && change.kind === 'add') &&
    servers.every(({ at, uncertain }) => !uncertain && places.has(`${at.file}:${at.line}`))
  );
}

function wordsOf(all: readonly CureEdit[]): NewWord[] {
  const [edit] = all;
  return edit && 'words' in edit.change ? edit.change.words : [];
}

/** One edit for all servers. */
function joined(all: readonly CureEdit[], change: CureEdit['change'], text: string): CureEdit[] {
  const [edit] = all;
  if (!edit) return [];
  return [
    {
      ...edit,
      change,
      scope: 'backend',
      text,
      servers: [...new Set(all.flatMap(({ servers }) => servers))],
      notes: [...new Set(all.flatMap(({ notes }) => notes))],
      safety: all.some(({ safety }) => safety === 'review') ? 'review' : 'safe',
    },
  ];
}

function joining(shared: readonly CureEdit[][], { at, words }: Statement): CureEdit[] {
  return shared.flatMap((all) => {
    const added = wordsOf(all);
    const [keyword] = added;
    const before = serverWordPlace(words, typeof keyword === 'string' ? keyword : (keyword?.raw ?? ''));
    const change = { kind: 'add', at, words: added, ...(before !== undefined && { before }) } as const;
    return joined(all, change, all[0]?.text ?? '');
  });
}

function ownLine(shared: readonly CureEdit[][], { at }: Statement): CureEdit {
  const words: NewWord[] = ['default-server', ...shared.flatMap(wordsOf)];
  const text = `default-server ${shared.map((all) => all[0]?.text ?? '').join(' ')}`;
  const [edit] = joined(shared.flat(), { kind: 'line', at, where: 'before', words }, text);
  if (!edit) throw new Error('no words are shared');
  return edit;
}
