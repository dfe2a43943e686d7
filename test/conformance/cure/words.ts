import type { Change, NewWord } from '../../../src/haproxy/edit/change.ts';
import { serverKeywords } from '../../../src/haproxy/model/server-keywords.ts';
import type { CureEdit } from '../../../src/report/cure/cure.ts';

/** A cure without one of its words. */
export interface WithoutWord {
  /** What is missing. */
  label: string;
  changes: Change[];
}

/** Word groups of `http-check send` and `connect`, and of `tcp-check connect`: what they take. */
const ofRules: Record<string, number> = {
  meth: 1,
  uri: 1,
  ver: 1,
  hdr: 2,
  body: 1,
  default: 0,
  linger: 0,
  'via-socks4': 0,
  comment: 1,
};

/**
 * Takes every word away in turn: each edit, and of an edit with several word groups each group.
 * @param edits of one cure; those that are `kept` stay
 * @returns the changes that remain each time
 */
export function withoutEachWord(edits: readonly CureEdit[]): WithoutWord[] {
  const changes = edits.map(({ change }) => change);
  return edits.flatMap((edit, index) => {
    if (edit.kept) return [];
    const less = shortened(edit.change).map(({ label, change }) => ({
      label: `${label} of "${edit.text}"`,
      changes: changes.with(index, change),
    }));
    return [{ label: `"${edit.text}"`, changes: changes.toSpliced(index, 1) }, ...less];
  });
}

/** A change with one word group less, for each of its groups; none where nothing would be left that the whole is not. */
function shortened(change: Change): { label: string; change: Change }[] {
  if (change.kind === 'drop') return [];
  const { words } = change;
  const shorter = groupsOf(change).map(([from, to]) => ({
    label: words.slice(from, to).map(textOf).join(' '),
    change: { ...change, words: words.toSpliced(from, to - from) },
  }));
  // Words that take the place of others may be as good as none.
  return change.kind === 'replace' || shorter.length > 1 ? shorter : [];
}

/** Where each word group begins and ends. */
function groupsOf(change: Exclude<Change, { kind: 'drop' }>): [from: number, to: number][] {
  const texts = change.words.map(textOf);
  if (change.kind !== 'line') return grouped(texts, 0);
  const [first, second] = texts;
  if (first === 'option' && second === 'httpchk') return ofOption(texts);
  if (/^(?:http|tcp)-check$/.test(first ?? '') && /^(?:send|connect)$/.test(second ?? '')) return grouped(texts, 2);
  if (first === 'default-server') return grouped(texts, 1);
  return [];
}

/** `option httpchk [METHOD] URI [VERSION [HOST]]`: its words have meaning by their number. */
function ofOption(texts: readonly string[]): [number, number][] {
  if (texts.length === 2) return [];
  const all: [number, number][] = [
    [2, texts.length],
    [2, 3],
    [texts.length - 1, texts.length],
  ];
  return all.filter(([from, to], index) => all.findIndex(([a, b]) => a === from && b === to) === index);
}

function grouped(texts: readonly string[], start: number): [number, number][] {
  const groups: [number, number][] = [];
  for (let from = start; from < texts.length; ) {
    const text = texts[from] ?? '';
    const args = ofRules[text] ?? serverKeywords.get(text)?.args;
    // What is no keyword belongs to what was there before, with all that follows.
    const to = args === undefined ? texts.length : Math.min(texts.length, from + 1 + args);
    groups.push([from, to]);
    from = to;
  }
  return groups;
}

function textOf(word: NewWord): string {
  return typeof word === 'string' ? word : word.raw;
}
