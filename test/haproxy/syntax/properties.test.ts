import fc from 'fast-check';
import t from 'tap';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import { print } from '../../../src/haproxy/syntax/parse.ts';
import { shownText } from '../../../src/haproxy/syntax/shown.ts';
import type { Configuration } from '../../../src/haproxy/syntax/tree.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { pieces, variables } from './line-cases.ts';

const line = fc.oneof(
  fc.constantFrom(
    ...[
      'global',
      'defaults',
      'defaults d',
      'defaults d from d',
      'backend b',
      'frontend f',
      'listen b from d',
      'no backend x',
    ],
    ...[
      '.if 1',
      '.if 0',
      '.if feature(LUA)',
      '.if (',
      '.elif 0',
      '.elif "$U"',
      '.else',
      '.endif',
      '.alert x',
      '.nosuch',
    ],
    ...['setenv A "$A$A"', 'unsetenv V', 'resetenv', 'presetenv V x', '[x]', '[', '', '"" x', 'server s "$U"'],
  ),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.uint8Array({ maxLength: 40 }).map((array) => String.fromCharCode(...array)),
);
const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));
const version = fc.constantFrom('2.0', '2.3', '2.4', '2.6', '2.8', '3.0', '3.2', '3.4', 'any').map(parseVersion);

const environment = new Map(Object.entries(variables));

const read = (texts: readonly string[], release = parseVersion('3.2')) =>
  readConfiguration(
    texts.map((text, i) => ({ name: `${i}.cfg`, text })),
    environment,
    release,
  );

t.test('whatever stands in the files, they are read, and every place is in them', async () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 3 }), version, (texts, release) => {
      const { files, sections, problems } = read(texts, release);
      const isThere = (file: string, number: number) =>
        number > 0 && number <= (files.find(({ name }) => name === file)?.lines.length ?? 0);
      const statements = sections.flatMap(({ header, lines }) => [header, ...lines]);
      return (
        files.every((file, i) => print(file) === texts[i]) &&
        problems.every(({ file, line, column }) => isThere(file, line) && column >= 0) &&
        statements.every(({ at, words }) => isThere(at.file, at.line) && words.length > 0)
      );
    }),
    { numRuns: 400 },
  );
});

t.test('words stand in their lines one after the other', async () => {
  fc.assert(
    fc.property(text, version, (text, release) => {
      const { files, sections } = read([text], release);
      return sections
        .flatMap(({ header, lines }) => [header, ...lines])
        .every(({ at, words }) => {
          const raw = files[0]?.lines[at.line - 1]?.raw ?? '';
          return words.every(
            ({ start, end }, i) => start >= (words[i - 1]?.start ?? 0) && end > start && end <= raw.length,
          );
        });
    }),
    { numRuns: 400 },
  );
});

t.test('reading twice gives the same', async () => {
  fc.assert(fc.property(text, version, (text, release) => same(read([text], release), read([text], release))));
});

function same(one: Configuration, other: Configuration): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

t.test('what is shown has no control characters', async () => {
  const bytes = fc.uint8Array().map((array) => String.fromCharCode(...array));
  fc.assert(fc.property(bytes, (text) => !/\p{Cc}/u.test(shownText(text))));
});

/** How much work a text was: what came of it, counted. */
function yielded(text: string): number {
  const { files, sections, problems } = read([text]);
  const statements = sections.flatMap(({ header, lines }) => [header, ...lines]);
  const words = statements.reduce((sum, { words }) => sum + words.length, 0);
  return (files[0]?.lines.length ?? 0) + statements.length + words + problems.length;
}

t.test('twice the text is at most twice the work', async (t) => {
  const texts: [name: string, part: (i: number) => string][] = [
    ['servers', (i) => `backend b${i}\n server s 10.0.0.1:443 ssl check-sni h${i} # x\n`],
    ['branches that each leave a section open', (i) => `.if feature(LUA)\nbackend b${i}\n.endif\n mode tcp\n`],
    ['levels of .if', () => '.if feature(LUA)\n x\n'],
    ['words', () => 'a '],
    ['quotes', () => '"\\x41" '],
    ['brackets', () => '('],
    ['the same name', () => 'backend b\n'],
  ];
  for (const [name, part] of texts) {
    const [once, twice] = [2000, 4000].map((count) =>
      yielded(`global\n${Array.from({ length: count }, (_, i) => part(i)).join('')}`),
    );
    t.ok((twice ?? 0) <= 2.1 * (once ?? 0) + 200, `${name}: ${once}, ${twice}`);
  }
});

t.test('a variable that grows without end stops growing', async (t) => {
  const text = `global\n setenv A aaaaaaaa\n${' setenv A "$A$A"\n'.repeat(100)} log "$A"\n`;
  const last = read([text]).sections[0]?.lines.at(-1)?.words[1];
  t.strictSame(last?.unset, ['A']);
});

t.test('binary files and lines of many megabytes', async (t) => {
  const bytes = String.fromCharCode(...Array.from({ length: 65536 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff)).repeat(
    100,
  );
  t.ok(print(read([bytes]).files[0] ?? { name: '', lines: [] }) === bytes);
  t.ok(read([bytes]).problems.length <= 60, 'the list of problems stays short');
  const long = `global\n log ${'x'.repeat(10_000_000)} "${'a \\x41#'.repeat(2_000_000)}"\n${'a '.repeat(5_000_000)}`;
  const { sections, problems } = read([long]);
  t.equal(sections[0]?.lines[0]?.words[2]?.text.length, 8_000_000);
  t.match(problems, [{ line: 3 }, { line: 3, message: /64 words/ }]);
});
