/** `agreement.test.ts` holds what regular expressions find to HAProxy; here: what is not understood, and how long it takes. */
import fc from 'fast-check';
import t from 'tap';
import { find, substituted } from '../../../src/haproxy/request/regex/regex.ts';

t.test('what is not understood is not known', async (t) => {
  for (const source of [
    '(?<=a)b',
    '\\p{L}',
    '(?R)',
    'a**',
    '(',
    ')',
    '[a',
    'a{,2}',
    '\\K',
    '[[:nonsense:]]',
    '[z-a]',
    '(?',
  ])
    t.match(find(source, 'ab'), { known: false }, source);
});

t.test('comments and flags inside', async (t) => {
  t.match(find('a(?#b)c', 'ac'), { known: true, value: [{ start: 0, end: 2 }] });
  t.match(find('a(?i)b(?-i)c', 'aBc'), { known: true, value: [{ start: 0, end: 3 }] });
  t.same(find('a(?i)b(?-i)c', 'aBC'), { known: true, value: null });
  t.match(find('\\Aab\\z', 'ab'), { known: true, value: [{ start: 0, end: 2 }] });
});

t.test('expressions that would never end are given up soon', async (t) => {
  const cases: [string, string][] = [
    ['^(a+)+$', `${'a'.repeat(60)}b`],
    ['(a|aa)+$', `${'a'.repeat(80)}b`],
    ['(.*)*x', 'a'.repeat(20_000)],
    ['^(?:[a-z]\\.)+$', 'a.'.repeat(50_000)],
    ['(?:(?:a{1000}){1000}){1000}', 'a'.repeat(20_000)],
    ['('.repeat(5000), 'a'],
  ];
  for (const [source, text] of cases) t.match(find(source, text), { known: false }, source.slice(0, 30));
  t.match(find('^(?:[a-z0-9-]+\\.)+test$', `${'a.'.repeat(120)}test`), { known: true, value: [{ start: 0 }] });
});

t.test('no expression and no text makes it throw', async () => {
  const source = fc.oneof(fc.string(), fc.stringMatching(/^[ab(){}[\]|*+?\\^$.,:=!<>\d-]*$/));
  fc.assert(
    fc.property(source, fc.string(), fc.string(), fc.constantFrom('', 'g', 'i', 'gi'), (pattern, text, by, flags) => {
      substituted(pattern, text, by, flags);
    }),
    { numRuns: 2000 },
  );
});
