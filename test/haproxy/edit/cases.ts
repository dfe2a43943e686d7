import fc from 'fast-check';
import type { Change, NewWord } from '../../../src/haproxy/edit/change.ts';
import type { Configuration, Statement } from '../../../src/haproxy/syntax/tree.ts';
import { read } from './edited.ts';

/** Set where the configurations are read. */
export const variables = { V: 'v' };

/** A configuration with changes that can be made of it. */
export interface Case {
  text: string;
  changes: Change[];
}

const blanks = fc.constantFrom(' ', ' ', ' ', '  ', '   ', '\t', '\t\t', ' \t');
const indents = fc.constantFrom('', ' ', '    ', '    ', '\t', '\t\t');
const tails = fc.constantFrom('', '', '', ' ', '\t ', ' # x', '  # gr\xc3\xb6\xc3\x9fer "', '#y', '\t#');
const oldWords = fc.constantFrom(
  ...['server', 'option', 'httpchk', 's1', '10.0.0.1:443', 'ssl', 'verify', 'none', 'check', '{', '%[src]', '-'],
  ...["'a b'", '"a#b"', 'a\\ b', '"$V"', "it\\'s", '"\\x41"', "''x", '\xe9', 'x"y z"', `"\${V}"`],
);

const statement = fc
  .tuple(indents, fc.array(fc.tuple(oldWords, blanks), { minLength: 1, maxLength: 8 }), tails)
  .map(([indent, words, tail]) => indent + words.map(([word, gap], i) => (i === 0 ? '' : gap) + word).join('') + tail);
const other = fc.constantFrom('', '', '  ', '# c', '    # a server', '\t#', '.if 0', '.if 1', '.else', '.endif');
const header = fc.constantFrom('global', 'defaults', 'backend b', 'listen  l # x', 'frontend\tf');

const texts = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: statement }, other, header), { maxLength: 14 }),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.boolean(),
  )
  .map(([lines, end, open]) => ['backend first', ...lines].join(end) + (open ? '' : end));

const plain = fc.constantFrom(
  ...[
    'ssl',
    'verify',
    'none',
    'check-sni',
    'www.example.test',
    'str(a b)',
    "it's",
    'a#b',
    '$V',
    '\\',
    `"'`,
    'gr\xc3\xbcn',
  ],
);
const newWord: fc.Arbitrary<NewWord> = fc.oneof(plain, plain, fc.constantFrom({ raw: '"$V"' }, { raw: "a' b'" }));
const newWords = fc.array(newWord, { minLength: 1, maxLength: 3 });

/** What a change is made of once it is known which lines there are. */
const draft = fc.record({
  kind: fc.constantFrom('add', 'add', 'add', 'replace', 'remove', 'line', 'line', 'drop'),
  where: fc.constantFrom('before' as const, 'after' as const),
  line: fc.nat(),
  from: fc.nat(),
  length: fc.nat({ max: 2 }),
  words: newWords,
});
type ChangeDraft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

/** Configurations as people write them, and changes that do not contradict each other. */
export const cases: fc.Arbitrary<Case> = fc
  .tuple(texts, fc.array(draft, { minLength: 1, maxLength: 8 }))
  .map(([text, drafts]) => ({ text, changes: possible(read(text, variables), drafts) }));

/** Header and lines of all sections. */
export function statementsOf({ sections }: Configuration): Statement[] {
  return sections.flatMap(({ header, lines }) => [header, ...lines]);
}

function possible(configuration: Configuration, drafts: readonly ChangeDraft[]): Change[] {
  const statements = statementsOf(configuration);
  const headers = new Set(configuration.sections.map(({ header }) => header));
  const changes: Change[] = [];
  for (const { line, ...draft } of drafts) {
    const statement = statements[line % statements.length];
    if (!statement) continue;
    const change = changeOf(draft, statement, headers.has(statement));
    if (change && !changes.some((other) => contradict(change, other))) changes.push(change);
  }
  return changes;
}

function changeOf(
  { kind, where, from, length, words }: Omit<ChangeDraft, 'line'>,
  { at, words: { length: count } }: Statement,
  isHeader: boolean,
): Change | null {
  if (kind === 'drop') return isHeader ? null : { kind, at };
  if (kind === 'line') return { kind, at, where: isHeader ? 'after' : where, words: ['new', ...words] };
  // What stands in front of a keyword, or in its place, could begin another section.
  const first = 1 + (from % count);
  if (kind === 'add') return { kind, at, words, ...(first < count && { before: first }) };
  if (first === count) return null;
  const to = Math.min(count, first + 1 + length);
  return { kind: 'replace', at, from: first, to, words: kind === 'remove' ? [] : words };
}

function contradict(one: Change, other: Change): boolean {
  if (one.at.line !== other.at.line || one.kind === 'line' || other.kind === 'line') return false;
  if (one.kind === 'drop' || other.kind === 'drop') return one.kind !== other.kind;
  if (one.kind === 'add' && other.kind === 'add') return false;
  const [from, to] = stretch(one);
  const [otherFrom, otherTo] = stretch(other);
  return from < otherTo && otherFrom < to && JSON.stringify(one) !== JSON.stringify(other);
}

function stretch(change: Change & { kind: 'add' | 'replace' }): [from: number, to: number] {
  if (change.kind === 'replace') return [change.from, change.to];
  const before = change.before ?? Number.POSITIVE_INFINITY;
  return [before, before];
}
