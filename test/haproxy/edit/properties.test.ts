import fc from 'fast-check';
import t from 'tap';
import { applyChanges } from '../../../src/haproxy/edit/apply.ts';
import type { Change, NewWord } from '../../../src/haproxy/edit/change.ts';
import { unifiedDiff } from '../../../src/haproxy/edit/diff.ts';
import { parse } from '../../../src/haproxy/syntax/parse.ts';
import type { Statement } from '../../../src/haproxy/syntax/tree.ts';
import { type Case, cases, statementsOf, variables } from './cases.ts';
import { file, read } from './edited.ts';
import { patchedBy } from './patch.ts';

const result = ({ text, changes }: Case) => applyChanges(read(text, variables), changes)[0]?.text ?? '';
const lines = (text: string) => parse(file, text).lines.map(({ raw }) => raw);
const isNew = (raw: string) => /^\s*new\s/.test(raw);
const runs = { numRuns: 300 };

/** What HAProxy reads of a new word. */
const meaning = (word: NewWord) => (typeof word === 'string' ? word : word.raw === '"$V"' ? 'v' : 'a b');

/** A word that stays, by its number, or a new one. */
type Part = number | string;

/** The words that a line is to have, made without any text: duplicates count once. */
function wanted({ words, at }: Statement, changes: readonly Change[]): Part[] {
  const unique = new Map(
    changes.filter((change) => change.at.line === at.line).map((one) => [JSON.stringify(one), one]),
  );
  const own = [...unique.values()];
  const parts: Part[] = [];
  for (let i = 0; i <= words.length; ) {
    for (const change of own)
      if (change.kind === 'add' && (change.before ?? words.length) === i) parts.push(...change.words.map(meaning));
    const replaced = own.find((change) => change.kind === 'replace' && change.from === i);
    if (replaced?.kind === 'replace') parts.push(...replaced.words.map(meaning));
    else if (i < words.length) parts.push(i);
    i = replaced?.kind === 'replace' ? replaced.to : i + 1;
  }
  return parts;
}

/** Lines that are not new, old and changed ones side by side. */
function pairs({ text, changes }: Case, after: string): [number: number, old: string, now: string][] {
  const dropped = new Set(changes.flatMap(({ kind, at }) => (kind === 'drop' ? [at.line] : [])));
  const old = lines(text).flatMap((raw, i): [number, string][] => (dropped.has(i + 1) ? [] : [[i + 1, raw]]));
  const now = lines(after).filter((raw) => !isNew(raw));
  if (old.length !== now.length) throw new Error(`${old.length} lines were to stay, and there are ${now.length}`);
  return old.map(([number, raw], i) => [number, raw, now[i] ?? '']);
}

t.test('lines that no change is about stay byte for byte', async () => {
  fc.assert(
    fc.property(cases, (one) => {
      const touched = new Set(one.changes.filter(({ kind }) => kind !== 'line').map(({ at }) => at.line));
      return pairs(one, result(one)).every(
        ([number, old, now]) =>
          touched.has(number) || old === now || (!old.endsWith('\n') && /^\r?\n$/.test(now.slice(old.length))),
      );
    }),
    runs,
  );
});

t.test('the words that were asked for are read, and around the others no byte changes', async () => {
  fc.assert(
    fc.property(cases, (one) => {
      const after = result(one);
      const old = new Map(statementsOf(read(one.text, variables)).map((statement) => [statement.at.line, statement]));
      const stay = pairs(one, after).filter(([number]) => old.has(number));
      const now = statementsOf(read(after, variables)).filter(({ words }) => words[0]?.text !== 'new');
      return (
        stay.length === now.length &&
        stay.every(([number, oldRaw, nowRaw], i) => {
          const before = old.get(number) as Statement;
          return isKept(oldRaw, before, nowRaw, now[i] as Statement, wanted(before, one.changes));
        })
      );
    }),
    runs,
  );
});

function isKept(oldRaw: string, old: Statement, nowRaw: string, now: Statement, parts: readonly Part[]): boolean {
  const words = parts.map((part) => (typeof part === 'number' ? old.words[part]?.text : part));
  if (JSON.stringify(words) !== JSON.stringify(now.words.map(({ text }) => text))) return false;
  const gap = (raw: string, { words }: Statement, i: number) => raw.slice(words[i - 1]?.end ?? 0, words[i]?.start);
  const word = (raw: string, { words }: Statement, i: number) => raw.slice(words[i]?.start, words[i]?.end);
  const end = (raw: string, { words }: Statement) => raw.slice(words.at(-1)?.end).replace(/\r?\n$/, '');
  return (
    end(oldRaw, old) === end(nowRaw, now) &&
    parts.every((part, i) => {
      if (i > 0 && !/^[ \t]+$/.test(gap(nowRaw, now, i))) return false;
      if (typeof part !== 'number') return true;
      const follows = i === 0 ? part === 0 : parts[i - 1] === part - 1;
      return (
        word(oldRaw, old, part) === word(nowRaw, now, i) && (!follows || gap(oldRaw, old, part) === gap(nowRaw, now, i))
      );
    })
  );
}

t.test('new lines have the words that were asked for, in the section that they were asked for', async () => {
  fc.assert(
    fc.property(cases, (one) => {
      const asked = one.changes.filter((change) => change.kind === 'line');
      const before = read(one.text, variables).sections;
      const key = (section: number, words: readonly string[]) => JSON.stringify([section, words]);
      const sectionOf = (line: number) =>
        before.findIndex(({ header, lines }) => [header, ...lines].some(({ at }) => at.line === line));
      const expected = asked.map(({ at, words }) => key(sectionOf(at.line), words.map(meaning)));
      const found = read(result(one), variables).sections.flatMap(({ lines }, section) =>
        lines
          .filter(({ words }) => words[0]?.text === 'new')
          .map(({ words }) =>
            key(
              section,
              words.map(({ text }) => text),
            ),
          ),
      );
      return JSON.stringify([...new Set(expected)].sort()) === JSON.stringify([...new Set(found)].sort());
    }),
    runs,
  );
});

t.test('the same changes twice are the same as once', async () => {
  fc.assert(
    fc.property(
      cases,
      ({ text, changes }) => result({ text, changes }) === result({ text, changes: [...changes, ...changes] }),
    ),
    runs,
  );
});

t.test('patch and git make of generated files what the changes make of them', async (t) => {
  const all = fc.sample(cases, { numRuns: 150, seed: 20261122 });
  const before = all.map(({ text }, i) => ({ name: `${i}.cfg`, text }));
  const after = all.map((one, i) => ({ name: `${i}.cfg`, text: result(one) }));
  const diff = unifiedDiff(before, after);
  for (const program of ['patch', 'git'] as const)
    t.strictSame(
      (await patchedBy(t, program, before, diff)) ?? after.map(({ text }) => text),
      after.map(({ text }) => text),
      program,
    );
});
