import type { Place, Problem, Word } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { explainUnknown, hasKeyword } from './keyword-list.ts';
import { refused, warned } from './problem.ts';
import { type ArgumentContext, wrongArgument } from './server-arguments.ts';
import { ofServersAlone, serverKeywords } from './server-keywords.ts';
import type { Setting } from './types.ts';

/** The keywords of one line, as they stand there. */
export interface ReadWords {
  settings: Setting[];
  problems: Problem[];
  /** Words that are environment variables that are not set, where a keyword is expected. */
  unread: Word[];
}

/**
 * Reads the keywords of a `server`, `default-server` or `server-template` line. What HAProxy refuses is reported, and the
 * rest is read all the same.
 * @param words all words of the line
 * @param from the first keyword
 * @param at its place
 * @param inherited it is a `default-server` line
 * @param context version and switches
 * @returns the keywords in order, with their arguments
 */
export function readServerWords(
  words: readonly Word[],
  from: number,
  at: Place,
  inherited: boolean,
  context: ArgumentContext,
): ReadWords {
  const read: ReadWords = { settings: [], problems: [], unread: [] };
  let lost = false;
  for (let i = from; i < words.length; ) {
    const word = words[i];
    if (!word) break;
    const name = nameOf(word.text);
    const keyword = serverKeywords.get(name);
    if (word.unset) {
      read.unread.push(word);
      i++;
    } else if (!keyword || !hasKeyword(keyword, context.version)) {
      // What follows an unknown keyword may be its argument: one complaint is enough.
      if (!lost || keyword) read.problems.push(refused(at, word, unknown(word.text, inherited, context.version)));
      lost = true;
      i += 1 + (keyword?.args ?? 0);
    } else {
      lost = false;
      const count = name === 'source' ? sourceWords(words, i) : keyword.args;
      const args = count === 0 ? none : words.slice(i + 1, i + 1 + count);
      const wrong = args[0]?.unset ? null : wrongArgument(name, args[0]?.text ?? '', context);
      const misplaced = inherited && ofServersAlone.has(name);
      if (misplaced) read.problems.push(warned(at, word, `"${name}" cannot stand in default-server: it has no effect`));
      else if (name === 'source' && args.length % 2 === 0 && args.length > 0)
        read.problems.push(refused(at, args.at(-1) ?? word, '"usesrc" and "interface" need an argument'));
      else if (wrong !== null) read.problems.push(refused(at, args[0] ?? word, `"${name}": ${wrong}`));
      if (!misplaced) read.settings.push({ keyword: name, args, at, inherited });
      i += 1 + args.length;
    }
  }
  return read;
}

/** Most keywords have no argument: all share this. */
const none: Word[] = [];

/** HAProxy looks a keyword up without what stands in brackets behind it. */
function nameOf(text: string): string {
  const bracket = text.indexOf('(');
  return bracket < 0 ? text : text.slice(0, bracket);
}

function unknown(text: string, inherited: boolean, version: HaproxyVersion): string {
  const line = inherited ? 'default-server' : 'server';
  return `"${text}" is no keyword of a ${line} line${explainUnknown(text, serverKeywords, version)}`;
}

/** `source ADDRESS [usesrc X | interface X]...` */
function sourceWords(words: readonly Word[], i: number): number {
  let count = 1;
  while (/^(?:usesrc|interface)$/.test(words[i + 1 + count]?.text ?? '')) count += 2;
  return count;
}
