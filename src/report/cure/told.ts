import type { CheckEdit } from '../../check-types.ts';
import type { Change } from '../../haproxy/edit/change.ts';
import type { Configuration, Statement } from '../../haproxy/syntax/tree.ts';
import type { Target } from '../check/target.ts';
import type { CureEdit } from './cure.ts';

/**
 * An edit as `check --format json` has it.
 * @param edit the edit
 * @param target the server that it serves
 * @param configuration that it changes
 * @returns the same for one server
 */
export function toldEdit(edit: CureEdit, { proxy, server }: Target, configuration: Configuration): CheckEdit {
  const { change, scope, text, because, since, safety, notes } = edit;
  const instead = givesWay(change, configuration);
  return {
    proxy: proxy.name,
    server: server.name,
    file: change.at.file,
    line: change.at.line,
    ...(instead !== null && { replaces: change.at.line, instead }),
    scope,
    text: isRemoval(change) ? '' : text,
    because,
    since,
    safety,
    ...(notes.length > 0 && { notes }),
  };
}

function isRemoval(change: Change): boolean {
  return change.kind === 'drop' || (change.kind === 'replace' && change.words.length === 0);
}

/** The words that go, as they stand in the file; null: nothing does. */
function givesWay(change: Change, { files, sections }: Configuration): string | null {
  if (change.kind !== 'replace' && change.kind !== 'drop') return null;
  const { file, line } = change.at;
  const raw = files.find(({ name }) => name === file)?.lines[line - 1]?.raw ?? '';
  if (change.kind === 'drop') return raw.trim();
  const statement = sections
    .flatMap((section): Statement[] => [section.header, ...section.lines])
    .find(({ at }) => at.file === file && at.line === line);
  return raw.slice(statement?.words[change.from]?.start ?? 0, statement?.words[change.to - 1]?.end ?? 0);
}
