import fc from 'fast-check';
import t from 'tap';
import { written } from '../../../src/haproxy/edit/quoted.ts';
import { onEveryHaproxy, readByHaproxy } from '../syntax/real.ts';

/** As the tree holds text: one character a byte. */
const bytes = (text: string) => Buffer.from(text).toString('latin1');

t.test('what needs no quotes gets none', async (t) => {
  for (const text of [
    'www.example.test',
    '{',
    '}',
    '!{',
    '%[src]',
    'str(a),field(1,:)',
    '^/a(b|c)$'.slice(0, -1),
    '*',
    bytes('bücher'),
  ])
    t.equal(written(text), text);
});

t.test('what has a meaning to HAProxy is quoted', async (t) => {
  t.equal(written('a b'), "'a b'");
  t.equal(written('a#b'), "'a#b'");
  t.equal(written('a\\'), "'a\\'");
  t.equal(written('$HOME'), "'$HOME'");
  t.equal(written('say "x"'), `'say "x"'`);
  t.equal(written("it's"), `"it's"`);
  t.equal(written(`it's $HOME`), `'it'\\''s $HOME'`);
});

t.test('words of a file stand as they are', async (t) => {
  for (const raw of ['"$NAME"', `"\${NAME[*]}"`, `"\${.LINE}"`, "a'b c'd", 'a\\ b', 'plain'])
    t.equal(written({ raw }), raw);
  for (const raw of ['a b', ' a', 'a ', 'a#b', '#', '', '""', '"a', 'a\nb', 'a\0b', 'a\r', '"${"'])
    t.throws(() => written({ raw }), /no single word/, JSON.stringify(raw));
});

t.test('what cannot be seen is not written', async (t) => {
  const hostile = [
    '',
    'a\nserver evil 203.0.113.1:80',
    'a\rb',
    'a\0b',
    'a\tb',
    '\x1b[2J',
    '\x7f',
    'bücher €',
    '\u202e',
  ];
  hostile.push('\xff', 'a\xe9', bytes('\u202e'), bytes('\u00a0'), bytes('\u0085'), bytes('\u2028'), bytes('\ufeff'));
  for (const text of hostile) t.throws(() => written(text), /invisible characters/, JSON.stringify(text));
});

const visible = fc.constantFrom(...` !"#$%&'()*+,-./09:;<=>?@AZ[\\]^_\`az{|}~üß日`);
const pieces = fc.oneof(
  visible,
  fc.constantFrom('\\x41', '\\n', "\\'", '\\"', '$V', `\${V}`, '"$V"', "'$V'", '# x', '\\ '),
);
const samples = fc
  .sample(fc.array(pieces, { minLength: 1, maxLength: 9 }), { seed: 20261122, numRuns: 1500 })
  .map((parts) => bytes(parts.join('')));

t.test('every HAProxy reads back exactly that word', async (t) => {
  await onEveryHaproxy(t, async (t, _branch, tool) => {
    const text = `global\n${samples.map((word) => ` .notice ${written(word)}\n`).join('')}`;
    const { messages } = await readByHaproxy(tool, { 'haproxy.cfg': text }, { V: 'v' });
    const real = Array.from(messages.matchAll(/\[haproxy\.cfg:\d+\]: '(.*?)'\.?$/gm), ([, word]) => word);
    t.strictSame(real, samples);
  });
});
