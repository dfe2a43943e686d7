import t from 'tap';
import { readWords } from '../../../src/haproxy/syntax/words.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';

const environment: Record<string, string> = {
  EMPTY: '',
  TWO: 'p q',
  WIDE: ' p  q ',
  QUOTES: 'a"b\'c\\d#e',
  '.LINE': '7',
};
const lookup = (name: string) => environment[name];

const read = (raw: string, version = '3.4') => readWords(raw, lookup, parseVersion(version));
const texts = (raw: string, version?: string) => read(raw, version).words.map(({ text }) => text);

t.test('words, quotes, escapes and comments', async (t) => {
  const lines: [raw: string, ...words: string[]][] = [
    ['  server s1\t10.0.0.1:443 \r\n', 'server', 's1', '10.0.0.1:443'],
    ['a\vb\fc', 'a', 'b', 'c'],
    ['a"b"c"d e"f \'g h\'', 'abcd ef', 'g h'],
    ['check#sni x', 'check'],
    ['a \\#b "#c" \'#d\' # e', 'a', '#b', '#c', '#d'],
    ['"\\"" \\" \\\' "\'" \'"\' \'\\\'', '"', '"', "'", "'", '"', '\\'],
    ['a\\ b \\\\ \\x41\\x7a \\1\\. \\t', 'a b', '\\', 'Az', '\\1\\.', '\t'],
    ['ends with \\\n', 'ends', 'with', '\\'],
    ['a b\rc d', 'a', 'b'],
    ['a b \rc d', 'a', 'b', 'c', 'd'],
    ['a b\0c d', 'a', 'b'],
    ['a b\\x00c d', 'a', 'b', 'd'],
    ['b\xfccher\xa0x', 'b\xfccher\xa0x'],
    ['# only a comment'],
    [''],
  ];
  for (const [raw, ...words] of lines) t.strictSame(texts(raw), words, JSON.stringify(raw));
});

t.test('environment variables are put in inside double quotes and nowhere else', async (t) => {
  const lines: [raw: string, ...words: string[]][] = [
    [`$TWO \${TWO} '$TWO' "\\$TWO" \\$TWO`, '$TWO', `\${TWO}`, '$TWO', '$TWO', '\\$TWO'],
    [`"$TWO" "\${TWO}x" x"\${TWO[*]}"y`, 'p q', 'p qx', 'xp', 'qy'],
    [`a "\${WIDE[*]}" b`, 'a', 'p', 'q', 'b'],
    ['"$QUOTES"', 'a"b\'c\\d#e'],
    [`"\${NONE-a b}" "\${TWO-x}" "\${NONE[*]-a  b}"`, 'a b', 'p q', 'a', 'b'],
    [`"\${.LINE}$.LINE\${.SECTION}"`, '77'],
  ];
  for (const [raw, ...words] of lines) t.strictSame(texts(raw), words, raw);
});

t.test('a variable that is not set leaves a word whose text is not known', async (t) => {
  t.strictSame(read(`server "$NAME.example" "\${A}\${B}" c`).words, [
    { text: 'server', start: 0, end: 6 },
    { text: '.example', start: 7, end: 22, unset: ['NAME'] },
    { text: '', start: 23, end: 33, unset: ['A', 'B'] },
    { text: 'c', start: 34, end: 35 },
  ]);
  t.strictSame(read(`a "\${NAME[*]}" b`).problems, [], 'it is not taken for an empty word');
});

t.test('words and comments are where they are', async (t) => {
  const raw = '  check-sni "a b"c # why\n';
  const { words, comment } = read(raw);
  t.strictSame(
    words.map(({ start, end }) => raw.slice(start, end)),
    ['check-sni', '"a b"c'],
  );
  t.equal(comment, raw.indexOf('#'));
  t.notOk('comment' in read('a "#" b'));
});

t.test('what cannot be taken apart is told with its place', async (t) => {
  const lines: [raw: string, column: number, word: string, message: RegExp][] = [
    ['a "b c', 3, '"b', /not closed/],
    ["a b'c", 4, "b'c", /not closed/],
    ['a b\\x4', 4, 'b\\x4', /hexadecimal/],
    ['a "$1"', 5, '"$1"', /begins with a letter/],
    [`a "\${A"`, 5, `"\${A"`, /brace is not closed/],
    [`a "\${A-x"`, 5, `"\${A-x"`, /brace is not closed/],
    [`a "\${A[1]}"`, 7, `"\${A[1]}"`, /\[\*\]/],
    [`a "\${.WORLD}"`, 6, `"\${.WORLD}"`, /\.LINE/],
  ];
  for (const [raw, column, word, message] of lines) {
    const { words, problems } = read(raw);
    t.strictSame(words, []);
    t.match(problems, [{ column, word, message, severity: 'fatal' }], raw);
  }
});

t.test('64 words are taken and 65 are not', async (t) => {
  const words = (count: number) => Array(count).fill('a').join(' ');
  t.equal(texts(words(64)).length, 64);
  t.match(read(words(65)).problems, [{ column: 129, message: /64 words/, severity: 'fatal' }]);
  t.strictSame(read(`${words(64)} # x`, '3.2').problems, []);
  t.match(read(`${words(64)} # x`, '3.0').problems, [{ message: /comment/ }], 'before 3.2 the blank counts');
  t.match(read(`${words(65)} "x`).problems, [{ message: /not closed/ }], 'an open quote is the worse fault');
});

t.test('an empty word ends the line, and the later the version the louder', async (t) => {
  const raw = 'server s 10.0.0.1 "" ssl';
  for (const version of ['2.6', '2.8', '3.0', '3.2', '3.3', '3.4', 'any'])
    t.strictSame(texts(raw, version), ['server', 's', '10.0.0.1'], version);
  t.match(read(raw, '3.4').problems, [{ column: 19, message: /is empty/, severity: 'fatal' }]);
  t.match(read(raw, '3.2').problems, [{ severity: 'warning' }]);
  t.match(read(raw, '2.8').problems, [{ severity: 'warning' }], 'what is lost is worth a word');
  t.match(read(raw, 'any').problems, [{ severity: 'warning' }], 'not all of them refuse it');
  t.strictSame(read('server s 10.0.0.1 ""', '3.0').problems, [], 'nothing is lost');
  t.match(read('server s 10.0.0.1 ""', '3.4').problems, [{ severity: 'fatal' }]);
  t.match(read('"" server s', '3.4'), { words: [], problems: [{ severity: 'warning' }] });
});

t.test('a variable that is empty makes no word of its own with [*], since 3.3', async (t) => {
  t.strictSame(texts(`a "\${EMPTY[*]}" b`, '3.4'), ['a', 'b']);
  t.strictSame(texts(`a "\${EMPTY[*]}" b`, '3.2'), ['a']);
  t.strictSame(texts('a "$EMPTY" b', '3.4'), ['a']);
});
