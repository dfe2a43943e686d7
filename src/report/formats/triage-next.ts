import type { TriageGroup, TriageResult } from '../../triage-types.ts';
import { addressOf, shellWord } from './triage-words.ts';
import { paragraph } from './wrap.ts';

/**
 * The command that goes on from here, of the first server of a group.
 * @param group a cause with its servers
 * @param result of the triage
 * @returns a line, which is not broken; empty where there is nothing more to ask
 */
export function triageNext({ servers, remedy }: TriageGroup, { files }: Pick<TriageResult, 'files'>): string {
  const [first] = servers;
  if (!first) return '';
  const name = shellWord(`${first.proxy}/${first.server}`);
  if (files.length > 0 && remedy)
    return `   next: sni-doctor prove ${files.map(shellWord).join(' ')} --server ${name}\n`;
  const address = addressOf(first);
  if (address === '')
    return files.length > 0
      ? `   next: sni-doctor check ${files.map(shellWord).join(' ')} --server ${name} --explain\n`
      : '';
  const host = first.host === null ? '' : ` --host ${shellWord(first.host)}`;
  return `   next: sni-doctor probe ${shellWord(address)}${host} --explain\n`;
}

/**
 * What to do next with all of it.
 * @param result of a triage
 * @returns a line; empty where nothing can be written
 */
export function triageFix({ files, groups }: TriageResult): string {
  const edits = groups.flatMap(({ remedy }) => remedy?.edits ?? []);
  if (files.length === 0 || edits.length === 0) return '';
  const safe = edits.some(({ safety }) => safety === 'safe');
  const how = safe ? '--fix' : '--fix-all, once you have looked';
  const list = files.map(shellWord).join(' ');
  return paragraph(`As a patch: sni-doctor check ${list} --diff. Written into the file: ${how}.`, ' ');
}
